#[rolecall::protected(permission = "comments.raed", policy = handlers::policy)]
async fn list() {}

#[rolecall::protected(permission = browze, policy = catalogue::catalogue)]
async fn goods() {}

fn main() {}
