mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::public("liveness probe", "reveals nothing")]
async fn health() {}

fn main() {}
