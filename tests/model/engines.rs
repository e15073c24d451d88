//! A directory, and an engine for each policy that believes it.

use std::sync::LazyLock;

use random::POLICIES;
use rolecall::Engine;
use rolecall::directory::{App, Directory, User};
use tokio::runtime::Runtime;

use crate::question;

/// The directory knows nothing of the policies.
pub struct Tested {
    pub runtime: Runtime,
    pub directory: Directory,
    pub engines: Vec<Engine>,
}

/// People and applications, each with the role values that fall to it.
pub const PEOPLE: usize = 200;

/// Groups that bring a role in every engine.
const GROUPS: [&str; 3] = [
    "7d1f8a52-90ac-4d3e-8f5b-2a7c6e1d0b93",
    "8e2a9b63-a1bd-4e4f-9a6c-3b8d7f2e1ca4",
    "9f3bac74-b2ce-4f5a-8b7d-4c9e8a3f2db5",
];

pub static TESTED: LazyLock<Tested> = LazyLock::new(|| {
    let runtime = Runtime::new().expect("a runtime");
    let directory = runtime.block_on(directory());
    let engines = POLICIES.iter().enumerate().map(|(policy, pair)| {
        let builder = (pair.made.engine)()
            .tenant_id(directory.tenant_id())
            .client_id(directory.client_id())
            .authority(directory.issuer());
        let brought = GROUPS.iter().zip(brought_by_groups(policy));
        let builder = brought.fold(builder, |builder, (group, role)| {
            builder.group_role(*group, question::role(policy, role.name))
        });
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
        user = match groups(number) {
            Some(groups) => groups.iter().fold(user, |user, group| user.group(*group)),
            None => user.overage(),
        };
        builder = builder.user(user).app(app);
    }
    builder.start().await.expect("a directory on a free port")
}

/// The groups of a user, of which every fourth is in too many for a token.
pub fn groups(number: usize) -> Option<&'static [&'static str]> {
    (number % 4 != 3).then(|| &GROUPS[..number % 4])
}

/// The roles that the groups bring under a policy, one each, as far as it declares any.
pub fn brought_by_groups(policy: usize) -> impl Iterator<Item = &'static random::Role> {
    let roles = POLICIES[policy].written.roles;
    (0..GROUPS.len()).filter_map(move |group| roles.get((policy + group * 5) % roles.len().max(1)))
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
