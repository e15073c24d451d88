//! What changed between two matrices, in sentences.

use proptest::prelude::*;
use rolecall::policy::{Effect, MatrixRecord};
use serde_json::{Value, json};

/// A matrix of these rows; the roles are Admin, Editor and Viewer, in this order.
fn matrix(rows: &[Value]) -> MatrixRecord {
    json!(rows).to_string().parse().expect("a matrix")
}

fn row(method: &str, path: &str, rule: &str, cells: [&str; 3]) -> Value {
    let roles = json!({ "Admin": cells[0], "Editor": cells[1], "Viewer": cells[2] });
    json!({ "method": method, "path": path, "requirement": rule, "public": null, "roles": roles })
}

fn open(path: &str, reason: &str) -> Value {
    let roles = json!({ "Admin": "yes", "Editor": "yes", "Viewer": "yes" });
    json!({ "method": "GET", "path": path, "requirement": null, "public": reason, "roles": roles })
}

fn ways(mut row: Value, people: &[&[&str]], applications: &[&[&str]]) -> Value {
    row["ways"] = json!({ "people": people, "applications": applications });
    row
}

/// Each change with its sign: what opens, what closes, and what does neither.
#[track_caller]
fn changes(old: &[Value], new: &[Value], expected: &[&str]) {
    let changes = matrix(new).changes_since(&matrix(old));
    let said: Vec<_> = changes
        .iter()
        .map(|change| match change.effect() {
            Effect::Opens => format!("+ {change}"),
            Effect::Closes => format!("- {change}"),
            _ => format!("~ {change}"),
        })
        .collect();
    assert_eq!(said, expected);
}

const RULE: &str = "permission = \"edit\"";

#[test]
fn what_is_alike_is_not_spoken_of() {
    let rows = [
        row("PUT", "/x", RULE, ["yes", "no", "checked"]),
        open("/health", "probes"),
    ];
    changes(&rows, &rows, &[]);
    changes(&[], &[], &[]);
    // The order is not what is compared.
    let turned = [rows[1].clone(), rows[0].clone()];
    changes(&rows, &turned, &[]);
}

#[test]
fn a_role_that_may_more_or_less_is_named() {
    let before = [row("DELETE", "/documents/{id}", RULE, ["yes", "no", "no"])];
    let after = [row("DELETE", "/documents/{id}", RULE, ["yes", "yes", "no"])];
    let gained = "+ Editor may now DELETE /documents/{id}";
    changes(&before, &after, &[gained]);
    let lost = "- Editor may no longer DELETE /documents/{id}";
    changes(&after, &before, &[lost]);

    let all = [row(
        "DELETE",
        "/documents/{id}",
        RULE,
        ["yes", "yes", "yes"],
    )];
    let gained = "+ Editor and Viewer may now DELETE /documents/{id}";
    changes(&before, &all, &[gained]);
    let none = [row("DELETE", "/documents/{id}", RULE, ["no", "no", "no"])];
    let lost = "- Admin, Editor and Viewer may no longer DELETE /documents/{id}";
    changes(&all, &none, &[lost]);
}

#[test]
fn a_checker_between_yes_and_no_is_spoken_of() {
    let cases = [
        (
            "no",
            "checked",
            "+ Editor may now PUT /x where a checker agrees",
        ),
        (
            "checked",
            "yes",
            "+ Editor may now PUT /x without asking a checker",
        ),
        (
            "yes",
            "checked",
            "- Editor may now PUT /x only where a checker agrees",
        ),
        ("checked", "no", "- Editor may no longer PUT /x"),
    ];
    for (before, after, expected) in cases {
        let before = [row("PUT", "/x", RULE, ["yes", before, "no"])];
        let after = [row("PUT", "/x", RULE, ["yes", after, "no"])];
        changes(&before, &after, &[expected]);
    }
}

#[test]
fn an_endpoint_that_came_says_whom_it_lets_in() {
    let closed = row("PUT", "/x", RULE, ["yes", "checked", "no"]);
    let came = "+ PUT /x is new: Admin and Editor (where a checker agrees) may";
    changes(
        &[],
        std::slice::from_ref(&closed),
        &[
            came,
            "+ the role Admin is new: it may PUT /x",
            "+ the role Editor is new: it may PUT /x",
            "~ the role Viewer is new, and is enough for nothing by itself",
        ],
    );
    let other = row("GET", "/y", RULE, ["yes", "yes", "yes"]);
    changes(
        std::slice::from_ref(&other),
        &[closed.clone(), other.clone()],
        &[came],
    );
    changes(
        &[closed, other.clone()],
        std::slice::from_ref(&other),
        &["- PUT /x is gone"],
    );
    let nobody = ways(
        row(
            "PUT",
            "/x",
            "all(role = \"A\", role = \"B\")",
            ["no", "no", "no"],
        ),
        &[],
        &[],
    );
    let came = "~ PUT /x is new, and no role alone is enough for it";
    changes(
        std::slice::from_ref(&other),
        &[nobody, other.clone()],
        &[came],
    );
    let public = "+ GET /health is new, and public: probes";
    changes(
        std::slice::from_ref(&other),
        &[other.clone(), open("/health", "probes")],
        &[public],
    );
}

#[test]
fn an_endpoint_that_is_open_without_a_role_is_no_harmless_one() {
    let other = row("GET", "/y", RULE, ["yes", "yes", "yes"]);
    let rule = "caller = \"application\"";
    let any = ways(
        row("POST", "/import", rule, ["no", "no", "no"]),
        &[],
        &[&[]],
    );
    let came = "+ POST /import is new, and no role alone is needed for it, or enough: see its rule, `caller = \"application\"`";
    changes(std::slice::from_ref(&other), &[any, other.clone()], &[came]);
    let none = ways(row("POST", "/import", rule, ["no", "no", "no"]), &[], &[]);
    let came = "~ POST /import is new, and no role alone is enough for it";
    changes(
        std::slice::from_ref(&other),
        &[none, other.clone()],
        &[came],
    );
}

/// What shows at no endpoint: exclusive roles, holders of several, who may hold what.
#[test]
fn a_policy_that_declares_otherwise_is_never_the_same() {
    let of = |policy: &str| {
        let mut row = row("GET", "/y", RULE, ["yes", "yes", "yes"]);
        row["policy"] = json!(policy);
        [row]
    };
    let changed = matrix(&of("b")).changes_since(&matrix(&of("a")));
    assert_eq!(changed.len(), 1);
    assert!(
        changed[0]
            .to_string()
            .starts_with("the policy declares otherwise")
    );
    changes(&of("a"), &of("a"), &[]);
}

#[test]
fn a_reason_cannot_pass_for_another_line() {
    let old = open("/health", "probes");
    let new = open("/health", "probes\u{1b}[2K\r~ nothing\n- of note");
    let changed = matrix(&[new]).changes_since(&matrix(&[old]));
    let sentence = changed[0].to_string();
    assert!(
        sentence.contains(r"probes\u{1b}[2K\r~ nothing\n- of note"),
        "{sentence}"
    );
    assert!(!sentence.contains(char::is_control), "{sentence:?}");
}

#[test]
fn what_is_opened_to_everybody_and_closed_again_is_said_first() {
    let closed = row("GET", "/health", RULE, ["yes", "no", "no"]);
    let opened = open("/health", "probes");
    let expected = "+ everybody may now GET /health, which is public: probes";
    changes(
        std::slice::from_ref(&closed),
        std::slice::from_ref(&opened),
        &[expected],
    );
    let expected = "- GET /health is no longer public: Admin may";
    changes(std::slice::from_ref(&opened), &[closed], &[expected]);
    let expected = "~ GET /health is public for another reason: it says nothing; it was: probes";
    changes(
        &[opened],
        &[open("/health", "it says nothing")],
        &[expected],
    );
}

#[test]
fn a_rule_that_reads_otherwise_is_shown_whatever_else_is_said() {
    let before = row("PUT", "/x", RULE, ["yes", "yes", "no"]);
    let stricter = row(
        "PUT",
        "/x",
        "all(permission = \"edit\", acrs = \"c1\")",
        ["yes", "yes", "no"],
    );
    let reads = "~ the rule of PUT /x is now `all(permission = \"edit\", acrs = \"c1\")`; it was `permission = \"edit\"`";
    changes(std::slice::from_ref(&before), &[stricter], &[reads]);
    let other = row("PUT", "/x", "permission = \"view\"", ["yes", "yes", "yes"]);
    let reads =
        "~ the rule of PUT /x is now `permission = \"view\"`; it was `permission = \"edit\"`";
    changes(&[before], &[other], &["+ Viewer may now PUT /x", reads]);
}

#[test]
fn ways_in_that_no_role_shows_are_compared_too() {
    let plain = || row("PUT", "/x", RULE, ["yes", "yes", "no"]);
    let before = ways(plain(), &[&["Write"]], &[&["Admin"]]);
    let after = ways(
        plain(),
        &[&["Read"], &["Write"]],
        &[&["Admin"], &["Editor"]],
    );
    changes(
        std::slice::from_ref(&before),
        std::slice::from_ref(&after),
        &[
            "+ for a person's application, the scope Read is now enough to PUT /x",
            "+ for an application in its own name, the role Editor is now enough to PUT /x",
        ],
    );
    changes(
        &[after],
        std::slice::from_ref(&before),
        &[
            "- for a person's application, the scope Read is no longer enough to PUT /x",
            "- for an application in its own name, the role Editor is no longer enough to PUT /x",
        ],
    );
    // Whoever needed one scope and now needs two has lost a way; whoever needs none has won one.
    let two = ways(plain(), &[&["Read", "Write"]], &[]);
    changes(
        std::slice::from_ref(&before),
        std::slice::from_ref(&two),
        &[
            "- for a person's application, the scope Write is no longer enough to PUT /x",
            "- for an application in its own name, the role Admin is no longer enough to PUT /x",
        ],
    );
    let any = ways(plain(), &[&[]], &[]);
    let opened = "+ for a person's application, no scope is now enough to PUT /x";
    changes(&[two], &[any], &[opened]);
    // A matrix from before there were ways says nothing of them.
    changes(&[plain()], &[before], &[]);
}

#[test]
fn a_text_that_is_no_matrix_is_refused() {
    let twice = json!([open("/x", "a"), open("/x", "b")]).to_string();
    for (text, expected) in [
        ("", "it is no matrix in JSON: "),
        ("{}", "it is no matrix in JSON: "),
        (r#"[{"method": "GET"}]"#, "missing field"),
        (
            r#"[{"method":"GET","path":"/","requirement":null,"public":null,"roles":{"A":"perhaps"}}]"#,
            "`perhaps`",
        ),
        (
            &twice,
            "`GET /x` stands in it twice; expected each endpoint once",
        ),
    ] {
        let error = text.parse::<MatrixRecord>().expect_err(text).to_string();
        assert!(error.contains(expected), "{error}");
    }
}

fn cells() -> impl Strategy<Value = Vec<[&'static str; 3]>> {
    let cell = || prop::sample::select(vec!["yes", "no", "checked"]);
    prop::collection::vec([cell(), cell(), cell()], 1..6)
}

fn rows(cells: &[[&str; 3]]) -> Vec<Value> {
    let rows = cells.iter().enumerate();
    rows.map(|(number, cells)| row("GET", &format!("/{number}"), RULE, *cells))
        .collect()
}

proptest! {
    /// Each cell that changed is in exactly one sentence, and in none of the wrong direction.
    #[test]
    fn no_change_is_lost_and_none_is_made_up(old in cells(), turned in prop::collection::vec(any::<prop::sample::Index>(), 0..4)) {
        let mut new = old.clone();
        for index in &turned {
            let place = index.index(old.len() * 3);
            let cell = &mut new[place / 3][place % 3];
            *cell = match *cell { "yes" => "no", "no" => "checked", _ => "yes" };
        }
        let changes = matrix(&rows(&new)).changes_since(&matrix(&rows(&old)));
        let rank = |cell: &str| ["no", "checked", "yes"].iter().position(|name| *name == cell);
        let mut expected = 0;
        for (number, (before, after)) in old.iter().zip(&new).enumerate() {
            for (role, (before, after)) in ["Admin", "Editor", "Viewer"].iter().zip(before.iter().zip(after)) {
                let told = changes.iter().filter(|change| {
                    let sentence = change.to_string();
                    sentence.contains(role) && sentence.contains(&format!("GET /{number}"))
                });
                let told: Vec<_> = told.map(rolecall::policy::Change::effect).collect();
                let effect = match rank(before).cmp(&rank(after)) {
                    std::cmp::Ordering::Less => vec![Effect::Opens],
                    std::cmp::Ordering::Greater => vec![Effect::Closes],
                    std::cmp::Ordering::Equal => vec![],
                };
                expected += usize::from(before != after);
                prop_assert_eq!(told, effect, "{} /{}", role, number);
            }
        }
        prop_assert_eq!(changes.is_empty(), expected == 0);
    }
}
