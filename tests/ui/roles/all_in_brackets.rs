mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        Root: [all],
    }
}

fn main() {}
