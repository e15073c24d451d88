#[rolecall::protected(role = "Reader", policy = handlers::policy)]
async fn list() {}

fn main() {}
