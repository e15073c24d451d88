mod policy {
    rolecall::permissions! {
        #[scopes("Docs.Read")]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
