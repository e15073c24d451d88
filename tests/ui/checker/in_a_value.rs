mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use rolecall::{Identity, checker, require};

#[checker]
async fn owns(_: &Identity) -> bool {
    true
}

fn rule() -> rolecall::policy::Requirement {
    require!(any(permission = "view", check = owns))
}

fn main() {}
