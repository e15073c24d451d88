mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Admin: all }
}

#[rolecall::protected(role = "Admin", permission = "edit")]
async fn update() {}

fn main() {
    let _: rolecall::Router = rolecall::Router::new().route("/", rolecall::get(update));
}
