mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        permissions = crate::policy,
        Viewer: [view],
    }
}

fn main() {}
