//! The same question with real tokens: signed by the directory, proven by an engine of the policy.

use std::sync::LazyLock;

use proptest::prelude::*;
use random::POLICIES;
use rolecall::directory::{App, Directory, TokenRequest, User};
use rolecall::policy::Role;
use rolecall::{Engine, Identity};
use tokio::runtime::Runtime;

use crate::cases::try_all;
use crate::naive::{self, Names};
use crate::question::{self, Question, question};

#[test]
fn a_proven_identity_may_what_the_model_says() {
    let strategy = (question(), any::<prop::sample::Index>());
    try_all("tokens", 10, &strategy, |(mut question, person)| {
        let identity = TESTED.prove(&mut question, person);
        let (pair, caller) = (question.pair(), &question.caller);
        let meets = question.naive() == Some(true);
        prop_assert_eq!(identity.meets(question.requirement()), meets);

        let roles: Names = identity.roles().map(Role::name).collect();
        prop_assert_eq!(roles, naive::roles(&pair.written, caller));
        let permissions: Names = identity.permissions().map(|one| one.name()).collect();
        prop_assert_eq!(&permissions, &naive::permissions(&pair.written, caller));
        for name in permissions {
            prop_assert!(identity.may(question::permission(question.policy, name)));
        }
        Ok(())
    });
}

/// A directory that knows nothing of the policies, and an engine for each that believes it.
struct Tested {
    runtime: Runtime,
    directory: Directory,
    engines: Vec<Engine>,
}

/// People and applications, each with the role values that fall to it.
const PEOPLE: usize = 200;

static TESTED: LazyLock<Tested> = LazyLock::new(|| {
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
fn values(number: usize) -> Vec<String> {
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

impl Tested {
    /// The caller of the question becomes somebody of the directory; scopes stay as asked.
    fn prove(&self, question: &mut Question, person: prop::sample::Index) -> Identity {
        let number = person.index(PEOPLE);
        let caller = &mut question.caller;
        caller.roles = values(number).into_iter().collect();
        // The directory says nothing of authentication contexts.
        caller.contexts.clear();
        question.answers.fill(None);
        let request = if caller.application {
            TokenRequest::app(format!("app {number}"))
        } else {
            // Without a scope at all there is no such token.
            caller.scopes.insert("Else.Where".to_owned());
            let scopes = caller.scopes.iter();
            scopes.fold(
                TokenRequest::user(format!("user {number}")),
                TokenRequest::scope,
            )
        };
        let token = self.directory.token(&request).expect("a token");
        self.runtime
            .block_on(self.engines[question.policy].verify(&token))
            .expect("a good token")
    }
}
