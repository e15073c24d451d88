mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker};

#[checker]
async fn owns(_: &Identity, body: String) -> bool {
    body.is_empty()
}

fn main() {}
