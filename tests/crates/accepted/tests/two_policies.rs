//! Two policies in one program, of equal names; a rule says which is meant, `crate::policy` if none.

use rolecall::{Router, get, protected, public, require};

mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! { Admin: all }
}

mod back_office {
    pub(crate) mod rules {
        rolecall::permissions! { view, edit }
        rolecall::roles! { Admin: all }
    }
}

#[protected(permission = "view")]
async fn front() {}

#[protected(role = "Admin", permission = "view", policy = crate::back_office::rules)]
async fn back() {}

#[public("liveness probe", policy = crate::back_office::rules)]
async fn health() {}

#[test]
fn it_is_accepted() {
    let rule = require!(policy = back_office::rules, permission = "edit");
    let _: Router = Router::new()
        .route("/front", get(front))
        .route("/back", get(back))
        .route("/health", get(health));
    assert_eq!(rule.to_string(), r#"permission = "edit""#);
}
