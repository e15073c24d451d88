mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        Viewer: [view],
        Editor: Viewr + [edit],
        Admin: all,
    }
}

fn main() {}
