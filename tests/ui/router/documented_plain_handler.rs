use rolecall::{Router, routes};

#[utoipa::path(get, path = "/")]
async fn plain() -> &'static str {
    "open to everyone"
}

fn main() {
    let _: Router = Router::new().routes(routes!(plain));
}
