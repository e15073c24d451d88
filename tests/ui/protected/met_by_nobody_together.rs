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

#[rolecall::protected(any(permission = "edit", permission = "delete"), caller = "application", not(permission = "delete"))]
async fn handler() {}

fn main() {}
