#![deny(deprecated)]

mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! {
        #![warn(redundant)]
        Viewer: [view],
        Editor: Viewer + [edit],
    }
}

#[rolecall::protected(permission = "view", role = "Editor")]
async fn one() {}

#[rolecall::protected(any(role = ["Viewer", "Editor"], all(permission = edit, acrs = "c1")))]
async fn two() {}

fn main() {}
