mod policy {
    rolecall::permissions! {
        view,
        "",
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
