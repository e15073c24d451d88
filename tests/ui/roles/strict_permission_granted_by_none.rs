mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #![strict]
        Viewer: [view],
        Admin: Viewer + [edit, delete],
    }
}

fn main() {}
