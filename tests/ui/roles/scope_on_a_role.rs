mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        #[scope("Documents.Read")]
        Root: all,
    }
}

fn main() {}
