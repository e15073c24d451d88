mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        A: A + [view],
        Admin: all,
    }
}

fn main() {}
