mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(permission = "edti")]
async fn update() {}

fn mounted() -> rolecall::Router {
    rolecall::Router::new().route("/", rolecall::get(update))
}

fn main() {}
