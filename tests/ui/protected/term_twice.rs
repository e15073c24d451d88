mod policy {
    rolecall::permissions! {
        #[scope("Docs.Read")]
        view,
        edit,
        delete,
    }
    rolecall::roles! {
        Viewer: [view],
        Editor: Viewer + [edit],
        #[app_role(members = [Application])]
        Robot: [delete],
    }
}

#[rolecall::protected(permission = "view", all(role = "Editor", permission = view))]
async fn handler() {}

fn main() {}
