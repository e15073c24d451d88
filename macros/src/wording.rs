//! Every message, in one place: lower case, no full stop, the user's words in backticks, what was expected, the remedy.

use crate::words;

pub(crate) const TAKES_A_NAME: &str =
    "expected a name: `edit`, or a string such as `\"audit.read\"`";
pub(crate) const REQUIREMENT: &str = "expected a requirement: `permission = \"…\"`";
pub(crate) const COMMA: &str = "expected `,`";
pub(crate) const NO_REQUIREMENT: &str = "`#[protected]` needs a rule: `#[protected(permission = \"…\")]`, or `#[protected(authenticated)]` if any signed-in caller may pass, or `#[public(\"why\")]`";
pub(crate) const NO_REQUIREMENT_VALUE: &str =
    "`require!` needs a rule: `require!(permission = \"…\")`";
pub(crate) const NO_REASON: &str = "`#[public]` needs a reason, which is shown in the matrix: `#[public(\"liveness probe, reveals nothing\")]`";
pub(crate) const TWO_RULES: &str =
    "a handler takes one access rule; join them in one `#[protected(all(…))]`";
pub(crate) const TOO_MANY_ARGUMENTS: &str =
    "a handler with a rule takes at most 15 arguments; the guard is the sixteenth that axum allows";
pub(crate) const PLAIN_IDENTITY: &str = "a public handler has callers without identity; take `Option<Identity>`, or protect the handler";
pub(crate) const TAKES_SELF: &str = "a handler cannot take `self`; take what it needs from `State`";
pub(crate) const CALLER_KINDS: &str = "expected `caller = \"user\"` or `caller = \"application\"`";
pub(crate) const ONE_REQUIREMENT: &str = "`not(…)` takes exactly one requirement";
pub(crate) const NOT_AUTHENTICATED: &str = "nobody meets `not(authenticated)`: a rule is put to proven callers alone; `#[public(\"why\")]` opens a handler to everyone";
pub(crate) const ACRS_INSIDE_NOT: &str =
    "`acrs` does not stand inside `not(…)`: a caller can be asked to step up, not to step down";
pub(crate) const SHADOW_IN_SHADOW: &str =
    "`shadow(…)` does not stand inside another; the outer one watches all of it";
pub(crate) const TWO_CALLERS: &str = "no caller is both a user and an application; remove one";
pub(crate) const EVERY_CALLER: &str = "every caller is a user or an application; write `authenticated` if any signed-in caller may pass";
pub(crate) const APPLICATION_WITH_SCOPE: &str = "an application in its own name carries no scope; remove `scope = \"…\"`, or ask for `caller = \"user\"`";
pub(crate) const TAKES_A_PATH: &str =
    "`policy` takes the path of a module: `policy = crate::policy`";
pub(crate) const TAKES_A_CHECKER: &str =
    "`check` takes the path of a `#[checker]` function: `check = owns`";
pub(crate) const TAKES_A_CONTEXT: &str =
    "expected an authentication context, `c1` to `c99`: `acrs = \"c1\"`";
pub(crate) const TAKES_SCHEMES: &str =
    "`schemes` takes kinds of credentials: `schemes = [\"bearer\", \"session\"]`";
pub(crate) const CHECKER_IN_A_VALUE: &str = "a rule as a value cannot ask a checker, which needs the state of a router; put `check = …` on the handler";
pub(crate) const CHECKER_ARGUMENTS: &str = "`#[checker]` takes nothing but `policy = path`; what the checker asks stands in the function, and who asks it in `#[protected(check = …)]`";
pub(crate) const CHECKER_AND_HANDLER: &str = "a function is a handler or a checker, not both; move the check to a function of its own and ask it by `check = …`";
pub(crate) const CHECKER_SELF: &str =
    "a checker cannot take `self`: it is a free function; take what it needs from `State`";
pub(crate) const CHECKER_OF_NOBODY: &str =
    "a checker takes who is calling first, by reference: `user: &Identity`";
pub(crate) const CHECKER_BORROWS: &str = "only the first argument of a checker is a reference; the others are extractors, which own what they take";
pub(crate) const CHECKER_GENERIC: &str = "a checker has no type or const parameters, for `check = …` names it by its path alone; write the types out";
pub(crate) const CHECKER_UNSAFE: &str = "a checker cannot be `unsafe`; the guard calls it";
pub(crate) const CHECKER_EXTERN: &str = "a checker cannot be `extern`; the guard calls it";
pub(crate) const CHECKER_WITHOUT_ANSWER: &str =
    "a checker answers; return `bool`, or `Result<bool, E>` where it may be unable to decide";
pub(crate) const NINTH_CHECKER: &str =
    "a rule asks at most 8 checkers; join some of them in one `#[checker]` function";
pub(crate) const NEGATED: &str = "`!` is not part of a rule; write `not(…)`";
pub(crate) const OPENED: &str =
    "a rule cannot open a handler; write `#[public(\"why\")]` in its place";
pub(crate) const GROUPS: &str =
    "a rule cannot ask for a group; assign the group to an app role, and ask for the role";
pub(crate) const REASON_ALONE: &str =
    "the reason stands by itself: `#[public(\"liveness probe, reveals nothing\")]`";
pub(crate) const JOINED_BY_PLUS: &str =
    "what a role grants is joined by `+`: `Editor: Viewer + [edit]`";
pub(crate) const EVERY_PERMISSION: &str =
    "`all` stands for every permission: `Root: all`, without brackets";
pub(crate) const PATH_ENDS: &str = "expected `;` behind the path: `permissions = crate::policy;`";
pub(crate) const SCOPE_STANDS_ON_A_PERMISSION: &str =
    "`#[scope(…)]` stands on a permission, in `permissions! { … }`";
pub(crate) const APP_ROLE_STANDS_ON_A_ROLE: &str =
    "`#[app_role(…)]` stands on a role, in `roles! { … }`";
pub(crate) const AFTER_REASON: &str =
    "only `policy = path` stands beside the reason of `#[public]`";
pub(crate) const SCOPE_LIST: &str =
    "`#[scope(…)]` takes the values of scopes: `#[scope(\"Documents.Read\")]`";
pub(crate) const SCOPES_LIST: &str =
    "`#![scopes(…)]` takes the values of scopes: `#![scopes(\"access_as_user\")]`";
pub(crate) const ROLE_TERM: &str =
    "expected a role, a list of permissions or `all`: `Editor: Viewer + [edit]`";
pub(crate) const APP_ROLE_OPTION: &str = "expected `value = \"…\"`, `id = \"GUID\"`, `members = [User, Application]` or `enabled = false`";
pub(crate) const NO_MEMBERS: &str =
    "nobody could be assigned this role; write `members = [User]`, `[Application]` or both";
pub(crate) const NOT_A_GUID: &str = "expected a GUID: `00000000-0000-0000-0000-000000000000`";
pub(crate) const EXCLUSIVE_LIST: &str = "`#![exclusive(…)]` takes two roles or more, of which nobody may hold two: `#![exclusive(Auditor, Editor)]`";
pub(crate) const WARN_LIST: &str = "`#![warn(…)]` takes what to warn of: `#![warn(redundant)]`";
pub(crate) const ALL_IS_A_WORD: &str = "`all` stands for every permission and cannot name a role";
pub(crate) const TOO_MANY_NAMES: &str = "a block declares at most 65,535 names";

/// Something asked for that nothing declares.
pub(crate) fn unknown(kind: &str, name: &str, declared: &[String]) -> String {
    let meant = match words::nearest(name, declared.iter().map(String::as_str)) {
        Some(nearest) => format!("; did you mean `{nearest}`?"),
        None => String::new(),
    };
    format!(
        "unknown {kind} `{name}`{meant}\n{}",
        note_declared(kind, declared)
    )
}

/// A word of the language that is none.
pub(crate) fn unknown_requirement(name: &str) -> String {
    let meant = match words::nearest_term(name) {
        Some(nearest) => format!("; did you mean `{nearest}`?"),
        None => String::new(),
    };
    format!(
        "unknown requirement `{name}`{meant}\nnote: requirements: {}",
        list(words::TERMS)
    )
}

/// A name of another kind.
pub(crate) fn other_kind(name: &str, is: &str) -> String {
    format!("`{name}` is a {is}; did you mean `{is} = \"{name}\"`?")
}

/// Something that no kind declares, though another kind declares nearly that.
pub(crate) fn nearly_other_kind(kind: &str, name: &str, is: &str, declared: &str) -> String {
    format!("unknown {kind} `{name}`; did you mean `{is} = \"{declared}\"`?")
}

pub(crate) fn empty_value(kind: &str) -> String {
    format!("the name of the {kind} is empty; write the name of a declared {kind}")
}

pub(crate) fn name_without_path(name: &str) -> String {
    format!("names are written without a path: `{name}`")
}

pub(crate) fn name_in_quotes(name: &str) -> String {
    format!("a name that is no identifier is written as a string: `\"{name}\"`")
}

/// An operator between requirements.
pub(crate) fn operator(written: &str) -> String {
    let word = if written.starts_with('|') {
        "any"
    } else {
        "all"
    };
    format!("`{written}` does not join requirements; write `{word}(…, …)`")
}

pub(crate) fn stands_alone(word: &str) -> String {
    format!("`{word}` stands by itself; write nothing behind it")
}

pub(crate) fn not_equal(word: &str) -> String {
    format!("`!=` is not part of a rule; write `not({word} = \"…\")`")
}

pub(crate) fn equal_once(word: &str) -> String {
    format!("`{word}` takes one equals sign: `{word} = \"…\"`")
}

pub(crate) fn is_a_caller(kind: &str) -> String {
    format!("`{kind}` is a kind of caller; write `caller = \"{kind}\"`")
}

pub(crate) fn rule_of_a_public_handler(word: &str) -> String {
    format!(
        "a public handler has no rule; write `#[protected({word} = \"…\")]`, or the reason alone: `#[public(\"why\")]`"
    )
}

pub(crate) fn left_out(word: &str) -> String {
    format!("all that is declared here is public; leave `{word}` out")
}

pub(crate) fn description(text: &str) -> String {
    format!("a description is a doc comment above the name: `/// {text}`")
}

pub(crate) fn permission_among_roles(name: &str) -> String {
    format!("`{name}` is a permission; write `[{name}]`")
}

pub(crate) fn role_among_permissions(name: &str) -> String {
    format!("`{name}` is a role; write it outside the brackets: `{name} + […]`")
}

pub(crate) fn permission_attribute(name: &str) -> String {
    format!(
        "`#[{name}]` does not stand on a permission; expected a doc comment or `#[scope(\"…\")]`"
    )
}

pub(crate) fn role_attribute(name: &str) -> String {
    format!(
        "`#[{name}]` does not stand on a role; expected a doc comment or `#[app_role(value = \"…\")]`"
    )
}

pub(crate) fn permissions_head(written: &str) -> String {
    if ["#![strict]", "#![warn]", "#![exclusive]"].contains(&written) {
        return format!("`{written}` stands at the head of `roles! {{ … }}`");
    }
    format!(
        "`{written}` does not stand at the head of `permissions!`; expected `#![scopes(\"…\")]`"
    )
}

pub(crate) fn roles_head(written: &str) -> String {
    if written == "#![scopes]" {
        return format!("`{written}` stands at the head of `permissions! {{ … }}`");
    }
    format!(
        "`{written}` does not stand at the head of `roles!`; expected `#![strict]`, `#![warn(redundant)]`, `#![exclusive(A, B)]` or `permissions = path;`"
    )
}

pub(crate) fn role_in_permissions(name: &str) -> String {
    format!("`{name}: …` is the form of a role; roles stand in `roles! {{ … }}`")
}

pub(crate) fn declared_twice(kind: &str, name: &str, first_line: usize) -> String {
    format!("{kind} `{name}` is declared twice\nnote: first declared on line {first_line}")
}

pub(crate) fn same_identifier(kind: &str, first: &str, second: &str, identifier: &str) -> String {
    format!(
        "{kind}s `{first}` and `{second}` would both be named `{kind}::{identifier}`; rename one"
    )
}

pub(crate) fn listed_twice(name: &str) -> String {
    format!("`{name}` is listed twice")
}

pub(crate) fn carries_already(scope: &str) -> String {
    format!(
        "scope `{scope}` carries a permission already; `#![scopes(…)]` is for those that carry none"
    )
}

pub(crate) fn empty(what: &str) -> String {
    format!("{what} is empty")
}

pub(crate) fn role_colon(name: &str) -> String {
    format!("expected `:` and what the role grants: `{name}: [edit]`")
}

pub(crate) fn unknown_member(name: &str) -> String {
    format!("unknown member `{name}`; expected `User` or `Application`")
}

pub(crate) fn declared_by_two(name: &str, first: &str, second: &str) -> String {
    format!(
        "permission `{name}` is declared by `{first}` and by `{second}`; rename one, so that a role can name it"
    )
}

pub(crate) fn same_value(value: &str, first: &str) -> String {
    format!("the app role value `{value}` is that of role `{first}` already; Entra wants each once")
}

pub(crate) fn same_id(first: &str) -> String {
    format!("this identifier is that of role `{first}` already; Entra wants each once")
}

pub(crate) fn value_is_a_scope(value: &str) -> String {
    format!(
        "`{value}` is a declared scope; Entra refuses an app role and a scope of one value: write `#[app_role(value = \"…\")]`"
    )
}

pub(crate) fn unfit_for_entra(value: &str, why: &str) -> String {
    format!("Entra refuses the value `{value}`: {why}")
}

pub(crate) fn cycle(members: &[String]) -> String {
    let path: Vec<_> = members.iter().map(|name| format!("`{name}`")).collect();
    format!("role inclusion cycle: {}", path.join(" -> "))
}

pub(crate) fn granted_by_none(name: &str) -> String {
    format!("permission `{name}` is granted by no role")
}

pub(crate) fn grants_nothing(name: &str) -> String {
    format!("role `{name}` grants nothing; write `{name}: [edit]`, or the roles that it includes")
}

pub(crate) fn permission_among_exclusive(name: &str) -> String {
    format!("`{name}` is a permission; `#![exclusive(…)]` takes roles")
}

pub(crate) fn held_by_nobody(name: &str, one: &str, other: &str) -> String {
    if name == one || name == other {
        let other = if name == one { other } else { one };
        return format!(
            "nobody could hold role `{name}`: it includes `{other}`, with which it is exclusive"
        );
    }
    format!(
        "nobody could hold role `{name}`: it includes `{one}` and `{other}`, which are exclusive"
    )
}

pub(crate) fn unknown_warning(name: &str) -> String {
    format!("unknown warning `{name}`; expected `#![warn(redundant)]`")
}

pub(crate) fn without_scope(name: &str) -> String {
    format!(
        "permission `{name}` has no `#[scope(…)]`, so every application may use it on a user's behalf; the policy is `#![strict]`"
    )
}

pub(crate) fn needs_what_none_grants(name: &str) -> String {
    format!("nobody can meet this rule: no role grants `{name}`")
}

/// A term that nobody can meet, by itself or beside others; `because` is the reason, if it is a plain one.
pub(crate) fn met_by_nobody(term: &str) -> String {
    format!(
        "nobody can meet this rule: no combination of declared roles, scopes and kinds of callers meets `{term}`"
    )
}

pub(crate) fn met_by_nobody_who_meets(other: &str, term: &str, because: &str) -> String {
    format!("nobody can meet this rule: whoever meets `{other}` cannot meet `{term}`{because}")
}

pub(crate) fn met_by_nobody_who_meets_the_rest(term: &str) -> String {
    format!("nobody can meet this rule: whoever meets the terms before `{term}` cannot meet it")
}

pub(crate) const EXCLUSIVE: &str = "; `#![exclusive(…)]` keeps them apart";
pub(crate) const FOR_DIFFERENT_KINDS: &str = "; one is for users, the other for applications";

pub(crate) fn includes(role: &str, other: &str) -> String {
    format!("; role `{role}` includes `{other}`")
}

pub(crate) fn not_for(role: &str, users: bool) -> String {
    let callers = if users { "users" } else { "applications" };
    format!(
        "; role `{role}` is not for {callers}: write `#[app_role(members = [User, Application])]` on it"
    )
}

pub(crate) fn term_twice(term: &str) -> String {
    format!("`{term}` is listed twice; remove one")
}

pub(crate) fn contradiction(one: &str, other: &str) -> String {
    format!("nobody meets both `{one}` and `{other}`; remove one")
}

pub(crate) fn always(one: &str, other: &str) -> String {
    format!(
        "everybody meets `{one}` or `{other}`; write `authenticated` if any signed-in caller may pass"
    )
}

pub(crate) fn shadow_inside(list: &str) -> String {
    let would = if list == "any" { "open" } else { "close" };
    format!(
        "`shadow(…)` always holds, so inside `{list}(…)` it would {would} the rule; it stands at the top, or inside `all(…)`"
    )
}

/// A warning, at the term.
pub(crate) fn redundant(term: &str, all: bool) -> String {
    let why = if all {
        "whoever meets the rest of `all` meets it"
    } else {
        "whoever it lets in meets another term of `any`"
    };
    format!("`{term}` is redundant: {why}")
}

pub(crate) fn role_alone(name: &str) -> String {
    format!(
        "role `{name}` is asked for by itself, so no scope caps the caller's application; the policy is `#![strict]`: name a permission"
    )
}

pub(crate) fn empty_list(word: &str) -> String {
    format!("`{word}()` is empty; write the requirements it joins")
}

pub(crate) fn one_name(word: &str, names: &[String]) -> String {
    let each = names.iter().map(|name| format!("{word} = \"{name}\""));
    let terms = match names.len() {
        0 | 1 => format!("{word} = \"…\", {word} = \"…\""),
        _ => each.collect::<Vec<_>>().join(", "),
    };
    format!("`{word}` takes one name; write `any({terms})`, or `all(…)`")
}

pub(crate) fn takes_a_name(word: &str) -> String {
    format!("`{word}` takes a name: `{word} = \"…\"`")
}

pub(crate) fn takes_a_list(word: &str) -> String {
    format!("`{word}` takes requirements: `{word}(role = \"…\", permission = \"…\")`")
}

pub(crate) fn of_the_whole(word: &str, list: &str) -> String {
    format!("`{word}` is said of a rule as a whole; it stands at the top, not inside `{list}(…)`")
}

pub(crate) fn unknown_scheme(name: &str) -> String {
    let meant = match words::nearest(name, words::SCHEMES) {
        Some(nearest) => format!("; did you mean `{nearest}`?"),
        None => String::new(),
    };
    format!(
        "unknown scheme `{name}`{meant}\nnote: schemes: {}",
        list(words::SCHEMES)
    )
}

pub(crate) fn not_async(attribute: &str) -> String {
    format!("`#[{attribute}]` goes on an `async fn`; this function is not async")
}

pub(crate) fn not_a_function(attribute: &str, item: &str) -> String {
    format!("`#[{attribute}]` goes on an `async fn` handler, not on {item}")
}

pub(crate) fn not_a_checker(item: &str) -> String {
    format!("`#[checker]` goes on a function, not on {item}")
}

pub(crate) fn reads_the_body(extractor: &str) -> String {
    format!("`{extractor}` reads the body; a checker runs before it")
}

fn note_declared(kind: &str, declared: &[String]) -> String {
    const SHOWN: usize = 40;
    if declared.is_empty() {
        return format!("note: no {kind} is declared");
    }
    let more = match declared.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let shown = list(declared.iter().take(SHOWN).map(String::as_str));
    format!("note: declared {kind}s: {shown}{more}")
}

fn list<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let quoted: Vec<_> = names.into_iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

pub(crate) const UNREADABLE_TEXT: &str =
    "what was written for this policy cannot be read: a bug in rolecall";
