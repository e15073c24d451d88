mod policy {
    rolecall::permissions! {
        #![strict]
        view,
    }
    rolecall::roles! { Root: all }
}

fn main() {}
