//! Whether a client may: asked where nobody agreed beforehand, and asked once.

use super::browser::{self, Browser};

/// A client of which everybody agreed beforehand to `Documents.Read` alone.
struct Curious {
    browser: Browser,
    client: String,
    prefix: String,
}

impl Curious {
    async fn new() -> Self {
        let browser = Browser::new().await;
        let client = browser.client("curious").to_owned();
        let prefix = format!("api://{}/", browser.directory.client_id());
        Self {
            browser,
            client,
            prefix,
        }
    }

    fn asks(&self, scopes: &[&str]) -> String {
        let full: Vec<_> = scopes
            .iter()
            .map(|name| format!("{}{name}", self.prefix))
            .collect();
        format!("openid offline_access {}", full.join(" "))
    }

    async fn answers(&mut self, scopes: &[&str], button: &[(&str, &str)]) -> reqwest::Response {
        let (client, scope) = (self.client.clone(), self.asks(scopes));
        let changes = [("client_id", client.as_str()), ("scope", scope.as_str())];
        self.browser.answer(&changes, button).await
    }

    async fn silently(&mut self, scopes: &[&str]) -> reqwest::Response {
        let (client, scope) = (self.client.clone(), self.asks(scopes));
        let changes = [
            ("client_id", client.as_str()),
            ("scope", scope.as_str()),
            ("prompt", "none"),
        ];
        self.browser.authorize(&changes).await
    }
}

const EDITOR: (&str, &str) = ("user", "editor");
const BOTH: &[&str] = &["Documents.Read", "Documents.ReadWrite"];

#[tokio::test]
async fn what_was_agreed_beforehand_is_not_asked() {
    let mut curious = Curious::new().await;
    for scopes in [&["Documents.Read"], &[".default"]] {
        let response = curious.answers(scopes, &[EDITOR]).await;
        assert!(browser::query(&response).contains_key("code"));
    }
}

#[tokio::test]
async fn the_rest_is_asked_in_words_and_once() {
    let mut curious = Curious::new().await;
    let page = browser::text(curious.answers(BOTH, &[EDITOR]).await, 200).await;
    for said in [
        "curious asks for access",
        "Edgar Editor",
        "Documents.ReadWrite",
        "in Documents, in your name",
        "Sign you in",
        "Keep the access it was given",
        r#"name="user" value="editor""#,
        r#"name="consent" value="accept""#,
        r#"name="consent" value="cancel""#,
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    let silent = browser::query(&curious.silently(BOTH).await);
    assert_eq!(silent["error"], "consent_required");
    assert!(silent["error_description"].starts_with("AADSTS65001: "));
    let accepted = curious
        .answers(BOTH, &[EDITOR, ("consent", "accept")])
        .await;
    assert!(browser::query(&accepted).contains_key("code"));
    assert!(browser::query(&curious.silently(BOTH).await).contains_key("code"));
    assert!(browser::query(&curious.answers(BOTH, &[EDITOR]).await).contains_key("code"));
}

#[tokio::test]
async fn the_consent_is_of_one_user() {
    let mut curious = Curious::new().await;
    curious
        .answers(BOTH, &[EDITOR, ("consent", "accept")])
        .await;
    let other = curious.answers(BOTH, &[("user", "guest")]).await;
    assert!(browser::text(other, 200).await.contains("asks for access"));
}

#[tokio::test]
async fn no_is_told_to_the_client_and_not_remembered() {
    let mut curious = Curious::new().await;
    curious.answers(BOTH, &[EDITOR]).await;
    let declined = curious
        .answers(BOTH, &[EDITOR, ("consent", "cancel")])
        .await;
    let answer = browser::query(&declined);
    assert_eq!(answer["error"], "access_denied");
    assert!(answer["error_description"].starts_with("AADSTS65004: "));
    let silent = browser::query(&curious.silently(BOTH).await);
    assert_eq!(silent["error"], "consent_required");
}

#[tokio::test]
async fn accepting_goes_on_with_the_same_session() {
    let mut curious = Curious::new().await;
    curious.answers(BOTH, &[EDITOR]).await;
    let accepted = curious
        .answers(BOTH, &[EDITOR, ("consent", "accept")])
        .await;
    assert!(!accepted.headers().contains_key("set-cookie"));
    let sid = browser::query(&accepted)["session_state"].clone();
    assert_eq!(
        browser::query(&curious.silently(BOTH).await)["session_state"],
        sid
    );
}

#[tokio::test]
async fn a_client_can_have_it_asked_again() {
    let mut browser = Browser::new().await;
    let prompt = [("prompt", "consent")];
    browser.answer(&[], &[EDITOR]).await;
    let page = browser::text(browser.authorize(&prompt).await, 200).await;
    assert!(page.contains("spa asks for access"), "{page}");
    let page = browser::text(browser.answer(&prompt, &[EDITOR]).await, 200).await;
    assert!(page.contains("spa asks for access"), "{page}");
    let accepted = browser
        .answer(&prompt, &[EDITOR, ("consent", "accept")])
        .await;
    assert!(browser::query(&accepted).contains_key("code"));
}
