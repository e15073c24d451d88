mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #[app_role(members = [User, Robot])]
        Admin: all,
    }
}

fn main() {}
