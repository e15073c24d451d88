mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker};

#[checker]
fn owns(_: &Identity) -> Option<bool> {
    Some(true)
}

fn main() {}
