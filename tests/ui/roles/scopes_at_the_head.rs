mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        #![scopes("access_as_user")]
        Root: all,
    }
}

fn main() {}
