mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use axum::extract::State;
use rolecall::{Identity, checker, protected};

#[derive(Clone)]
struct Db;

#[derive(Clone)]
struct App;

#[checker]
async fn owns(_: &Identity, State(_): State<Db>) -> bool {
    true
}

#[protected(check = owns)]
#[axum::debug_handler(state = App)]
async fn update() {}

fn main() {}
