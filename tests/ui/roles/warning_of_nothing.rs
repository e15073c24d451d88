mod policy {
    rolecall::permissions! { view, edit, audit }
    rolecall::roles! {
        #![warn()]
        Viewer: [view],
        Editor: Viewer + [edit],
        Auditor: [audit],
    }
}

fn main() {}
