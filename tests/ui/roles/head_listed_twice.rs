mod policy {
    rolecall::permissions! { view, edit, audit }
    rolecall::roles! {
        #![strict]
        #![strict]
        Viewer: [view],
        Editor: Viewer + [edit],
        Auditor: [audit],
    }
}

fn main() {}
