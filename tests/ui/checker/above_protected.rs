mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker, protected};

#[checker]
#[protected(permission = "view")]
async fn owns(_: &Identity) -> bool {
    true
}

fn main() {}
