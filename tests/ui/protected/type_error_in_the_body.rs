mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(permission = "edit")]
async fn update(id: u64) -> u64 {
    let text: &str = id;
    id
}

fn main() {}
