//! The two blocks stand in either order.

use rolecall::protected;

mod policy {
    rolecall::roles! {
        Admin: Editor + ["audit.read"],
        Editor: [view, edit],
    }
    rolecall::permissions! { view, edit, "audit.read" }
}

#[protected(role = "Admin", permission = "audit.read")]
async fn trail() {}

#[test]
fn it_is_accepted() {
    let _ = trail;
}
