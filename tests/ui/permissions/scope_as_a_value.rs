mod policy {
    rolecall::permissions! {
        #[scope = "Documents.Read"]
        view,
    }
    rolecall::roles! { Root: all }
}

fn main() {}
