mod policy {
    rolecall::permissions! {
        documents::view,
    }
    rolecall::roles! { Root: all }
}

fn main() {}
