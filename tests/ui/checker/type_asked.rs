mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::protected;

struct Owns;

#[protected(check = Owns)]
async fn update() {}

fn main() {}
