mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        A: B,
        B: C,
        C: A + [view],
        Admin: all,
    }
}

fn main() {}
