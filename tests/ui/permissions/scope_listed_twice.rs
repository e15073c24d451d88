mod policy {
    rolecall::permissions! {
        #[scope("Docs.Read", "Docs.Read")]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
