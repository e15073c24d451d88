mod policy {
    rolecall::permissions! {
        view,
        audit.read,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
