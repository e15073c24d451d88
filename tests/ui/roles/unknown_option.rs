mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #[app_role(valeu = "Docs.Admin")]
        Admin: all,
    }
}

fn main() {}
