use rolecall::{Router, get};

fn main() {
    let _: Router = Router::new().route("/", get("open to everyone"));
}
