mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(all(permission = "edit", schemes = ["bearer"]))]
async fn update() {}

fn main() {}
