mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(role = "Admin" && permission = "edit")]
async fn update() {}

fn main() {}
