//! The end of a session: for the browser, for the applications that were signed in to, and where it goes on.

use reqwest::Response;
use serde_json::Value;

use super::browser::{self, Browser, CALLBACK};

const PATH: &str = "/{tenant}/oauth2/v2.0/logout";
const VERIFIER: &str = "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv";

async fn signed_in() -> Browser {
    let mut browser = Browser::new().await;
    browser.answer(&[], &[("user", "editor")]).await;
    browser
}

/// Signed in to the client that wants to be told, too; and the session's identifier.
async fn with_the_site() -> (Browser, String) {
    let mut browser = signed_in().await;
    let site = browser.client("site").to_owned();
    let asked = [
        ("client_id", site.as_str()),
        ("redirect_uri", "myapp://auth"),
    ];
    let answer = browser::query(&browser.authorize(&asked).await);
    (browser, answer["session_state"].clone())
}

async fn logout(browser: &mut Browser, parameters: &[(&str, &str)]) -> Response {
    let url = reqwest::Url::parse_with_params(&browser.url(PATH), parameters).unwrap();
    browser.send(browser::client().get(url)).await
}

async fn is_signed_in(browser: &mut Browser) -> bool {
    let answer = browser::query(&browser.authorize(&[("prompt", "none")]).await);
    answer.contains_key("code")
}

/// An ID token of the editor for `curl`.
async fn id_token(browser: &mut Browser) -> String {
    let curl = browser.client("curl").to_owned();
    let asked = [("client_id", curl.as_str())];
    let code = browser::query(&browser.answer(&asked, &[("user", "editor")]).await)["code"].clone();
    let form = [
        ("client_id", curl.as_str()),
        ("grant_type", "authorization_code"),
        ("code", code.as_str()),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let response = browser.post("/{tenant}/oauth2/v2.0/token", &form).await;
    let tokens: Value = response.json().await.unwrap();
    tokens["id_token"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn it_ends_the_session_for_good() {
    let mut browser = signed_in().await;
    assert!(is_signed_in(&mut browser).await);
    let response = logout(&mut browser, &[]).await;
    let cookie = response.headers()["set-cookie"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        cookie.contains("Max-Age=0") && cookie.contains("Path=/"),
        "{cookie}"
    );
    let page = browser::text(response, 200).await;
    assert!(page.contains("You are signed out"), "{page}");
    assert!(!page.contains("<iframe") && !page.contains("<script"));
    assert!(!is_signed_in(&mut browser).await);
    assert!(
        browser::text(logout(&mut browser, &[]).await, 200)
            .await
            .contains("signed out")
    );
}

#[tokio::test]
async fn an_old_cookie_is_worth_nothing() {
    let browser = Browser::new().await;
    let sign_in = browser::client().post(browser.login_url("{tenant}", &[]));
    let response = sign_in.form(&[("user", "editor")]).send().await.unwrap();
    let cookie = response.headers()["set-cookie"].to_str().unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let with_cookie = async |url: reqwest::Url| {
        let request = browser::client().get(url).header("cookie", &cookie);
        request.send().await.unwrap()
    };
    with_cookie(browser.url(PATH).parse().unwrap()).await;
    let silently = browser.authorize_url("{tenant}", &[("prompt", "none")]);
    let answer = browser::query(&with_cookie(silently).await);
    assert_eq!(answer["error"], "login_required");
}

#[tokio::test]
async fn it_goes_on_where_a_client_may_be_and_returns_the_state() {
    let mut browser = signed_in().await;
    let asked = [
        ("post_logout_redirect_uri", "http://localhost:3000/bye?a=b"),
        ("state", "s|1 "),
    ];
    let url = browser::location(&logout(&mut browser, &asked).await);
    assert_eq!(url.as_str(), "http://localhost:3000/bye?a=b&state=s%7C1+");
    let bare = [("post_logout_redirect_uri", "http://localhost:3000/bye")];
    let url = browser::location(&logout(&mut browser, &bare).await);
    assert_eq!(url.as_str(), "http://localhost:3000/bye");
    let form = browser.post(PATH, &bare).await;
    assert_eq!(browser::location(&form), url);
}

#[tokio::test]
async fn it_goes_nowhere_else() {
    let mut browser = signed_in().await;
    let site = browser.client("site").to_owned();
    let curl = browser.client("curl").to_owned();
    let hint = id_token(&mut browser).await;
    let local = "http://localhost:3000/bye";
    let own = "https://site.example/signin?step=1";
    let forged = format!("{}AAAA", &hint[..hint.len() - 4]);
    for (uri, more, goes) in [
        (own, vec![], true),
        (own, vec![("client_id", site.as_str())], true),
        (own, vec![("client_id", curl.as_str())], false),
        (own, vec![("id_token_hint", hint.as_str())], false),
        (local, vec![("id_token_hint", hint.as_str())], true),
        (local, vec![("client_id", site.as_str())], false),
        (local, vec![("client_id", "nobody")], false),
        (
            local,
            vec![
                ("id_token_hint", hint.as_str()),
                ("client_id", site.as_str()),
            ],
            false,
        ),
        (
            local,
            vec![
                ("id_token_hint", hint.as_str()),
                ("client_id", curl.as_str()),
            ],
            true,
        ),
        (
            own,
            vec![
                ("id_token_hint", forged.as_str()),
                ("client_id", curl.as_str()),
            ],
            false,
        ),
        ("https://evil.example/", vec![], false),
        ("javascript:alert(1)", vec![], false),
        ("//evil.example", vec![], false),
        ("/relative", vec![], false),
    ] {
        let mut asked = vec![("post_logout_redirect_uri", uri), ("state", "s")];
        asked.extend(&more);
        let response = logout(&mut browser, &asked).await;
        assert_eq!(
            response.headers().contains_key("location"),
            goes,
            "{uri} {more:?}"
        );
        if !goes {
            let page = browser::text(response, 200).await;
            assert!(
                page.contains("You are signed out") && !page.contains("evil"),
                "{page}"
            );
        }
    }
}

#[tokio::test]
async fn an_id_token_that_has_ended_still_says_who_asks() {
    let mut browser = signed_in().await;
    let hint = id_token(&mut browser).await;
    browser.hand.advance(std::time::Duration::from_secs(7_200));
    let asked = [
        ("id_token_hint", hint.as_str()),
        ("post_logout_redirect_uri", CALLBACK),
    ];
    browser::location(&logout(&mut browser, &asked).await);
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn somebody_elses_session_does_not_end() {
    let mut browser = signed_in().await;
    let hint = id_token(&mut browser).await;
    browser.answer(&[], &[("user", "guest")]).await;
    for other in [
        ("logout_hint", "editor@directory.test"),
        ("id_token_hint", hint.as_str()),
    ] {
        logout(&mut browser, &[other]).await;
        assert!(is_signed_in(&mut browser).await, "{other:?}");
    }
    logout(&mut browser, &[("logout_hint", "guest@directory.test")]).await;
    assert!(!is_signed_in(&mut browser).await);
}

#[tokio::test]
async fn each_application_is_told_by_the_session_alone() {
    let (mut browser, sid) = with_the_site().await;
    let response = logout(&mut browser, &[]).await;
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.ends_with("; frame-src http://127.0.0.1:5001"),
        "{policy}"
    );
    let page = browser::text(response, 200).await;
    let frame = format!("http://127.0.0.1:5001/gone?from=directory&#38;sid={sid}");
    assert!(
        page.contains(&format!(r#"<iframe src="{frame}""#)),
        "{page}"
    );
    assert_eq!(page.matches("<iframe").count(), 1);
    let again = browser::text(logout(&mut browser, &[]).await, 200).await;
    assert!(!again.contains("<iframe"));
}

#[tokio::test]
async fn they_are_told_before_it_goes_on() {
    let (mut browser, _) = with_the_site().await;
    let asked = [
        ("post_logout_redirect_uri", "http://localhost:3000/bye"),
        ("state", "s"),
    ];
    let response = logout(&mut browser, &asked).await;
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(
        policy.contains("script-src 'sha256-") && policy.contains("frame-src"),
        "{policy}"
    );
    let page = browser::text(response, 200).await;
    assert!(page.contains("<iframe"));
    assert!(
        page.contains(r#"id="next" href="http://localhost:3000/bye?state=s""#),
        "{page}"
    );
    assert!(
        page.contains(r#"content="3;url=http://localhost:3000/bye?state=s""#),
        "{page}"
    );
}

#[tokio::test]
async fn an_unknown_tenant_or_a_parameter_twice_is_a_page() {
    let mut browser = signed_in().await;
    let page = browser::text(browser.get("/contoso.com/oauth2/v2.0/logout").await, 400).await;
    assert!(page.contains("AADSTS90002"));
    let twice = [
        ("state", "a"),
        ("state", "b"),
        ("post_logout_redirect_uri", CALLBACK),
    ];
    let page = browser::text(logout(&mut browser, &twice).await, 400).await;
    assert!(page.contains("AADSTS90013"));
    assert!(is_signed_in(&mut browser).await);
}
