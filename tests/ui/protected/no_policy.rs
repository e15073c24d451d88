#[rolecall::protected(permission = "edit")]
async fn update() {}

fn main() {}
