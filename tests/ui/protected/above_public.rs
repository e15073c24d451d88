mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(permission = "edit")]
#[rolecall::public("anyone may")]
async fn update() {}

fn main() {}
