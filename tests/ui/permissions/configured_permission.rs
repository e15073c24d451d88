mod policy {
    rolecall::permissions! {
        #[cfg(feature = "audit")]
        view,
    }
    rolecall::roles! { Admin: all }
}

fn main() {}
