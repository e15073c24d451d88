mod policy {
    rolecall::permissions! {
        #![strict]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
