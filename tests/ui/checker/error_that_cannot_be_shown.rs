mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker};

struct Unspeakable;

#[checker]
async fn owns(_: &Identity) -> Result<bool, Unspeakable> {
    Err(Unspeakable)
}

fn main() {}
