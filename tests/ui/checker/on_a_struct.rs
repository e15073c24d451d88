mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

#[rolecall::checker]
struct Owns;

fn main() {}
