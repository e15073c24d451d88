mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        Viewer: [View],
        Admin: all,
    }
}

fn main() {}
