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

#[rolecall::protected(any(permission = edit, role = Viewer), any(role = Viewer, permission = edit))]
async fn handler() {}

fn main() {}
