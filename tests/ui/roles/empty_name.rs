mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        "": [view],
        Admin: all,
    }
}

fn main() {}
