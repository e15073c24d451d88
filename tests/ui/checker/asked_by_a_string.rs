mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker, protected};

#[checker]
async fn owns(_: &Identity) -> bool {
    true
}

#[protected(check = "owns")]
async fn update() {}

fn main() {}
