mod policy {
    rolecall::permissions! { view, view, edit }
    rolecall::roles! {
        Viewer: Admin + [view],
        Admin: Viewer + [edit],
        Guest [view],
    }
}

#[rolecall::protected(any(role = "Guest", role = "Viewer", all(role = "Admin", permission = "edit")))]
async fn update() {}

fn main() {
    let _: rolecall::Router = rolecall::Router::new().route("/", rolecall::get(update));
}
