mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

struct Rules;

impl Rules {
    #[rolecall::checker]
    fn owns(_: &rolecall::Identity) -> bool {
        true
    }
}

fn main() {}
