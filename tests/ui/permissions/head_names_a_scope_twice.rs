mod policy {
    rolecall::permissions! {
        #![scopes("access_as_user", "access_as_user")]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
