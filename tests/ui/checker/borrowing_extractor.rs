mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use axum::extract::Path;
use rolecall::{Identity, checker};

#[checker]
async fn owns(_: &Identity, Path(name): Path<&str>) -> bool {
    name == "mine"
}

fn main() {}
