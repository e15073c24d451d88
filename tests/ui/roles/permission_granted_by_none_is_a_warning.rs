#![deny(deprecated)]

mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        Viewer: [view],
        Admin: Viewer + [edit, delete],
    }
}

fn main() {}
