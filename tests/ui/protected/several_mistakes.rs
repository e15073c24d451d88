mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(roel = "Admin", role = "Admni", any(permission = "edti", all()), caller = "robot", permission = "view")]
async fn update() {}

fn main() {}
