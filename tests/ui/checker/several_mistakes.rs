mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker, protected};

#[checker(always)]
async fn owns<T>(user: Identity, body: String) {}

#[protected(check = owns)]
async fn update() {}

fn main() {}
