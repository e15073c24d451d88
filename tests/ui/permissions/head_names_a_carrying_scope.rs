mod policy {
    rolecall::permissions! {
        #![scopes("access_as_user", "Docs.Read")]
        #[scope("Docs.Read")]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
