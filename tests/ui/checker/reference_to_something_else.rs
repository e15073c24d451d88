mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::checker;

struct Session;

#[checker]
async fn owns(_: &Session) -> bool {
    true
}

fn main() {}
