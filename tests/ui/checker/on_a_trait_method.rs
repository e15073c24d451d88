mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

trait Rules {
    #[rolecall::checker]
    fn owns(user: &rolecall::Identity) -> bool;
}

fn main() {}
