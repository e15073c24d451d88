//! Consent for everybody at once: what is shown, what comes back, and that nobody is asked afterwards.

use super::browser::{self, Browser, CALLBACK};

fn url(browser: &Browser, path: &str, more: &[(&str, &str)]) -> reqwest::Url {
    let asked = [
        ("client_id", browser.client("curious")),
        ("redirect_uri", CALLBACK),
        ("state", "s|1"),
    ];
    let asked = asked.iter().chain(more);
    reqwest::Url::parse_with_params(&browser.url(path), asked).unwrap()
}

#[tokio::test]
async fn everybody_has_agreed_afterwards() {
    let mut browser = Browser::new().await;
    let path = "/{tenant}/adminconsent";
    let page = browser::client().get(url(&browser, path, &[]));
    let page = browser::text(browser.send(page).await, 200).await;
    for said in [
        "curious asks for access for everybody",
        "Documents.ReadWrite",
        "in the name of everybody",
    ] {
        assert!(page.contains(said), "{said}: {page}");
    }
    assert!(!page.contains("your name"), "{page}");
    let accept = browser::client().post(url(&browser, path, &[]));
    let answer = browser::query(&browser.send(accept.form(&[("consent", "accept")])).await);
    assert_eq!(answer["admin_consent"], "True");
    assert_eq!(answer["tenant"], browser.directory.tenant_id());
    assert_eq!(answer["state"], "s|1");
    let scope = format!(
        "api://{}/Documents.ReadWrite",
        browser.directory.client_id()
    );
    let curious = browser.client("curious").to_owned();
    let asked = [("client_id", curious.as_str()), ("scope", scope.as_str())];
    for user in ["editor", "guest"] {
        let answer = browser::query(&browser.answer(&asked, &[("user", user)]).await);
        assert!(answer.contains_key("code"), "{answer:?}");
    }
}

#[tokio::test]
async fn the_scopes_that_were_named_are_named_again() {
    let mut browser = Browser::new().await;
    let scope = format!("api://{}/Documents.Read", browser.directory.client_id());
    let url = url(
        &browser,
        "/organizations/v2.0/adminconsent",
        &[("scope", scope.as_str())],
    );
    let accept = browser::client()
        .post(url.clone())
        .form(&[("consent", "accept")]);
    assert_eq!(browser::query(&browser.send(accept).await)["scope"], scope);
    let cancel = browser::client().post(url).form(&[("consent", "cancel")]);
    let answer = browser::query(&browser.send(cancel).await);
    assert_eq!(answer["error"], "consent_required");
    assert_eq!(answer["admin_consent"], "True");
    assert!(answer["error_description"].starts_with("AADSTS65004: "));
}

#[tokio::test]
async fn no_is_told_to_the_client() {
    let mut browser = Browser::new().await;
    let cancel = browser::client().post(url(&browser, "/{tenant}/adminconsent", &[]));
    let answer = browser::query(&browser.send(cancel.form(&[("consent", "cancel")])).await);
    assert_eq!(answer["error"], "permission_denied");
    assert!(!answer.contains_key("admin_consent"));
}

#[tokio::test]
async fn what_is_wrong_is_told_to_the_person_and_a_foreign_page_accepts_nothing() {
    let mut browser = Browser::new().await;
    for (path, more, number) in [
        ("/common/adminconsent", None, "50059"),
        ("/contoso.com/adminconsent", None, "90002"),
        ("/{tenant}/v2.0/adminconsent", None, "900144"),
        (
            "/{tenant}/adminconsent",
            Some(("client_id", "nobody")),
            "90013",
        ),
    ] {
        let request = browser::client().get(url(&browser, path, more.as_slice()));
        let page = browser::text(browser.send(request).await, 400).await;
        assert!(page.contains(&format!("AADSTS{number}")), "{page}");
    }
    let elsewhere =
        browser.url("/{tenant}/adminconsent?redirect_uri=https://evil.example/&client_id=");
    let elsewhere = format!("{elsewhere}{}", browser.client("curious"));
    let page = browser.send(browser::client().get(elsewhere)).await;
    assert!(browser::text(page, 400).await.contains("AADSTS50011"));
    let foreign = browser::client().post(url(&browser, "/{tenant}/adminconsent", &[]));
    let foreign = foreign
        .header("sec-fetch-site", "cross-site")
        .form(&[("consent", "accept")]);
    assert_eq!(browser.send(foreign).await.status().as_u16(), 403);
}

#[tokio::test]
async fn an_answer_in_an_address_is_none() {
    let mut browser = Browser::new().await;
    let accepting = url(&browser, "/{tenant}/adminconsent", &[("consent", "accept")]);
    let page = browser.send(browser::client().get(accepting)).await;
    let page = browser::text(page, 200).await;
    assert!(
        page.contains("curious asks for access for everybody"),
        "{page}"
    );
    let scope = format!(
        "api://{}/Documents.ReadWrite",
        browser.directory.client_id()
    );
    let curious = browser.client("curious").to_owned();
    let asked = [("client_id", curious.as_str()), ("scope", scope.as_str())];
    let still = browser.answer(&asked, &[("user", "editor")]).await;
    assert!(browser::text(still, 200).await.contains("asks for access"));
}
