//! Every form that a requirement takes.

use rolecall::{Identity, protected, public, require};

mod policy {
    rolecall::permissions! {
        #![scopes("access_as_user")]

        #[scope("Docs.Read")]
        a,
        b, c, d, e, f, g, h, i, j, k,
    }
    rolecall::roles! { One: [a], Two: [b], Root: all }
}

#[protected(any(
    permission = a, permission = "b", permission = c, permission = "d", permission = e, permission = "f",
    permission = g, permission = "h", permission = i, permission = "j", permission = k,
))]
async fn eleven() {}

#[protected(role = ["One", "Two"], permission = "a",)]
async fn one_of_two() {}

#[protected(role = [Root])]
async fn bare_list() {}

#[protected(authenticated, not(any(caller = "application", scope = "access_as_user")), caller = user)]
async fn a_person() {}

#[protected(all(any(all(not(not(authenticated))))))]
async fn deep() {}

#[public(
    "a reason that is much longer than sixteen bytes, größer als sechzehn Bytes, and has \"quotes\""
)]
async fn greeting(user: Option<Identity>) -> &'static str {
    if user.is_some() {
        "welcome back"
    } else {
        "welcome"
    }
}

const RULE: rolecall::policy::Requirement = require!(any(role = One, permission = "a"));

#[test]
fn it_is_accepted() {
    let _ = (eleven, one_of_two, bare_list, a_person, deep, greeting);
    assert_eq!(RULE.to_string(), r#"any(role = "One", permission = "a")"#);
}
