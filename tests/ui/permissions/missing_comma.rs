mod policy {
    rolecall::permissions! {
        view
        edit,
        delete,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
