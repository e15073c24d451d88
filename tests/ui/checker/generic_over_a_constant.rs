mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker};

#[checker]
async fn owns<const N: usize>(_: &Identity) -> bool {
    N > 0
}

fn main() {}
