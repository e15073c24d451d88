mod documents {
    rolecall::permissions! { view, edit }
    rolecall::roles! {}
}

mod policy {
    rolecall::roles! {
        permissions = crate::documents;
        permissions = super::documents;
        Admin: all,
    }
}

fn main() {}
