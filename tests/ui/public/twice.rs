mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::public("liveness probe")]
#[rolecall::public("liveness probe")]
async fn health() {}

fn main() {}
