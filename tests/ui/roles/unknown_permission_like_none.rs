mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        Viewer: [view, publish],
        Admin: all,
    }
}

fn main() {}
