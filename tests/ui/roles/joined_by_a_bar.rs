mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        Viewer: [view],
        Editor: Viewer | [edit],
    }
}

fn main() {}
