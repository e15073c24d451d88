mod policy {
    rolecall::permissions! { view, edit, audit }
    rolecall::roles! {
        #![strict]
        Viewer: [view],
        Editor: Viewer + [edit],
        Auditor: [audit],
        Guest: [],
    }
}

fn main() {}
