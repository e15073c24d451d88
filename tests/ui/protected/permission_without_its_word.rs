mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(edit)]
async fn update() {}

fn main() {}
