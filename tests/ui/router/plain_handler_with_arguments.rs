use rolecall::{Router, get};

async fn plain(axum::extract::Path(id): axum::extract::Path<u64>, body: String) -> String {
    format!("{id} {body}")
}

fn main() {
    let _: Router = Router::new().route("/{id}", get(plain));
}
