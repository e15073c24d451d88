mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

trait Documents {
    #[rolecall::protected(permission = "edit")]
    async fn update();
}

fn main() {}
