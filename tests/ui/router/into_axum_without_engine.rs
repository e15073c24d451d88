use rolecall::{Router, get};

mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

#[rolecall::protected(permission = "view")]
async fn kept() {}

fn main() {
    let router: Router = Router::new().route("/", get(kept));
    let _: axum::Router = router.into();
}
