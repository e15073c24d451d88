//! A sign-in without a browser: the one form that the picker's button sends.

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use reqwest::{StatusCode, Url};

use crate::house::{Form, House};

pub const CALLBACK: &str = "http://localhost:5173/callback";
pub const NONCE: &str = "n-0S6_WzA2Mj";
/// What the challenge of every sign-in here is made of.
pub const VERIFIER: &str = "dBjFtJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// Who signs in to what.
pub struct SignIn<'h> {
    house: &'h House,
    client: &'h str,
    form: Form,
}

/// A user at the client's sign-in, with these scopes.
pub fn sign_in<'h>(house: &'h House, client: &'h str, scope: &str) -> SignIn<'h> {
    let hash = digest::digest(&digest::SHA256, VERIFIER.as_bytes());
    let form = house.form("login").with("client_id", house.id(client));
    let form = form
        .with("response_type", "code")
        .with("redirect_uri", CALLBACK);
    let form = form
        .with("scope", scope)
        .with("state", "state")
        .with("nonce", NONCE);
    let form = form.with("code_challenge", BASE64_URL_SAFE_NO_PAD.encode(hash));
    let form = form.with("code_challenge_method", "S256");
    SignIn {
        house,
        client,
        form,
    }
}

impl SignIn<'_> {
    /// The user agrees on the consent page.
    pub fn accepting(mut self) -> Self {
        self.form = self.form.with("consent", "accept");
        self
    }

    /// The page that the user is asked something on.
    pub async fn page(self, user: &str) -> String {
        let response = self.form.with("user", user).respond().await;
        assert_eq!(response.status(), StatusCode::OK);
        response.text().await.unwrap()
    }

    /// The code that the client is given.
    pub async fn code(self, user: &str) -> String {
        let response = self.form.with("user", user).respond().await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let location = response.headers()["location"].to_str().unwrap();
        let location = Url::parse(location).unwrap();
        let mut pairs = location.query_pairs();
        let code = pairs.find(|(name, _)| name == "code");
        code.expect("a code").1.into_owned()
    }

    /// The request that redeems such a code, as the client sends it.
    pub async fn redemption(self, user: &str) -> Form {
        let (house, client) = (self.house, self.client);
        redemption(house, client, &self.code(user).await)
    }
}

pub fn redemption(house: &House, client: &str, code: &str) -> Form {
    let form = house.token(client, "authorization_code").with("code", code);
    form.with("redirect_uri", CALLBACK)
        .with("code_verifier", VERIFIER)
}
