mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::public("greets whoever comes")]
async fn hello(_user: rolecall::Identity) {}

fn main() {}
