mod policy {
    rolecall::permissions! {
        #[scope("Documents.Documents.Documents.Documents.Documents.Documents.Documents.Documents.Documents.Documents.Documents.Documents.Documents.")]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
