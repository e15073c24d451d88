//! The page on which the code of a device is typed, from both sides: the person's and the device's.

use std::time::Duration;

use reqwest::StatusCode;
use serde_json::Value;

use super::browser::{self, Browser};

const PAGE: &str = "/devicelogin";

/// A person, and the device of theirs that waits.
struct Device {
    browser: Browser,
    codes: Value,
}

impl Device {
    async fn new(client: &str, scope: &str) -> Self {
        Self::at("{tenant}", client, scope).await
    }

    /// One that began on the path of some tenants.
    async fn at(tenant: &str, client: &str, scope: &str) -> Self {
        let mut browser = Browser::new().await;
        let client = browser.client(client).to_owned();
        let scope = scope.replace(
            "api://",
            &format!("api://{}/", browser.directory.client_id()),
        );
        let form = [("client_id", client.as_str()), ("scope", scope.as_str())];
        let response = browser
            .post(&format!("/{tenant}/oauth2/v2.0/devicecode"), &form)
            .await;
        assert_eq!(response.status(), StatusCode::OK);
        let codes = response.json().await.unwrap();
        Self { browser, codes }
    }

    fn user_code(&self) -> &str {
        self.codes["user_code"].as_str().unwrap()
    }

    async fn types(&mut self, typed: &str, button: &[(&str, &str)]) -> reqwest::Response {
        let mut form = vec![("user_code", typed)];
        form.extend_from_slice(button);
        self.browser.post(PAGE, &form).await
    }

    async fn answers(&mut self, button: &[(&str, &str)]) -> reqwest::Response {
        let code = self.user_code().to_owned();
        self.types(&code, button).await
    }

    /// What the device hears when it asks.
    async fn hears(&mut self, client: &str) -> Value {
        let client = self.browser.client(client).to_owned();
        let form = [
            ("client_id", client.as_str()),
            ("grant_type", "urn:ietf:params:oauth:grant-type:device_code"),
            ("device_code", self.codes["device_code"].as_str().unwrap()),
        ];
        let token = client_post(&self.browser, &form).await;
        token.json().await.unwrap()
    }
}

/// The device has no part in the browser's cookies.
async fn client_post(browser: &Browser, form: &[(&str, &str)]) -> reqwest::Response {
    let url = browser.url("/{tenant}/oauth2/v2.0/token");
    browser::client().post(url).form(form).send().await.unwrap()
}

const EDITOR: (&str, &str) = ("user", "editor");

#[tokio::test]
async fn the_page_asks_for_the_code() {
    let mut device = Device::new("curl", "openid").await;
    assert_eq!(device.codes["verification_uri"], device.browser.url(PAGE));
    let page = browser::text(device.browser.get(PAGE).await, 200).await;
    assert!(page.contains(r#"<label for="user_code">"#), "{page}");
}

#[tokio::test]
async fn a_code_leads_to_the_picker_and_the_question_and_to_tokens() {
    let mut device = Device::new("curl", "openid api://Documents.Read").await;
    let typed = device.user_code().to_ascii_lowercase();
    let typed = format!(" {}-{} {} ", &typed[..3], &typed[3..6], &typed[6..]);
    let page = browser::text(device.types(&typed, &[]).await, 200).await;
    assert!(page.contains("<strong>curl</strong>"), "{page}");
    assert!(page.contains(&format!(
        r#"name="user_code" value="{}""#,
        device.user_code()
    )));
    assert_eq!(device.hears("curl").await["error"], "authorization_pending");

    let page = browser::text(device.answers(&[EDITOR]).await, 200).await;
    for said in [
        "Are you trying to sign in to curl?",
        "Edgar Editor",
        "Documents.Read",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert_eq!(device.hears("curl").await["error"], "authorization_pending");

    let done = device.answers(&[EDITOR, ("consent", "accept")]).await;
    assert!(
        browser::text(done, 200)
            .await
            .contains("You may close this window")
    );
    let tokens = device.hears("curl").await;
    assert_eq!(tokens["token_type"], "Bearer", "{tokens}");
    assert!(tokens["id_token"].is_string());
    let silent = device.browser.authorize(&[("prompt", "none")]).await;
    assert!(browser::query(&silent).contains_key("code"));
}

#[tokio::test]
async fn one_post_is_enough_for_a_program() {
    let mut device = Device::new("curl", "openid").await;
    device.answers(&[EDITOR, ("consent", "accept")]).await;
    assert!(device.hears("curl").await["id_token"].is_string());
}

#[tokio::test]
async fn whoever_goes_on_has_consented() {
    let mut device = Device::new("curious", "openid api://Documents.ReadWrite").await;
    device.answers(&[EDITOR, ("consent", "accept")]).await;
    let tokens = device.hears("curious").await;
    assert!(
        tokens["scope"]
            .as_str()
            .unwrap()
            .contains("/Documents.ReadWrite"),
        "{tokens}"
    );
}

#[tokio::test]
async fn no_is_told_to_the_device() {
    for no in [&[("cancel", "1")][..], &[EDITOR, ("consent", "cancel")]] {
        let mut device = Device::new("curl", "openid").await;
        let page = browser::text(device.answers(no).await, 200).await;
        assert!(page.contains("You declined"), "{page}");
        assert_eq!(
            device.hears("curl").await["error"],
            "authorization_declined"
        );
        let again = device.answers(&[EDITOR, ("consent", "accept")]).await;
        assert!(
            browser::text(again, 400)
                .await
                .contains("has been used already")
        );
    }
}

#[tokio::test]
async fn a_code_that_nothing_waits_for_is_said_so() {
    let mut device = Device::new("curl", "openid").await;
    for (typed, said) in [
        ("", "Type the code that your device shows."),
        (" - ", "Type the code that your device shows."),
        ("ABCDEFGHI", "No sign-in waits for this code."),
        ("\"><script>", "No sign-in waits for this code."),
    ] {
        let page = browser::text(device.types(typed, &[EDITOR]).await, 400).await;
        assert!(page.contains(said), "{page}");
        assert!(page.contains(r#"aria-describedby="wrong""#));
        assert!(!page.contains("<script"));
    }
    device.browser.hand.advance(Duration::from_secs(900));
    let ended = device.answers(&[]).await;
    assert!(
        browser::text(ended, 400)
            .await
            .contains("It may have ended")
    );
}

#[tokio::test]
async fn a_guest_signs_in_on_the_tenants_own_path_alone() {
    let guest = [("user", "partner"), ("consent", "accept")];
    let mut device = Device::at("organizations", "curl", "openid").await;
    let refused = browser::text(device.answers(&guest).await, 400).await;
    assert!(refused.contains("AADSTS50020"), "{refused}");
    assert_eq!(device.hears("curl").await["error"], "authorization_pending");
    let mut device = Device::new("curl", "openid").await;
    browser::text(device.answers(&guest).await, 200).await;
    assert!(device.hears("curl").await["id_token"].is_string());
}

#[tokio::test]
async fn a_foreign_page_cannot_sign_a_device_in() {
    let device = Device::new("curl", "openid").await;
    let form = [
        ("user_code", device.user_code()),
        EDITOR,
        ("consent", "accept"),
    ];
    let request = browser::client().post(device.browser.url(PAGE)).form(&form);
    let request = request.header("origin", "https://evil.example");
    let response = request
        .header("sec-fetch-site", "cross-site")
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
}
