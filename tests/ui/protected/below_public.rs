mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::public("anyone may")]
#[rolecall::protected(permission = "edit")]
async fn update() {}

fn main() {}
