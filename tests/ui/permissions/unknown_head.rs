mod policy {
    rolecall::permissions! {
        #![open]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
