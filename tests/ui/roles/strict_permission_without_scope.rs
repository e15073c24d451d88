mod policy {
    rolecall::permissions! {
        #[scope("Docs.Read")]
        view,
        edit,
    }
    rolecall::roles! {
        #![strict]
        Admin: all,
    }
}

fn main() {}
