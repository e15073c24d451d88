mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use std::rc::Rc;

use rolecall::{Identity, checker};

#[checker]
async fn owns(_: &Identity) -> bool {
    let held = Rc::new(true);
    std::future::ready(()).await;
    *held
}

fn main() {}
