mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

mod rules {
    #[rolecall::checker]
    fn owns(_: &rolecall::Identity) -> bool {
        true
    }
}

#[rolecall::protected(check = rules::owns)]
async fn update() {}

fn main() {}
