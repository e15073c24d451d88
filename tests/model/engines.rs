//! A directory, and an engine for each policy that believes it.

use std::sync::LazyLock;

use random::POLICIES;
use rolecall::Engine;
use rolecall::directory::{App, Directory, User};
use tokio::runtime::Runtime;

/// The directory knows nothing of the policies.
pub struct Tested {
    pub runtime: Runtime,
    pub directory: Directory,
    pub engines: Vec<Engine>,
}

/// People and applications, each with the role values that fall to it.
pub const PEOPLE: usize = 200;

pub static TESTED: LazyLock<Tested> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime");
    let directory = runtime.block_on(directory());
    let engines = POLICIES.iter().map(|pair| {
        let builder = (pair.made.engine)()
            .tenant_id(directory.tenant_id())
            .client_id(directory.client_id())
            .authority(directory.issuer());
        runtime
            .block_on(builder.start())
            .expect("settings from the directory")
    });
    Tested {
        engines: engines.collect(),
        directory,
        runtime,
    }
});

async fn directory() -> Directory {
    let mut builder = Directory::builder().listen("127.0.0.1:0");
    for number in 0..PEOPLE {
        let (mut user, mut app) = (
            User::new(format!("user {number}")),
            App::new(format!("app {number}")),
        );
        for value in values(number) {
            user = user.role(&value);
            app = app.role(value);
        }
        builder = builder.user(user).app(app);
    }
    builder.start().await.expect("a directory on a free port")
}

/// Values that many policies declare, some by another case, and one that none does.
pub fn values(number: usize) -> Vec<String> {
    let place = number % 12;
    let all = [
        format!("Role{place}"),
        format!("Team.Role-{}", number % 7),
        format!("Value.{}", number % 11),
        format!("role{place}"),
        "Nobody.Declared.This".to_owned(),
        format!("Role{}", number % 5),
    ];
    let kept = all.into_iter().enumerate();
    kept.filter(|(bit, _)| number >> bit & 1 == 1)
        .map(|(_, value)| value)
        .collect()
}
