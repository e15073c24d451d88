mod policy {
    rolecall::permissions! {
        "audit.read",
        audit_read,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
