mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        all: [view],
        Admin: all,
    }
}

fn main() {}
