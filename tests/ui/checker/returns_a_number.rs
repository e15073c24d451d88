mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker};

#[checker]
async fn owns(_: &Identity) -> u8 {
    1
}

fn main() {}
