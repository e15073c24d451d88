mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(permission = "edit")]
#[deny(unused_must_use)]
async fn update() {
    std::fs::remove_file("draft");
}

fn main() {}
