//! Rules as the endpoint table tells them: the words of the attribute, however they were written and stored.

use rolecall::{Router, get, protected, public, require};

#[test]
fn a_rule_is_shown_in_its_own_words() {
    let shown = |rule: rolecall::policy::Requirement| rule.to_string();
    assert_eq!(shown(require!(permission = edit)), r#"permission = "edit""#);
    assert_eq!(
        shown(require!(
            role = "Admin",
            permission = "audit.read",
            scope = "Documents.Read"
        )),
        r#"all(role = "Admin", permission = "audit.read", scope = "Documents.Read")"#
    );
    assert_eq!(
        shown(require!(any(
            authenticated,
            not(caller = "user"),
            caller = application
        ))),
        r#"any(authenticated, not(caller = "user"), caller = "application")"#
    );
}

#[test]
fn one_of_several_roles_is_shown_as_any() {
    assert_eq!(
        require!(role = ["Viewer", Admin], permission = view).to_string(),
        r#"all(any(role = "Viewer", role = "Admin"), permission = "view")"#
    );
    assert_eq!(require!(role = ["Admin"]).to_string(), r#"role = "Admin""#);
}

#[test]
fn a_list_of_one_is_the_one() {
    assert_eq!(
        require!(all(any(all(permission = "view")))).to_string(),
        r#"permission = "view""#
    );
}

/// The types hold eight at most; what is longer is nested, and must not be seen to be.
#[test]
fn a_long_list_is_shown_as_it_was_written() {
    let long = require!(any(
        role = Viewer,
        role = Editor,
        role = Admin,
        role = Robot,
        role = Root,
        permission = view,
        permission = edit,
        permission = delete,
        permission = "audit.read",
        scope = "Documents.Read",
        authenticated,
    ));
    assert_eq!(
        long.to_string(),
        r#"any(role = "Viewer", role = "Editor", role = "Admin", role = "Robot", role = "Root", permission = "view", permission = "edit", permission = "delete", permission = "audit.read", scope = "Documents.Read", authenticated)"#
    );
}

#[public("größer als sechzehn Bytes — and \"quoted\"")]
async fn long_reason() {}

#[public("sixteen bytes ok")]
async fn sixteen_bytes() {}

#[public("short")]
async fn short_reason() {}

#[protected(permission = "view")]
async fn closed() {}

#[test]
fn the_reason_of_a_public_handler_is_kept_whole() {
    let reason = |router: Router| router.endpoints()[0].public_reason();
    let mounted = Router::new().route("/", get(long_reason));
    assert_eq!(
        reason(mounted).as_deref(),
        Some("größer als sechzehn Bytes — and \"quoted\"")
    );
    let mounted = Router::new().route("/", get(sixteen_bytes));
    assert_eq!(reason(mounted).as_deref(), Some("sixteen bytes ok"));
    let mounted = Router::new().route("/", get(short_reason));
    assert_eq!(reason(mounted).as_deref(), Some("short"));
    assert_eq!(reason(Router::new().route("/", get(closed))), None);
}
