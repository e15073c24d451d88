mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, protected};

async fn owns(_: &Identity) -> bool {
    true
}

#[protected(check = owns)]
async fn update() {}

fn main() {}
