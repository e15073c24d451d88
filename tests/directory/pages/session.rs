//! Who is signed in stays so in that browser, and what a client can ask of it.

use std::collections::HashMap;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::browser::{self, Browser};

async fn signed_in() -> (Browser, HashMap<String, String>) {
    let mut browser = Browser::new().await;
    let answer = browser::query(&browser.answer(&[], &[("user", "editor")]).await);
    (browser, answer)
}

#[tokio::test]
async fn the_cookie_is_the_browsers_alone() {
    let mut browser = Browser::new().await;
    let response = browser.answer(&[], &[("user", "editor")]).await;
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    let port = browser.directory.url().rsplit(':').next().unwrap();
    assert!(
        cookie.starts_with(&format!("directory-{port}=")),
        "{cookie}"
    );
    let mut attributes: Vec<_> = cookie.split("; ").skip(1).collect();
    attributes.sort_unstable();
    assert_eq!(attributes, ["HttpOnly", "Path=/", "SameSite=Lax"]);
}

#[tokio::test]
async fn the_second_client_asks_nothing() {
    let (mut browser, first) = signed_in().await;
    let curl = browser.client("curl").to_owned();
    let answer = browser::query(&browser.authorize(&[("client_id", curl.as_str())]).await);
    assert_eq!(answer["session_state"], first["session_state"]);
    assert_ne!(answer["code"], first["code"]);
    let silent = browser::query(&browser.authorize(&[("prompt", "none")]).await);
    assert_eq!(silent["session_state"], first["session_state"]);
}

#[tokio::test]
async fn another_browser_is_asked() {
    let (mut browser, _) = signed_in().await;
    let request = browser::client().get(browser.authorize_url("{tenant}", &[]));
    assert!(
        browser::text(request.send().await.unwrap(), 200)
            .await
            .contains("Pick an account")
    );
    let silently = browser.authorize_url("{tenant}", &[("prompt", "none")]);
    let guessed = browser::client().get(silently);
    let port = browser.directory.url().rsplit(':').next().unwrap();
    let guessed = guessed.header("cookie", format!("directory-{port}=guessed"));
    let answer = browser::query(&guessed.send().await.unwrap());
    assert_eq!(answer["error"], "login_required");
    assert!(!browser::query(&browser.authorize(&[]).await).contains_key("error"));
}

#[tokio::test]
async fn it_ends_after_a_day() {
    let (mut browser, _) = signed_in().await;
    browser.hand.advance(Duration::from_secs(24 * 3_600 - 1));
    assert!(browser::query(&browser.authorize(&[]).await).contains_key("code"));
    browser.hand.advance(Duration::from_secs(1));
    let answer = browser::query(&browser.authorize(&[("prompt", "none")]).await);
    assert_eq!(answer["error"], "login_required");
}

#[tokio::test]
async fn a_client_can_have_the_question_asked_again() {
    let (mut browser, _) = signed_in().await;
    for prompt in ["login", "select_account"] {
        let page = browser::text(browser.authorize(&[("prompt", prompt)]).await, 200).await;
        assert!(page.contains("Pick an account"), "{prompt}");
        assert!(page.contains(">Signed in<"), "{prompt}");
    }
}

#[tokio::test]
async fn another_user_is_another_session() {
    let (mut browser, first) = signed_in().await;
    let same = browser::query(&browser.answer(&[], &[("user", "editor")]).await);
    assert_eq!(same["session_state"], first["session_state"]);
    let other = browser::query(&browser.answer(&[], &[("user", "guest")]).await);
    assert_ne!(other["session_state"], first["session_state"]);
    let next = browser::query(&browser.authorize(&[]).await);
    assert_eq!(next["session_state"], other["session_state"]);
}

#[tokio::test]
async fn a_session_has_a_new_secret_after_each_sign_in() {
    let (browser, _) = signed_in().await;
    let url = browser.login_url("{tenant}", &[]);
    let cookie = |response: &reqwest::Response| {
        let cookie = response.headers()["set-cookie"].to_str().unwrap();
        cookie.split(';').next().unwrap().to_owned()
    };
    let sign_in = |cookies: String| {
        let request = browser::client().post(url.clone());
        let request = request
            .form(&[("user", "editor")])
            .header("cookie", cookies);
        async { request.send().await.unwrap() }
    };
    let port = browser.directory.url().rsplit(':').next().unwrap();
    let fixed = format!("directory-{port}=chosen-by-somebody-else");
    let first = cookie(&sign_in(fixed.clone()).await);
    assert_ne!(first, fixed);
    let second = cookie(&sign_in(first.clone()).await);
    assert_ne!(second, first);
    let silently = browser.authorize_url("{tenant}", &[("prompt", "none")]);
    let silent = browser::client().get(silently).header("cookie", first);
    assert_eq!(
        browser::query(&silent.send().await.unwrap())["error"],
        "login_required"
    );
}

#[tokio::test]
async fn a_hint_says_who_is_expected() {
    let (mut browser, _) = signed_in().await;
    for own in ["editor", "editor@directory.test", "EDITOR@directory.test"] {
        let answer = browser::query(&browser.authorize(&[("login_hint", own)]).await);
        assert!(answer.contains_key("code"), "{own}");
    }
    let page = browser::text(browser.authorize(&[("login_hint", "guest")]).await, 200).await;
    let first = page.split(r#"<button class="person""#).nth(1).unwrap();
    assert!(
        first.starts_with(r#" name="user" value="guest" autofocus>"#),
        "{first}"
    );
    let other = [("login_hint", "guest"), ("prompt", "none")];
    assert_eq!(
        browser::query(&browser.authorize(&other).await)["error"],
        "login_required"
    );
    let nobody = browser
        .authorize(&[("login_hint", "nobody@elsewhere.example")])
        .await;
    assert!(browser::query(&nobody).contains_key("code"));
}

#[tokio::test]
async fn whoever_signed_in_too_long_ago_signs_in_again() {
    let (mut browser, _) = signed_in().await;
    browser.hand.advance(Duration::from_secs(100));
    let silent = [("prompt", "none"), ("max_age", "99")];
    let refused = browser::query(&browser.authorize(&silent).await);
    assert_eq!(refused["error"], "login_required");
    let asked = browser.authorize(&[("max_age", "0")]).await;
    let page = browser::text(asked, 200).await;
    assert!(page.contains("Pick an account"), "{page}");
    let recent = browser.authorize(&[("max_age", "100")]).await;
    assert!(browser::query(&recent).contains_key("code"));
    let odd = browser::query(&browser.authorize(&[("max_age", "long")]).await);
    assert!(odd["error_description"].starts_with("AADSTS90013: "));
    let anew = [("max_age", "0")];
    let anew = browser.answer(&anew, &[("user", "editor")]).await;
    assert!(browser::query(&anew).contains_key("code"));
}

#[tokio::test]
async fn a_client_is_told_whose_code_it_is_if_it_asks() {
    let (mut browser, first) = signed_in().await;
    assert!(!first.contains_key("client_info"));
    let asked = [("client_info", "1")];
    let answer = browser::query(&browser.authorize(&asked).await);
    let info = BASE64_URL_SAFE_NO_PAD.decode(&answer["client_info"]);
    let info: Value = serde_json::from_slice(&info.unwrap()).unwrap();
    let editor = browser.directory.users().iter();
    let mut editor = editor.filter(|user| user.name() == "editor");
    let own = json!({
        "uid": editor.next().unwrap().object_id(),
        "utid": browser.directory.tenant_id(),
    });
    assert_eq!(info, own);
}
