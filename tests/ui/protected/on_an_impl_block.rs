mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

struct Documents;

#[rolecall::protected(permission = "edit")]
impl Documents {}

fn main() {}
