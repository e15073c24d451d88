mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        pub Root: all,
    }
}

fn main() {}
