mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker};

#[checker]
async fn owns(_: &Identity, _: axum::extract::Request) -> bool {
    true
}

fn main() {}
