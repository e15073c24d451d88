mod policy {
    rolecall::permissions! {
        #[scope("Docs.Read")]
        view,
    }
    rolecall::roles! {
        #[app_role(value = "Docs.Read")]
        Admin: all,
    }
}

fn main() {}
