mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #[app_role(enabled = "no")]
        Admin: all,
    }
}

fn main() {}
