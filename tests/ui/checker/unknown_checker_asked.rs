mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::protected;

#[protected(check = owns)]
async fn update() {}

fn main() {}
