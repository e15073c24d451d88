mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! { Viewer: [view], Admin: all }
}

macro_rules! handler {
    ($name:ident, $permission:literal) => {
        #[rolecall::protected(permission = $permission)]
        async fn $name() {}
    };
}

handler!(update, "edti");

fn main() {}
