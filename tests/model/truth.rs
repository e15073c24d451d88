//! The documents of random routers, read by somebody who has nothing else, against what the routers answer to real tokens.

use std::sync::LazyLock;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use proptest::prelude::*;
use random::POLICIES;
use rolecall::{Clock, Engine};
use rolecall_tests::reader::{Alternative, Caller, Names, Operation, Reader, with_one_less};
use rolecall_tests::{Authority, CLIENT, NOW, TENANT, Token};
use serde_json::json;
use tower::ServiceExt;

use crate::cases::try_all;
use crate::engines::TESTED;
use crate::question::Question;
use crate::tables::small;
use crate::told;

/// An authority that signs whatever is asked for, and engines of all policies that believe it.
struct Signed {
    authority: Authority,
    engines: Vec<Engine>,
}

static SIGNED: LazyLock<Signed> = LazyLock::new(|| {
    TESTED.runtime.block_on(async {
        let authority = Authority::start().await;
        let mut engines = Vec::new();
        for pair in POLICIES {
            let (clock, _) = Clock::by_hand(NOW);
            let builder = (pair.made.engine)()
                .tenant_id(TENANT)
                .client_id(CLIENT)
                .authority(authority.base())
                .clock(clock);
            engines.push(builder.start().await.expect("settings"));
        }
        Signed { authority, engines }
    })
});

/// A question as a router, and its document.
struct Asked {
    router: axum::Router,
    reader: Reader,
}

impl Asked {
    fn of(question: &Question) -> Self {
        let router = told::router(question, &SIGNED.engines[question.policy]);
        let reader = Reader::of(&told::read(&router, "/openapi.json"));
        Self { router, reader }
    }

    fn operation(&self) -> &Operation {
        let mut operations = self.reader.operations.iter();
        let asked = operations.find(|operation| operation.path == "/group/asked");
        asked.expect("what was asked")
    }

    fn answers(&self, caller: Option<&Caller>) -> StatusCode {
        let mut request = Request::get("/group/asked");
        if let Some(caller) = caller {
            let token = format!("Bearer {}", self.token(caller));
            request = request.header(header::AUTHORIZATION, token);
        }
        let request = request.body(Body::empty()).expect("a request");
        let answer = TESTED
            .runtime
            .block_on(self.router.clone().oneshot(request));
        answer.expect("an answer").status()
    }

    fn token(&self, caller: &Caller) -> String {
        let issuer = SIGNED.authority.issuer();
        let token = if caller.is_application {
            Token::of_application(&issuer)
        } else {
            // Without a scope at all there is no such token.
            let scopes = caller.scopes.iter().map(String::as_str);
            let scopes: Vec<_> = scopes.chain(["Else.Where"]).collect();
            Token::of_user(&issuer).claim("scp", scopes.join(" "))
        };
        let contexts = json!(["c1", "c2", "c3"]);
        let token = token.claim("acrs", contexts);
        token
            .claim("roles", self.reader.values(&caller.roles))
            .sign()
    }

    /// Those who bring what the alternative names: a person besides with as many roles as the rule wants.
    fn callers(&self, alternative: Alternative) -> Vec<Caller> {
        let (is_application, scopes, roles) = match alternative {
            Alternative::Person(scopes) => {
                let roles = self.reader.smallest_roles(self.operation(), false, &scopes);
                (false, scopes, roles)
            }
            Alternative::Application(roles) => (true, Names::new(), vec![roles]),
            Alternative::Anybody => return Vec::new(),
        };
        let caller = |roles| Caller {
            is_application,
            roles,
            scopes: scopes.clone(),
        };
        roles.into_iter().map(caller).collect()
    }
}

const REFUSED: [StatusCode; 2] = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];

#[test]
fn each_alternative_lets_in_over_http_and_with_one_less_it_does_not() {
    try_all("truth", 5, &small(false), |question| {
        let asked = Asked::of(&question);
        prop_assert_eq!(asked.answers(None), StatusCode::UNAUTHORIZED);
        if asked.operation().is_for_nobody() {
            return Ok(());
        }
        for alternative in asked.operation().alternatives() {
            for caller in asked.callers(alternative) {
                prop_assert!(
                    !REFUSED.contains(&asked.answers(Some(&caller))),
                    "{:?}",
                    caller
                );
                let fewer_scopes = with_one_less(&caller.scopes).map(|scopes| Caller {
                    scopes,
                    ..caller.clone()
                });
                let fewer_roles = with_one_less(&caller.roles).map(|roles| Caller {
                    roles,
                    ..caller.clone()
                });
                for lesser in fewer_scopes.chain(fewer_roles) {
                    // Whoever is told no without a checker is refused; what a checker would say nobody knows here.
                    if asked.reader.may(asked.operation(), &lesser) == Some(false) {
                        prop_assert!(
                            REFUSED.contains(&asked.answers(Some(&lesser))),
                            "{:?}",
                            lesser
                        );
                    }
                }
            }
        }
        Ok(())
    });
}

/// With denial too: whoever reads the document knows how any caller is answered.
#[test]
fn the_rule_in_the_document_is_the_rule_at_the_door() {
    let callers = (any::<bool>(), any::<u64>(), any::<u64>());
    try_all(
        "read",
        10,
        &(small(true), callers),
        |(question, (is_application, roles, scopes))| {
            let asked = Asked::of(&question);
            let pick = |names: Vec<String>, bits: u64| -> Names {
                let chosen = names.into_iter().enumerate();
                chosen
                    .filter(|(place, _)| bits >> (place % 64) & 1 == 1)
                    .map(|(_, name)| name)
                    .collect()
            };
            let mut caller = Caller {
                is_application,
                roles: pick(asked.reader.roles_of(is_application), roles),
                scopes: if is_application {
                    Names::new()
                } else {
                    pick(asked.reader.scopes(), scopes)
                },
            };
            if asked.reader.exclude_one_another(&caller.roles) {
                caller.roles.clear();
            }
            let status = asked.answers(Some(&caller));
            match asked.reader.may(asked.operation(), &caller) {
                Some(true) => prop_assert_eq!(status, StatusCode::OK, "{:?}", caller),
                Some(false) => {
                    prop_assert!(REFUSED.contains(&status), "{} for {:?}", status, caller)
                }
                None => {}
            }
            Ok(())
        },
    );
}
