use axum::routing::get;
use rolecall::Router;

async fn plain() -> &'static str {
    "open to everyone"
}

fn main() {
    let _: Router = Router::new().route("/", get(plain));
}
