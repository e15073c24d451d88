mod policy {
    rolecall::permissions! { view, edit, audit }
    rolecall::roles! {
        #![warn(redundnat)]
        Viewer: [view],
        Editor: Viewer + [edit],
        Auditor: [audit],
    }
}

fn main() {}
