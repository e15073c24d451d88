mod policy {
    rolecall::permissions! {
        #[scope("Docs.Read", "Docs_Read")]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
