mod policy {
    rolecall::permissions! {
        #[scope("Docs.Read Docs.Write")]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
