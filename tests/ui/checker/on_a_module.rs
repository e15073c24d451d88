mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

#[rolecall::checker]
mod rules {}

fn main() {}
