mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker, protected};

#[protected(permission = "view")]
#[checker]
async fn owns(_: &Identity) -> bool {
    true
}

fn main() {}
