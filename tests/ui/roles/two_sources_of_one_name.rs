mod documents {
    rolecall::permissions! { view, edit }
    rolecall::roles! {}
}

mod policy {
    rolecall::permissions! { view, publish }
    rolecall::roles! {
        permissions = self;
        permissions = crate::documents;
        Admin: all,
    }
}

fn main() {}
