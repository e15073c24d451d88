mod policy {
    rolecall::permissions! {
        pub view,
    }
    rolecall::roles! { Root: all }
}

fn main() {}
