mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

use rolecall::protected as guarded;

#[rolecall::protected(permission = "edit")]
#[guarded(role = "Admin")]
async fn update() {}

fn main() {}
