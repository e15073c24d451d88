mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker};

#[checker]
fn owns(_: &Identity) -> impl Future<Output = bool> + Send + use<> {
    std::future::ready(true)
}

fn main() {}
