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

#[rolecall::protected(any(all(role = "Robot", caller = "user"), all(role = "Editor", not(role = "Viewer"))))]
async fn handler() {}

fn main() {}
