mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        Viewer: [view],
        Editor: viewer + [edit],
        Admin: all,
    }
}

fn main() {}
