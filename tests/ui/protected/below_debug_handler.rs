mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[axum::debug_handler]
#[rolecall::protected(permission = "edit")]
async fn update() {}

fn main() {}
