mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use axum::extract::{FromRef, State};
use rolecall::{Identity, Router, checker, get, protected};

#[derive(Clone)]
struct Db;

#[derive(Clone)]
struct App;

#[derive(Clone)]
struct Other;

impl FromRef<Other> for Db {
    fn from_ref(_: &Other) -> Self {
        Self
    }
}

#[checker]
async fn owns(_: &Identity, State(_): State<Db>) -> bool {
    true
}

#[protected(check = owns)]
async fn update() {}

fn main() {
    let _: Router<App> = Router::new().route("/", get(update));
}
