#![deny(deprecated)]

mod policy {
    rolecall::permissions! { view, edit, audit }
    rolecall::roles! {
        Viewer: [view],
        Editor: Viewer + [edit],
        Auditor: [audit],
        Guest: [],
    }
}

fn main() {}
