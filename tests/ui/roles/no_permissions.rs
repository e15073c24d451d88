mod policy {
    rolecall::roles! { Admin: all }
}

fn main() {}
