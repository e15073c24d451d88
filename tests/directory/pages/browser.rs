//! A browser without a screen: it keeps cookies, follows nothing by itself, and reads forms.

use std::collections::HashMap;

use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url};
use rolecall::Clock;
use rolecall::clock::Hand;
use rolecall::directory::{App, Directory, User};

use crate::world;

/// The SHA-256 of 43 times the letter `v`, which is a verifier.
pub const CHALLENGE: &str = "7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM";
pub const CALLBACK: &str = "http://127.0.0.1:5000/callback";

/// A directory with clients of every kind, and somebody who uses it by hand.
pub struct Browser {
    pub directory: Directory,
    pub hand: Hand,
    cookies: HashMap<String, String>,
}

impl Browser {
    pub async fn new() -> Self {
        let (clock, hand) = Clock::by_hand(world::NOW);
        let builder = world::documents(clock)
            .user(User::new("partner").guest("partner.example"))
            .app(
                App::web("site")
                    .display_name("Web <Site>")
                    .redirect_uri("https://site.example/signin?step=1")
                    .redirect_uri("http://localhost/signin")
                    .redirect_uri("myapp://auth")
                    .logout_url("http://127.0.0.1:5001/gone?from=directory"),
            )
            .app(App::public("curious").consented(["Documents.Read"]));
        Self {
            directory: builder.start().await.unwrap(),
            hand,
            cookies: HashMap::new(),
        }
    }

    pub fn client(&self, name: &str) -> &str {
        let mut clients = self.directory.clients().iter();
        clients
            .find(|client| client.name() == name)
            .unwrap()
            .client_id()
    }

    /// A request for a code that is in order, with these parameters in place of its own; an empty one is left out.
    pub fn asking<'q>(&'q self, changes: &[(&'q str, &'q str)]) -> Vec<(&'q str, &'q str)> {
        let mut pairs = vec![
            ("client_id", self.client("spa")),
            ("response_type", "code"),
            ("redirect_uri", CALLBACK),
            ("scope", "openid profile"),
            ("state", "a|b c"),
            ("nonce", "n"),
            ("code_challenge", CHALLENGE),
            ("code_challenge_method", "S256"),
        ];
        for (name, value) in changes {
            pairs.retain(|(own, _)| own != name);
            if !value.is_empty() {
                pairs.push((name, value));
            }
        }
        pairs
    }

    pub fn url(&self, path: &str) -> String {
        let (base, tenant) = (self.directory.url(), self.directory.tenant_id());
        format!("{base}{}", path.replace("{tenant}", tenant))
    }

    /// Where such a request is sent.
    pub fn authorize_url(&self, tenant: &str, changes: &[(&str, &str)]) -> Url {
        let path = format!("/{tenant}/oauth2/v2.0/authorize");
        Url::parse_with_params(&self.url(&path), self.asking(changes)).unwrap()
    }

    /// Where the page for such a request posts to.
    pub fn login_url(&self, tenant: &str, changes: &[(&str, &str)]) -> Url {
        let path = format!("/{tenant}/login");
        Url::parse_with_params(&self.url(&path), self.asking(changes)).unwrap()
    }

    /// Asks for a code.
    pub async fn authorize(&mut self, changes: &[(&str, &str)]) -> Response {
        self.authorize_at("{tenant}", changes).await
    }

    pub async fn authorize_at(&mut self, tenant: &str, changes: &[(&str, &str)]) -> Response {
        let request = client().get(self.authorize_url(tenant, changes));
        self.send(request).await
    }

    /// Answers the page, as one of its buttons would.
    pub async fn answer(&mut self, changes: &[(&str, &str)], button: &[(&str, &str)]) -> Response {
        self.answer_at("{tenant}", changes, button).await
    }

    pub async fn answer_at(
        &mut self,
        tenant: &str,
        changes: &[(&str, &str)],
        button: &[(&str, &str)],
    ) -> Response {
        let request = client().post(self.login_url(tenant, changes)).form(button);
        self.send(request).await
    }

    pub async fn get(&mut self, path: &str) -> Response {
        let request = client().get(self.url(path));
        self.send(request).await
    }

    pub async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Response {
        let request = client().post(self.url(path)).form(form);
        self.send(request).await
    }

    pub async fn send(&mut self, request: RequestBuilder) -> Response {
        let cookies = self.cookies.iter();
        let cookies: Vec<_> = cookies
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let response = request
            .header(COOKIE, cookies.join("; "))
            .send()
            .await
            .unwrap();
        for cookie in response.headers().get_all(SET_COOKIE) {
            let (pair, rest) = cookie.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if rest.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        response
    }
}

pub fn client() -> Client {
    Client::builder()
        .redirect(Policy::none())
        .no_proxy()
        .build()
        .unwrap()
}

/// Where a redirect leads.
pub fn location(response: &Response) -> Url {
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let location = response.headers()[LOCATION].to_str().unwrap();
    Url::parse(location).unwrap()
}

/// The parameters that a redirect carries in its query.
pub fn query(response: &Response) -> HashMap<String, String> {
    location(response).query_pairs().into_owned().collect()
}

/// The text of a page with that status.
pub async fn text(response: Response, status: u16) -> String {
    assert_eq!(response.status().as_u16(), status);
    assert_eq!(response.headers()["cache-control"], "no-store");
    assert!(
        response.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
    response.text().await.unwrap()
}
