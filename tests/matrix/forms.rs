//! The forms of the matrix say the same; the page can be searched, and what is hostile in a text stays a text.

use axum::http::StatusCode;
use rolecall::{MatrixPage, Router, get, protected, public};
use rolecall_tests::house::{Answer, Caller};
use rolecall_tests::policy;
use rolecall_tests::world::world;
use serde_json::Value;

#[public("who may do what is no secret", policy = policy)]
async fn matrix(page: MatrixPage) -> MatrixPage {
    page
}

#[public("=1+1 <b>a|b</b> & \"c\", *d*", policy = policy)]
async fn hostile() {}

#[protected(permission = "view", policy = policy)]
async fn viewed() {}

#[protected(all(permission = "edit", role = "Admin"), policy = policy)]
async fn deleted() {}

async fn asks(query: &str, accept: &str) -> Answer {
    let world = world().await;
    let router = Router::new()
        .route("/policy", get(matrix))
        .route("/hostile", get(hostile))
        .route("/things/{id}", get(viewed).delete(deleted));
    let router = router.with(world.engine.clone()).expect("a router");
    let caller = Caller::of(router).with("accept", accept);
    caller.get(&format!("/policy{query}")).await
}

/// Method, path and cells of each row, without the marks of a form.
type Rows = Vec<Vec<String>>;

fn of_json(text: &str) -> Rows {
    let rows: Value = serde_json::from_str(text).expect("JSON");
    let rows = rows.as_array().expect("rows").iter();
    rows.map(|row| {
        let names = ["method", "path"].map(|name| row[name].as_str().expect("a text"));
        let cells = ["Viewer", "Editor", "Admin"];
        let cells = cells.map(|role| row["roles"][role].as_str().expect("a cell"));
        names.into_iter().chain(cells).map(str::to_owned).collect()
    })
    .collect()
}

fn cut(cells: impl IntoIterator<Item = String>, count: usize) -> Vec<String> {
    let cells = cells.into_iter().take(count);
    cells
        .map(|cell| cell.trim_end_matches('*').to_owned())
        .collect()
}

#[tokio::test]
async fn every_form_has_the_same_cells() {
    let json = asks("?format=json", "*/*").await;
    assert_eq!(json.header("content-type"), Some("application/json"));
    let rows = of_json(&json.body);
    assert_eq!(rows.len(), 4);
    let width = rows[0].len();

    let csv = asks("?format=csv", "*/*").await;
    let mut lines = csv::Reader::from_reader(csv.body.as_bytes());
    let head: Vec<_> = lines
        .headers()
        .expect("a head")
        .iter()
        .map(str::to_owned)
        .collect();
    assert_eq!(head[..2], ["Method", "Path"]);
    assert_eq!(head[width..], ["Rule", "People", "Applications"]);
    let lines = lines.records().map(|line| line.expect("a record"));
    let read: Rows = lines
        .map(|line| cut(line.iter().map(str::to_owned), width))
        .collect();
    assert_eq!(read, rows);

    let markdown = asks("?format=markdown", "*/*").await;
    let lines = markdown
        .body
        .lines()
        .filter(|line| line.starts_with('|'))
        .skip(2);
    let read: Rows = lines
        .map(|line| {
            let cells = line.trim_matches('|').split(" | ");
            cut(cells.map(|cell| cell.trim().replace('\\', "")), width)
        })
        .collect();
    assert_eq!(read, rows);

    let text = asks("?format=text", "*/*").await;
    let lines = text.body.lines().skip(1).take(rows.len());
    let read: Rows = lines
        .map(|line| cut(line.split_whitespace().map(str::to_owned), width))
        .collect();
    assert_eq!(read, rows);

    let page = asks("?format=page", "*/*").await;
    for row in &rows {
        assert!(page.body.contains(&row[1]), "{row:?}");
    }
}

#[tokio::test]
async fn the_ways_in_are_told_beside_the_rule() {
    let json: Value = asks("?format=json", "*/*").await.json();
    let of = |method: &str| {
        let mut rows = json.as_array().expect("rows").iter();
        let row = rows.find(|row| row["path"] == "/things/{id}" && row["method"] == method);
        row.expect("a row")["ways"].clone()
    };
    let people = of("GET")["people"].as_array().expect("sets").len();
    assert!(people >= 1, "{json}");
    assert_ne!(of("GET"), of("DELETE"));
}

#[tokio::test]
async fn a_form_is_chosen_by_accept_unless_the_query_names_one() {
    for (query, accept, expected) in [
        ("", "*/*", "text/plain; charset=utf-8"),
        ("", "text/csv", "text/csv; charset=utf-8; header=present"),
        ("", "text/markdown", "text/markdown; charset=utf-8"),
        ("", "text/html,*/*;q=0.8", "text/html; charset=utf-8"),
        ("", "application/json", "application/json"),
        ("?format=json", "text/html", "application/json"),
        (
            "?format=page&x=1",
            "application/json",
            "text/html; charset=utf-8",
        ),
    ] {
        let answer = asks(query, accept).await;
        assert_eq!(answer.status, StatusCode::OK, "{query} {accept}");
        assert_eq!(
            answer.header("content-type"),
            Some(expected),
            "{query} {accept}"
        );
        assert_eq!(answer.header("vary"), Some("accept"));
    }
    for (query, accept) in [
        ("?format=pdf", "*/*"),
        ("?format=", "*/*"),
        ("", "image/png"),
    ] {
        let answer = asks(query, accept).await;
        assert_eq!(
            answer.status,
            StatusCode::NOT_ACCEPTABLE,
            "{query} {accept}"
        );
        assert!(
            answer.body.contains("text, page, json, csv, markdown"),
            "{answer:?}"
        );
    }
}

/// How many rows of the table are shown.
fn shown(page: &Answer) -> usize {
    page.body.matches(r#"<th scope="row">"#).count()
}

#[tokio::test]
async fn the_page_finds_what_is_looked_for() {
    for (query, rows) in [
        ("", 4),
        ("&search=", 4),
        ("&search=delete", 1),
        ("&search=DELETE", 1),
        ("&search=/things", 2),
        ("&search=things+view", 1),
        ("&search=secret", 1),
        ("&search=nothing-of-the-kind", 0),
        ("&role=Viewer", 3),
        ("&role=Admin", 4),
        ("&role=Nobody", 0),
        ("&role=Viewer&search=things", 1),
        ("&other=delete", 4),
    ] {
        let page = asks(&format!("?format=page{query}"), "*/*").await;
        assert_eq!(shown(&page), rows, "{query}");
        let whole = asks(&format!("?format=json{query}"), "*/*").await;
        assert_eq!(of_json(&whole.body).len(), 4, "{query}");
    }
    let page = asks("?format=page&search=delete&role=Admin", "*/*").await;
    assert!(page.body.contains("1 of 4 endpoints"), "{}", page.body);
    assert!(page.body.contains("<option selected>Admin</option>"));
}

#[tokio::test]
async fn what_is_looked_for_stays_a_text() {
    let page = asks(
        "?format=page&search=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "*/*",
    )
    .await;
    assert!(!page.body.contains("<script"), "{}", page.body);
    assert!(
        page.body.contains("&#60;script&#62;") || page.body.contains("&lt;script&gt;"),
        "{}",
        page.body
    );
    let policy = page.header("content-security-policy").expect("a policy");
    assert!(policy.starts_with("default-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; style-src 'sha256-"), "{policy}");
    assert_eq!(page.header("x-content-type-options"), Some("nosniff"));
    assert!(
        !page.body.contains("style=\""),
        "an inline style would be refused"
    );
}

#[tokio::test]
async fn what_stands_in_a_reason_stays_within_its_cell() {
    let page = asks("?format=page", "*/*").await;
    assert!(!page.body.contains("<b>a|b</b>"));
    let csv = asks("?format=csv", "*/*").await;
    let mut lines = csv::Reader::from_reader(csv.body.as_bytes());
    let mut lines = lines.records().map(|line| line.expect("a record"));
    let hostile = lines.find(|line| &line[1] == "/hostile").expect("a row");
    let rule = &hostile[hostile.len() - 3];
    assert_eq!(rule, "public: =1+1 <b>a|b</b> & \"c\", *d*");
    let markdown = asks("?format=markdown", "*/*").await;
    let line = markdown
        .body
        .lines()
        .find(|line| line.contains("/hostile"))
        .expect("a row");
    assert!(line.contains(r"=1+1 \<b>a\|b\</b> & "), "{line}");
}

mod strict {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        #![exclusive(Auditor, Editor)]
        Auditor: [view],
        Editor: [edit],
    }
}

mod lax {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        Auditor: [view],
        Editor: [edit],
    }
}

/// The roles of nobody change at an endpoint when two of them exclude one another no more; their holders may more.
#[tokio::test]
async fn what_the_policy_declares_is_part_of_the_record() {
    #[public("no secret", policy = strict)]
    async fn of_the_strict(page: MatrixPage) -> MatrixPage {
        page
    }
    #[public("no secret", policy = lax)]
    async fn of_the_lax(page: MatrixPage) -> MatrixPage {
        page
    }
    let strict = rolecall_tests::house::Town::under(strict::Policy).await;
    let lax = rolecall_tests::house::Town::under(lax::Policy).await;
    let of = async |house: rolecall_tests::house::House<'_>| {
        let answer = house.anonymous().get("/policy?format=json").await;
        answer
            .body
            .parse::<rolecall::policy::MatrixRecord>()
            .expect("a matrix")
    };
    let before = of(strict.house(Router::new().route("/policy", get(of_the_strict)))).await;
    let after = of(lax.house(Router::new().route("/policy", get(of_the_lax)))).await;
    let changes = after.changes_since(&before);
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(before.changes_since(&before).is_empty());
}
