mod policy {
    rolecall::permissions! {
        view,
        Viewer: [view],
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
