//! From a request to a code: what is asked, what comes back and in which shape, and what is refused.

use reqwest::StatusCode;

use super::browser::{self, Browser, CALLBACK};

#[tokio::test]
async fn the_page_says_who_asks_and_shows_everybody() {
    let mut browser = Browser::new().await;
    let page = browser::text(browser.authorize(&[]).await, 200).await;
    for said in [
        "<strong>spa</strong>",
        "Edgar Editor",
        "editor@directory.test",
        "Editor, Auditor",
        "partner@partner.example",
        ">Guest<",
        "No password is asked",
        r#"<button class="person" name="user" value="editor">"#,
        r#"name="cancel" value="1""#,
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("autofocus"));
}

#[tokio::test]
async fn whoever_is_picked_gets_a_code_in_the_query() {
    let mut browser = Browser::new().await;
    let response = browser.answer(&[], &[("user", "editor")]).await;
    let url = browser::location(&response);
    assert!(
        url.as_str().starts_with(&format!("{CALLBACK}?code=")),
        "{url}"
    );
    let answer = browser::query(&response);
    assert_eq!(answer["state"], "a|b c");
    assert_eq!(answer["session_state"].len(), 36);
    assert_eq!(answer["code"].len(), 43);
    assert_eq!(answer.len(), 3);
    assert_eq!(response.headers()["cache-control"], "no-store");
}

#[tokio::test]
async fn a_state_comes_back_byte_for_byte_through_the_page() {
    let mut browser = Browser::new().await;
    let state = "line\nbreak\r\n é&=+%2B|\"'<b>";
    let page = browser::text(browser.authorize(&[("state", state)]).await, 200).await;
    let action = page
        .split(r#"action=""#)
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let action = action.replace("&#38;", "&").replace("&amp;", "&");
    let response = browser.post(&action, &[("user", "editor")]).await;
    assert_eq!(browser::query(&response)["state"], state);
    let without = browser
        .answer(&[("state", "")], &[("user", "editor")])
        .await;
    assert!(!browser::query(&without).contains_key("state"));
}

#[tokio::test]
async fn a_redirect_keeps_the_query_it_was_registered_with() {
    let mut browser = Browser::new().await;
    let site = browser.client("site").to_owned();
    let to = |uri| [("client_id", site.clone()), ("redirect_uri", uri)];
    let uri = to("https://site.example/signin?step=1".to_owned());
    let uri: Vec<_> = uri
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    let response = browser.answer(&uri, &[("user", "editor")]).await;
    let location = browser::location(&response);
    assert!(
        location
            .as_str()
            .starts_with("https://site.example/signin?step=1&code=")
    );
}

#[tokio::test]
async fn the_fragment_is_another_shape() {
    let mut browser = Browser::new().await;
    let mode = [("response_mode", "fragment")];
    let url = browser::location(&browser.answer(&mode, &[("user", "editor")]).await);
    assert!(url.query().is_none());
    let fragment = url.fragment().unwrap();
    assert!(fragment.starts_with("code="), "{fragment}");
    assert!(fragment.ends_with("&state=a%7Cb+c"), "{fragment}");
}

#[tokio::test]
async fn a_form_that_posts_itself_is_the_third() {
    let mut browser = Browser::new().await;
    let mode = [("response_mode", "form_post"), ("state", "\"><script>")];
    let response = browser.answer(&mode, &[("user", "editor")]).await;
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    let page = browser::text(response, 200).await;
    assert!(
        page.contains(&format!(r#"<form method="post" action="{CALLBACK}""#)),
        "{page}"
    );
    assert!(page.contains(r#"name="code" value=""#));
    assert!(page.contains(r#"name="session_state" value=""#));
    assert!(!page.contains("\"><script>"));
    assert!(page.contains("<script>document.forms[0].submit()</script>"));
    assert!(page.contains("<noscript>"));
    assert!(policy.contains("script-src 'sha256-"), "{policy}");
}

type Changes = &'static [(&'static str, &'static str)];

/// Changes, the OAuth error and the number. All of them are told to the client.
const REFUSED: &[(Changes, &str, &str)] = &[
    (&[("response_type", "")], "invalid_request", "900144"),
    (
        &[("response_type", "token")],
        "unsupported_response_type",
        "700054",
    ),
    (
        &[("response_type", "code id_token")],
        "unsupported_response_type",
        "700054",
    ),
    (
        &[("response_mode", "web_message")],
        "invalid_request",
        "90013",
    ),
    (&[("scope", "")], "invalid_request", "900144"),
    (
        &[("scope", "openid Documents.Read")],
        "invalid_scope",
        "650053",
    ),
    (
        &[("scope", "api://nobody/Read")],
        "invalid_resource",
        "500011",
    ),
    (&[("code_challenge", "")], "invalid_request", "50147"),
    (&[("code_challenge_method", "")], "invalid_request", "50147"),
    (
        &[("code_challenge_method", "plain")],
        "invalid_request",
        "50147",
    ),
    (&[("code_challenge", "short")], "invalid_request", "90013"),
    (
        &[(
            "code_challenge",
            "7w+YNF9DSfIdPf/pRjSq646/kPr+2+o9NAl16JGghdM",
        )],
        "invalid_request",
        "90013",
    ),
    (&[("prompt", "create")], "invalid_request", "90013"),
    (&[("prompt", "login consent")], "invalid_request", "90013"),
    (&[("prompt", "none")], "login_required", "50058"),
];

#[tokio::test]
async fn what_is_wrong_is_told_to_the_client() {
    let mut browser = Browser::new().await;
    for (changes, error, number) in REFUSED {
        let answer = browser::query(&browser.authorize(changes).await);
        assert_eq!(answer["error"], *error, "{changes:?}");
        let begin = format!("AADSTS{number}: ");
        assert!(
            answer["error_description"].starts_with(&begin),
            "{answer:?}"
        );
        assert_eq!(
            answer["error_uri"],
            browser.url(&format!("/error?code={number}"))
        );
        assert_eq!(answer["state"], "a|b c");
        assert_eq!(answer.len(), 4, "{answer:?}");
    }
}

#[tokio::test]
async fn it_is_told_in_the_shape_that_was_asked_for() {
    let mut browser = Browser::new().await;
    let wrong = ("scope", "");
    let fragment = browser
        .authorize(&[wrong, ("response_mode", "fragment")])
        .await;
    let url = browser::location(&fragment);
    assert!(
        url.fragment()
            .unwrap()
            .starts_with("error=invalid_request&")
    );
    let form = browser
        .authorize(&[wrong, ("response_mode", "form_post")])
        .await;
    let page = browser::text(form, 200).await;
    assert!(page.contains(r#"name="error" value="invalid_request""#));
}

#[tokio::test]
async fn a_parameter_twice_is_refused() {
    let mut browser = Browser::new().await;
    for (name, expected) in [
        ("scope", Some("a|b c")),
        ("x-unknown", Some("a|b c")),
        ("state", None),
    ] {
        let mut url = browser.authorize_url("{tenant}", &[]);
        url.query_pairs_mut()
            .extend_pairs([(name, "x"), (name, "x")]);
        let request = browser::client().get(url);
        let answer = browser::query(&browser.send(request).await);
        assert_eq!(answer["error"], "invalid_request", "{name}");
        assert!(answer["error_description"].contains(&format!("`{name}` stands there twice")));
        assert_eq!(answer.get("state").map(String::as_str), expected);
    }
}

#[tokio::test]
async fn no_is_an_answer() {
    let mut browser = Browser::new().await;
    let answer = browser::query(&browser.answer(&[], &[("cancel", "1")]).await);
    assert_eq!(answer["error"], "access_denied");
    assert!(answer["error_description"].starts_with("AADSTS65004: "));
    assert_eq!(answer["state"], "a|b c");
}

#[tokio::test]
async fn a_request_may_come_as_a_form_from_another_site() {
    let mut browser = Browser::new().await;
    let url = browser.url("/{tenant}/oauth2/v2.0/authorize");
    let request = browser::client().post(url).form(&browser.asking(&[]));
    let request = request.header("origin", "https://site.example");
    let response = browser
        .send(request.header("sec-fetch-site", "cross-site"))
        .await;
    let page = browser::text(response, 200).await;
    assert!(page.contains("Edgar Editor"));
}

#[tokio::test]
async fn a_foreign_page_answers_for_nobody() {
    let mut browser = Browser::new().await;
    let port = browser
        .directory
        .url()
        .rsplit(':')
        .next()
        .unwrap()
        .to_owned();
    let own = format!("http://127.0.0.1:{port}");
    for (origin, site, expected) in [
        (
            Some("https://evil.example"),
            Some("cross-site"),
            StatusCode::FORBIDDEN,
        ),
        (
            Some("http://127.0.0.1:5000"),
            Some("same-site"),
            StatusCode::FORBIDDEN,
        ),
        (Some("null"), None, StatusCode::FORBIDDEN),
        (
            Some(own.as_str()),
            Some("same-origin"),
            StatusCode::SEE_OTHER,
        ),
        (Some(own.as_str()), None, StatusCode::SEE_OTHER),
        (None, None, StatusCode::SEE_OTHER),
    ] {
        let request = browser::client().post(browser.login_url("{tenant}", &[]));
        let mut request = request.form(&[("user", "editor")]);
        for (name, value) in [("origin", origin), ("sec-fetch-site", site)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        assert_eq!(
            browser.send(request).await.status(),
            expected,
            "{origin:?} {site:?}"
        );
    }
}

#[tokio::test]
async fn nobody_else_can_be_picked() {
    let mut browser = Browser::new().await;
    for (button, number) in [
        (("user", "nobody"), "50034"),
        (("user", ""), "900144"),
        (("user", "robot"), "50034"),
    ] {
        let response = browser.answer(&[], &[button]).await;
        assert!(!response.headers().contains_key("set-cookie"));
        let page = browser::text(response, 400).await;
        assert!(page.contains(&format!("AADSTS{number}")), "{page}");
    }
    let odd = [("user", "editor"), ("consent", "perhaps")];
    assert!(
        browser::text(browser.answer(&[], &odd).await, 400)
            .await
            .contains("AADSTS90013")
    );
}

#[tokio::test]
async fn paths_for_any_tenant_are_not_for_guests() {
    let mut browser = Browser::new().await;
    for tenant in ["common", "organizations"] {
        let page = browser::text(
            browser
                .authorize_at(tenant, &[("prompt", "select_account")])
                .await,
            200,
        )
        .await;
        assert!(
            page.contains(&format!(r#"action="/{tenant}/login?"#)),
            "{page}"
        );
        let member = browser.answer_at(tenant, &[], &[("user", "editor")]).await;
        assert!(browser::query(&member).contains_key("code"));
        let guest = browser.answer_at(tenant, &[], &[("user", "partner")]).await;
        assert!(browser::text(guest, 400).await.contains("AADSTS50020"));
    }
    for tenant in ["{tenant}", "directory.test"] {
        let guest = browser.answer_at(tenant, &[], &[("user", "partner")]).await;
        assert!(browser::query(&guest).contains_key("code"));
    }
    let silent = browser.authorize_at("common", &[("prompt", "none")]).await;
    assert_eq!(browser::query(&silent)["error"], "login_required");
}

#[tokio::test]
async fn there_are_no_personal_accounts_and_no_other_tenants() {
    let mut browser = Browser::new().await;
    let answer = browser::query(&browser.authorize_at("consumers", &[]).await);
    assert!(answer["error_description"].starts_with("AADSTS9002332: "));
    let page = browser::text(browser.authorize_at("contoso.com", &[]).await, 400).await;
    assert!(page.contains("AADSTS90002"), "{page}");
}

#[tokio::test]
async fn a_body_that_is_no_form_is_refused() {
    let mut browser = Browser::new().await;
    let request = browser::client().post(browser.authorize_url("{tenant}", &[]));
    let request = request
        .header("content-type", "application/json")
        .body("{}");
    assert!(
        browser::text(browser.send(request).await, 400)
            .await
            .contains("AADSTS9002313")
    );
}
