mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #[app_role(id = "7f5c2c1e")]
        Admin: all,
    }
}

fn main() {}
