mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #[app_role(members = [])]
        Admin: all,
    }
}

fn main() {}
