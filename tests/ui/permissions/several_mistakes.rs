mod policy {
    rolecall::permissions! {
        #![foo]
        #[scope("Docs Read")]
        view,
        #[cap("Docs.Read")]
        edit,
        view,
        42,
        "",
        audit.read,
        delete,
    }
    rolecall::roles! { Admin: [view, edit, delete] }
}

fn main() {}
