mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(permission = "edit")]
#[cfg_attr(all(), rolecall::public("anyone may"))]
async fn update() {}

fn main() {}
