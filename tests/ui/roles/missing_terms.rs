mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        Viewer:,
        Admin: Viewer + all,
    }
}

fn main() {}
