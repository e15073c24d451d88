mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker};

#[checker]
unsafe fn owns(_: &Identity) -> bool {
    true
}

fn main() {}
