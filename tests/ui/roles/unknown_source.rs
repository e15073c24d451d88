mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        permision = self;
        Admin: all,
    }
}

fn main() {}
