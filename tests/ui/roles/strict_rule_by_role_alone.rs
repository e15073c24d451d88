mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #![strict]
        Viewer: [view],
        Admin: all,
    }
}

#[rolecall::protected(any(role = "Admin", permission = "view"))]
async fn update() {}

fn main() {}
