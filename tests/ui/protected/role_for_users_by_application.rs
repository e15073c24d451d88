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

#[rolecall::protected(role = "Editor", caller = "application")]
async fn handler<T>(_: T) -> u8 {
    #![allow(unused_variables)]
    let x = 1;
    2
}

fn main() {}
