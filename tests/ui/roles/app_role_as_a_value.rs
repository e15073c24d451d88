mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        #[app_role = "Documents.Admin"]
        Root: all,
    }
}

fn main() {}
