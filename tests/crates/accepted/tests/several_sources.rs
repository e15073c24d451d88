//! Roles over the permissions of this module and of two libraries, one of which brings handlers.

use rolecall::{Router, get, protected};

mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        permissions = self;
        permissions = catalogue::catalogue;
        permissions = handlers::policy;

        Reader: [view, browse, "comments.read"],
        Admin: all,
    }
}

/// The libraries alone.
mod shop {
    rolecall::roles! {
        permissions = catalogue::catalogue;
        permissions = handlers::policy;

        Guest: [browse, "comments.read"],
        Root: all,
    }
}

#[protected(
    permission = "view",
    permission = "browse",
    permission = "comments.read"
)]
async fn everything() {}

#[protected(permission = "browse", policy = crate::shop)]
async fn goods() {}

#[test]
fn it_is_accepted() {
    let _: Router = Router::new()
        .route("/everything", get(everything))
        .merge(handlers::routes());
    let _ = goods;
    assert_eq!(policy::permission::ALL.len(), 2);
    assert_eq!(shop::permission::ALL.len(), 4);
    assert_eq!(shop::permission::browse::NAME, "browse");
}
