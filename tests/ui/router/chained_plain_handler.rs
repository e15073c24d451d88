use rolecall::{Router, get};

mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

#[rolecall::protected(permission = "view")]
async fn kept() {}

async fn plain() {}

fn main() {
    let _: Router = Router::new().route("/", get(kept).post(plain));
}
