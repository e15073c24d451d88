mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(permission = "edit", acrs = "c100")]
async fn update() {}

fn main() {}
