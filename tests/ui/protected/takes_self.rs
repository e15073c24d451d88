mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

struct Documents;

impl Documents {
    #[rolecall::protected(permission = "edit")]
    async fn update(&self) {}
}

fn main() {}
