//! The same question with real tokens: signed by the directory, proven by an engine of the policy.

use proptest::prelude::*;
use rolecall::Identity;
use rolecall::directory::TokenRequest;
use rolecall::policy::Role;

use crate::cases::try_all;
use crate::engines::{PEOPLE, TESTED, Tested, brought_by_groups, groups, values};
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

impl Tested {
    /// The caller of the question becomes somebody of the directory; scopes stay as asked.
    fn prove(&self, question: &mut Question, person: prop::sample::Index) -> Identity {
        let number = person.index(PEOPLE);
        let caller = &mut question.caller;
        caller.roles = values(number).into_iter().collect();
        // The directory says nothing of authentication contexts.
        caller.contexts.clear();
        question.answers.fill(None);
        let brought = brought_by_groups(question.policy).map(|role| role.value.to_owned());
        caller.unknown.clear();
        if !caller.application {
            match groups(number) {
                Some(groups) => caller.roles.extend(brought.take(groups.len())),
                None => caller.unknown.extend(brought),
            }
        }
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
