mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        Root: All,
    }
}

fn main() {}
