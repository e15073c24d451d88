mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        Owner: all,
        #[app_role(value = "Owner")]
        Admin: all,
    }
}

fn main() {}
