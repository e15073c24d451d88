mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #![exclusiv]
        Viewer: [view, edti],
        #[app_role(value = "", id = "1", members = [Nobody])]
        Editor: Viewr + [edit, Viewer],
        Viewer: all,
        A: B,
        B: A + view,
        Broken [edit],
        Admin: all + Broken,
    }
}

fn main() {}
