mod policy {
    rolecall::permissions! { view, edit, audit }
    rolecall::roles! {
        #![exclusive(Auditor, edit)]
        Viewer: [view],
        Editor: Viewer + [edit],
        Auditor: [audit],
    }
}

fn main() {}
