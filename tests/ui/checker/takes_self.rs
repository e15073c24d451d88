mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

struct Rules;

impl Rules {
    #[rolecall::checker]
    fn owns(&self, _: &rolecall::Identity) -> bool {
        true
    }
}

fn main() {}
