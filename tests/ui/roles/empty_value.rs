mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #[app_role(value = "")]
        Admin: all,
    }
}

fn main() {}
