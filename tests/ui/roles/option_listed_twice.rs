mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #[app_role(value = "A", value = "B")]
        Admin: all,
    }
}

fn main() {}
