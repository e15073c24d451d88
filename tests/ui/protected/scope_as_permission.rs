mod policy {
    rolecall::permissions! {
        #[scope("Docs.Read")]
        view,
        #[scope("Docs.Write")]
        edit,
    }
    rolecall::roles! { Viewer: [view], Admin: all }
}

#[rolecall::protected(permission = "Docs.Read")]
async fn update() {}

fn main() {}
