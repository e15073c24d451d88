mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        "Docs Admin": all,
    }
}

fn main() {}
