mod policy {
    rolecall::permissions! { view, edit, delete, "audit.read" }
    rolecall::roles! {
        #[app_role(id = "7f5c2c1e-8f0a-4c55-9a39-0d0d0f0c0b0a")]
        Owner: all,
        #[app_role(id = "7F5C2C1E-8F0A-4C55-9A39-0D0D0F0C0B0A")]
        Admin: all,
    }
}

fn main() {}
