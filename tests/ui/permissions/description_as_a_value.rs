mod policy {
    rolecall::permissions! {
        view = "Read documents",
    }
    rolecall::roles! { Root: all }
}

fn main() {}
