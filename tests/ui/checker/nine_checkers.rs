mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

macro_rules! agree {
    ($($name:ident)+) => { $(#[rolecall::checker] fn $name(_: &rolecall::Identity) -> bool { true })+ };
}
agree! { first second third fourth fifth sixth seventh eighth ninth }

#[rolecall::protected(check = first, check = second, check = third, check = fourth, check = fifth, check = sixth, check = seventh, check = eighth, check = ninth)]
async fn update() {}

fn main() {}
