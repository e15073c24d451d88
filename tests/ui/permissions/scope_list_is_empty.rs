mod policy {
    rolecall::permissions! {
        #[scope()]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
