#[expect(deprecated, reason = "the warnings at the declarations are another matter")]
mod policy {
    rolecall::permissions! { view, archive, shred }
    rolecall::roles! { Viewer: [view] }
}

#[rolecall::protected(role = "Viewer", any(permission = "archive", permission = "shred"))]
async fn handler() {}

fn main() {}
