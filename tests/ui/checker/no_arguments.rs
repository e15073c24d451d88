mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::checker;

#[checker]
async fn owns() -> bool {
    true
}

fn main() {}
