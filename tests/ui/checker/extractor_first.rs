mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use axum::extract::Path;
use rolecall::{Identity, checker};

#[checker]
async fn owns(Path(id): Path<u64>, user: &Identity) -> bool {
    user.name().is_some() && id == 1
}

fn main() {}
