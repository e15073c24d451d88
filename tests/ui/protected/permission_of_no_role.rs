#[expect(deprecated, reason = "the warning at the declaration is another matter")]
mod policy {
    rolecall::permissions! { view, archive }
    rolecall::roles! { Viewer: [view] }
}

#[rolecall::protected(permission = "archive")]
async fn one() {}

#[rolecall::protected(role = "Viewer", not(not(permission = archive)))]
async fn two() {}

fn main() {}
