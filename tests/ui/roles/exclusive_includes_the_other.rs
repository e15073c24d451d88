mod policy {
    rolecall::permissions! { view, edit, audit }
    rolecall::roles! {
        #![exclusive(Viewer, Editor)]
        Viewer: [view],
        Editor: Viewer + [edit],
        Auditor: [audit],
    }
}

fn main() {}
