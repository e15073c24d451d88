mod policy {
    rolecall::permissions! {
        view,
        edit,
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
