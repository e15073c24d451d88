mod policy {
    rolecall::permissions! {
        #[scope(".Read")]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
