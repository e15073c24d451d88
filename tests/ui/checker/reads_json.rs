mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

use axum::Json;
use rolecall::{Identity, checker};

#[checker]
async fn owns(_: &Identity, Json(id): Json<u64>) -> bool {
    id == 1
}

fn main() {}
