mod policy {
    rolecall::permissions! {
        #[scope(read)]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
