mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #[role(value = "Docs.Admin")]
        Admin: all,
    }
}

fn main() {}
