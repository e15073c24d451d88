use rolecall::{Identity, checker};

#[checker]
async fn owns(_: &Identity) -> bool {
    true
}

fn main() {}
