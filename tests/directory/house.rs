//! A directory with an application of each kind, an engine that trusts it, and a clock that only the test moves.

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy as Redirects;
use reqwest::{Client, StatusCode};
use rolecall::clock::Hand;
use rolecall::directory::{App, Builder, Directory, RegisteredApp, User};
use rolecall::{Clock, Engine, Identity};
use rolecall_tests::policy::Policy;
use serde_json::{Value, json};

use crate::world::{self, NOW};

pub struct House {
    pub directory: Directory,
    pub engine: Engine,
    pub hand: Hand,
    pub http: Client,
}

/// A request with a form, not sent yet.
#[must_use]
pub struct Form {
    http: Client,
    url: String,
    fields: Vec<(String, String)>,
    headers: HeaderMap,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

pub async fn house() -> House {
    house_with(|builder| builder).await
}

pub async fn house_with(more: impl FnOnce(Builder) -> Builder) -> House {
    let (clock, hand) = Clock::by_hand(NOW);
    let builder = world::documents(clock.clone())
        .user(User::new("visitor").guest("partner.example").role("Editor"))
        .app(App::single_page("page"))
        .app(App::web("portal"))
        .app(App::public("reader").consented(["Documents.Read"]));
    let directory = more(builder).start().await.unwrap();
    let engine = Engine::builder(Policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id())
        .authority(directory.url())
        .guests(true)
        .clock(clock)
        .start()
        .await
        .unwrap();
    House {
        directory,
        engine,
        hand,
        http: Client::builder()
            .redirect(Redirects::none())
            .build()
            .unwrap(),
    }
}

impl House {
    /// An application by its name, whatever its kind.
    pub fn app(&self, name: &str) -> &RegisteredApp {
        let mut all = self.directory.clients().iter().chain(self.directory.apps());
        all.find(|app| app.name() == name).unwrap()
    }

    pub fn id(&self, app: &str) -> &str {
        self.app(app).client_id()
    }

    /// The full name of a scope of the protected application.
    pub fn scope(&self, name: &str) -> String {
        format!("api://{}/{name}", self.directory.client_id())
    }

    /// A form for a path below the tenant's.
    pub fn form(&self, path: &str) -> Form {
        self.form_at(self.directory.tenant_id(), path)
    }

    /// A form for a path below another one.
    pub fn form_at(&self, tenant: &str, path: &str) -> Form {
        self.form_for(&format!("{tenant}/{path}"))
    }

    /// A form for any path.
    pub fn form_for(&self, path: &str) -> Form {
        Form {
            http: self.http.clone(),
            url: format!("{}/{path}", self.directory.url()),
            fields: Vec::new(),
            headers: HeaderMap::new(),
        }
    }

    /// A request for tokens by one of the clients, with its secret if it keeps one.
    pub fn token(&self, client: &str, grant: &str) -> Form {
        let form = self.form("oauth2/v2.0/token");
        let form = form.with("client_id", self.id(client));
        let form = match self.app(client).secret() {
            Some(secret) => form.with("client_secret", secret),
            None => form,
        };
        form.with("grant_type", grant)
    }

    /// The tokens of a user who told the client their password.
    pub async fn by_password(&self, client: &str, user: &str, scope: &str) -> Value {
        let form = self.token(client, "password").with("scope", scope);
        let form = form.with("username", user).with("password", "password");
        form.send().await.good()
    }

    /// Who the answer's access token speaks for, as the protected application sees it.
    pub async fn judged(&self, answer: &Value) -> Identity {
        self.engine.verify(access_token(answer)).await.unwrap()
    }

    /// The check that refuses a token at the protected application.
    pub async fn refusal(&self, token: &str) -> &'static str {
        match self.engine.verify(token).await.unwrap_err() {
            rolecall::Unproven::Refused(fault) => fault.code(),
            other => panic!("{other}"),
        }
    }
}

impl Form {
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.fields.push((name.to_owned(), value.into()));
        self
    }

    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(other, _)| other != name);
        self
    }

    /// With another value in the place of what was there.
    pub fn but(self, name: &str, value: impl Into<String>) -> Self {
        self.without(name).with(name, value)
    }

    pub fn header(mut self, name: &'static str, value: impl AsRef<str>) -> Self {
        let value = HeaderValue::from_str(value.as_ref()).unwrap();
        self.headers.insert(HeaderName::from_static(name), value);
        self
    }

    /// As a page of some origin sends it.
    pub fn of_a_page(self) -> Self {
        self.header("origin", "http://localhost:5173")
    }

    pub fn query(mut self, query: &str) -> Self {
        self.url = format!("{}?{query}", self.url);
        self
    }

    pub async fn respond(self) -> reqwest::Response {
        let request = self.http.post(self.url).headers(self.headers);
        request.form(&self.fields).send().await.unwrap()
    }

    pub async fn send(self) -> Answer {
        let response = self.respond().await;
        Answer {
            status: response.status(),
            headers: response.headers().clone(),
            body: response.json().await.unwrap(),
        }
    }

    /// The OAuth error and the AADSTS number; the test fails if it is no refusal.
    pub async fn refused(self) -> (String, u64) {
        self.send().await.refusal()
    }
}

impl Answer {
    #[track_caller]
    pub fn good(self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.body);
        self.body
    }

    #[track_caller]
    pub fn refusal(self) -> (String, u64) {
        let error = self.body["error"].as_str();
        let number = self.body["error_codes"][0].as_u64();
        (
            error.expect("an error").to_owned(),
            number.expect("a number"),
        )
    }
}

pub fn access_token(answer: &Value) -> &str {
    answer["access_token"].as_str().unwrap()
}

/// The claims of one of the answer's tokens.
pub fn claims(answer: &Value, token: &str) -> Value {
    json!(world::claims(answer[token].as_str().unwrap()))
}

/// What a refusal should be.
pub fn refusal(error: &str, number: u64) -> (String, u64) {
    (error.to_owned(), number)
}
