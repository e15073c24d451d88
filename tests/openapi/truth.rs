//! Every alternative of the document is enough over HTTP, and with one scope or role less it is not.

use axum::http::StatusCode;
use documents::Store;
use reqwest::{Client, Method};
use rolecall::{Clock, Engine};
use rolecall_tests::documents::{draft, serve};
use rolecall_tests::reader::{Alternative, Caller, Names, Operation, Reader, with_one_less};
use rolecall_tests::{Authority, CLIENT, NOW, TENANT, Token};
use serde_json::Value;

/// `documents`, whose callers bring tokens of any roles and scopes.
struct Place {
    authority: Authority,
    client: Client,
    url: String,
    _folder: tempfile::TempDir,
}

impl Place {
    async fn open() -> Self {
        let authority = Authority::start().await;
        let (clock, _) = Clock::by_hand(NOW);
        let engine = Engine::builder(documents::policy::Policy)
            .tenant_id(TENANT)
            .client_id(CLIENT)
            .authority(authority.base())
            .clock(clock);
        let engine = engine.start().await.expect("settings");
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path().join("documents.db"));
        let router = documents::application(engine, store.await.expect("a store"));
        Self {
            authority,
            client: Client::new(),
            url: serve(router.expect("a router")).await,
            _folder: folder,
        }
    }

    async fn document(&self) -> Value {
        let answer = self
            .client
            .get(format!("{}/openapi.json", self.url))
            .send()
            .await;
        answer.expect("an answer").json().await.expect("JSON")
    }

    fn token(&self, reader: &Reader, caller: &Caller) -> String {
        let issuer = self.authority.issuer();
        let roles = reader.values(&caller.roles);
        if caller.is_application {
            return Token::of_application(&issuer).claim("roles", roles).sign();
        }
        // Without a scope at all there is no such token.
        let scopes: Vec<_> = caller
            .scopes
            .iter()
            .map(String::as_str)
            .chain(["Else.Where"])
            .collect();
        let token = Token::of_user(&issuer).claim("roles", roles);
        token.claim("scp", scopes.join(" ")).sign()
    }

    /// What the caller is answered where the document that is asked for is there, and what is sent is a draft.
    async fn answers(&self, reader: &Reader, caller: &Caller, operation: &Operation) -> StatusCode {
        let admin = Token::of_application(&self.authority.issuer()).sign();
        let written = self
            .client
            .post(format!("{}/documents", self.url))
            .bearer_auth(admin);
        let written = written
            .json(&draft("Minutes"))
            .send()
            .await
            .expect("an answer");
        let written: Value = written.json().await.expect("a document");
        let path = operation.path.replace("{id}", &written["id"].to_string());
        let method: Method = operation.method.parse().expect("a method");
        let request = self.client.request(method, format!("{}{path}", self.url));
        let request = request
            .bearer_auth(self.token(reader, caller))
            .json(&draft("Agenda"));
        request.send().await.expect("an answer").status()
    }
}

/// Those who bring what the alternative names and no more: a person besides with as many roles as the rule wants.
fn callers(reader: &Reader, operation: &Operation, alternative: &Alternative) -> Vec<Caller> {
    match alternative {
        Alternative::Person(scopes) => {
            let roles = reader.smallest_roles(operation, false, scopes).into_iter();
            roles
                .map(|roles| Caller {
                    is_application: false,
                    roles,
                    scopes: scopes.clone(),
                })
                .collect()
        }
        Alternative::Application(roles) => vec![Caller {
            is_application: true,
            roles: roles.clone(),
            scopes: Names::new(),
        }],
        Alternative::Anybody => Vec::new(),
    }
}

/// The same with one scope or one role less.
fn lesser(caller: &Caller) -> Vec<Caller> {
    let scopes = with_one_less(&caller.scopes).map(|scopes| Caller {
        scopes,
        ..caller.clone()
    });
    let roles = with_one_less(&caller.roles).map(|roles| Caller {
        roles,
        ..caller.clone()
    });
    scopes.chain(roles).collect()
}

#[tokio::test]
async fn each_alternative_is_enough_and_with_one_less_it_is_not() {
    let place = Place::open().await;
    let reader = Reader::of(&place.document().await);
    let (mut enough, mut too_little) = (0, 0);
    for operation in reader
        .operations
        .iter()
        .filter(|operation| !operation.is_open())
    {
        for alternative in operation.alternatives() {
            let callers = callers(&reader, operation, &alternative);
            assert!(
                !callers.is_empty(),
                "{operation:?}: {alternative:?} is a way for nobody"
            );
            for caller in callers {
                let status = place.answers(&reader, &caller, operation).await;
                let refused = [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
                assert!(status.is_success(), "{status}: {caller:?} at {operation:?}");
                enough += 1;
                for lesser in lesser(&caller) {
                    let status = place.answers(&reader, &lesser, operation).await;
                    assert!(
                        refused.contains(&status),
                        "{status}: {lesser:?} at {operation:?}"
                    );
                    too_little += 1;
                }
            }
        }
    }
    assert!(
        enough >= 15 && too_little >= 20,
        "{enough} and {too_little}"
    );
}
