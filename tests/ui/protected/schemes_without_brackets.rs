mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(permission = "edit", schemes = "bearer")]
async fn update() {}

fn main() {}
