mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker};

#[checker]
async fn owns<T>(_: &Identity, _: T) -> bool {
    true
}

fn main() {}
