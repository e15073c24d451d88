mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(permission = "edit", check)]
async fn update() {}

fn main() {}
