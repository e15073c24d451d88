mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        Viewer: [view],
        Editor: [Viewer, edit],
        Admin: all,
    }
}

fn main() {}
