//! A program that shows what an engine makes of its environment and of `.env`: an environment is a program's own, so
//! the tests of it run this one.

use rolecall::Engine;
use rolecall_tests::policy::Policy;

#[tokio::main]
async fn main() {
    let engine = match std::env::var("CODE_TENANT") {
        Ok(tenant) => {
            Engine::builder(Policy)
                .tenant_id(tenant)
                .from_env()
                .start()
                .await
        }
        Err(_) => Engine::from_env(Policy).await,
    };
    match engine {
        Ok(engine) => println!("{engine:?}"),
        Err(error) => println!("{error}"),
    }
}
