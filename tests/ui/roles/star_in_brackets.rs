mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        Root: [*],
    }
}

fn main() {}
