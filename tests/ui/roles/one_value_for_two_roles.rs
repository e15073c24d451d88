mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #[app_role(value = "Docs.Admin")]
        Owner: all,
        #[app_role(value = "Docs.Admin")]
        Admin: all,
    }
}

fn main() {}
