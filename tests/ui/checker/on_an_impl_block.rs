mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

struct Things;

#[rolecall::checker]
impl Things {}

fn main() {}
