mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker};

#[checker]
async fn owns(user: &mut Identity) -> bool {
    user.name().is_some()
}

fn main() {}
