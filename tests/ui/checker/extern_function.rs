mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker};

#[checker]
extern "C" fn owns(_: &Identity) -> bool {
    true
}

fn main() {}
