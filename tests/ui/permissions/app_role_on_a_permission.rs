mod policy {
    rolecall::permissions! {
        #[app_role(value = "Documents.Admin")]
        view,
    }
    rolecall::roles! { Root: all }
}

fn main() {}
