mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #![stric]
        Admin: all,
    }
}

fn main() {}
