mod policy {
    rolecall::permissions! { view, edit }
    rolecall::roles! { Viewer: [view], Editor: Viewer + [edit] }
}

struct Documents;

impl Documents {
    #[rolecall::protected(permission = "edit", not(permission = "view"))]
    async fn update() {}
}

fn main() {}
