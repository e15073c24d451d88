mod policy {
    rolecall::permissions! { view, edit, audit }
    rolecall::roles! {
        #![exclusive(Auditor, Editor)]
        Viewer: [view],
        Editor: Viewer + [edit],
        Auditor: [audit],
        Head: Auditor + Editor,
    }
}

fn main() {}
