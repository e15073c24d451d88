use rolecall::{Router, get};

mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

struct Clock;

#[rolecall::protected(permission = "view")]
async fn kept(_clock: Clock) {}

fn main() {
    let _: Router = Router::new().route("/", get(kept));
}
