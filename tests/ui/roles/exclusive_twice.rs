mod policy {
    rolecall::permissions! { view, edit, audit }
    rolecall::roles! {
        #![exclusive(Auditor, Editor, Auditor)]
        Viewer: [view],
        Editor: Viewer + [edit],
        Auditor: [audit],
    }
}

fn main() {}
