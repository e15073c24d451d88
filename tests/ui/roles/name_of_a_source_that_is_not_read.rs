mod documents {
    rolecall::permissions! { publish }
    rolecall::roles! {}
}

mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Admin: all }
}

fn main() {
    let _ = policy::permission::Name::from(documents::permission::publish);
}
