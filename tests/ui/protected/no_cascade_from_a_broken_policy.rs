mod policy {
    rolecall::permissions! { view, edit, archive }
    rolecall::roles! { Viewer: [view], Editor: Viewer + [eddit] }
}

#[rolecall::protected(role = "Editor", not(role = "Viewer"))]
async fn one() {}

#[rolecall::protected(permission = "archive")]
async fn two() {}

fn main() {}
