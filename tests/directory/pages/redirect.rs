//! Where an answer may go. Whatever is not permitted is told to the person alone: nothing is sent anywhere.

use super::browser::{self, Browser};

async fn goes(browser: &mut Browser, client: &str, uri: &str) -> bool {
    let client = browser.client(client).to_owned();
    let asked = [("client_id", client.as_str()), ("redirect_uri", uri)];
    let response = browser.authorize(&asked).await;
    assert!(!response.headers().contains_key("location"), "{uri}");
    let permitted = response.status().is_success();
    if !permitted {
        let page = browser::text(response, 400).await;
        assert!(page.contains("AADSTS50011"), "{uri}: {page}");
    }
    permitted
}

#[tokio::test]
async fn an_unknown_client_gets_a_page() {
    let mut browser = Browser::new().await;
    for (client, number) in [("nobody", "700016"), ("<script>", "700016"), ("", "900144")] {
        let response = browser.authorize(&[("client_id", client)]).await;
        assert!(!response.headers().contains_key("location"));
        let page = browser::text(response, 400).await;
        assert!(page.contains(&format!("AADSTS{number}")), "{page}");
        assert!(!page.contains("<script>"));
    }
}

#[tokio::test]
async fn a_redirect_uri_is_required_and_stands_there_once() {
    let mut browser = Browser::new().await;
    let page = browser::text(browser.authorize(&[("redirect_uri", "")]).await, 400).await;
    assert!(page.contains("AADSTS900144"));
    for twice in ["redirect_uri", "client_id"] {
        let mut url = browser.authorize_url("{tenant}", &[]);
        url.query_pairs_mut()
            .append_pair(twice, "http://127.0.0.1:1/");
        let response = browser.send(browser::client().get(url)).await;
        assert!(browser::text(response, 400).await.contains("AADSTS90013"));
    }
}

#[tokio::test]
async fn this_machine_is_open_to_a_client_that_names_nothing() {
    let mut browser = Browser::new().await;
    for uri in [
        "http://127.0.0.1:5000/callback",
        "http://localhost",
        "https://localhost:3000/any/path?and=query",
        "http://[::1]:9/",
    ] {
        assert!(goes(&mut browser, "spa", uri).await, "{uri}");
    }
    for uri in [
        "http://localhost.evil.example/",
        "http://evil.example/",
        "http://127.0.0.1@evil.example/",
        "http://user@127.0.0.1/",
        "http://user:word@localhost/",
        "http://127.0.0.1:5000/#fragment",
        "http://127.0.0.1:5000/#",
        "http:\\\\127.0.0.1/",
        "http://127.0.0.1/\n",
        " http://127.0.0.1/",
        "//127.0.0.1/",
        "/callback",
        "myapp://auth",
        "javascript:alert(1)",
        "data:text/html,x",
        "urn:ietf:wg:oauth:2.0:oob",
        "not a url",
    ] {
        assert!(!goes(&mut browser, "spa", uri).await, "{uri}");
    }
}

#[tokio::test]
async fn a_client_that_names_some_has_exactly_those() {
    let mut browser = Browser::new().await;
    for uri in [
        "https://site.example/signin?step=1",
        "http://localhost/signin",
        "http://localhost:5000/signin",
        "myapp://auth",
    ] {
        assert!(goes(&mut browser, "site", uri).await, "{uri}");
    }
    for uri in [
        "https://site.example/signin",
        "https://site.example/signin?step=2",
        "https://site.example/signin?step=1&more=1",
        "https://site.example/signin/?step=1",
        "https://site.example:8443/signin?step=1",
        "http://site.example/signin?step=1",
        "https://evil.example/signin?step=1",
        "https://site.example/SIGNIN?step=1",
        "https://localhost/signin",
        "http://127.0.0.1/signin",
        "http://localhost/signin/../other",
        "http://localhost/",
        "myapp://other",
        "other://auth",
    ] {
        assert!(!goes(&mut browser, "site", uri).await, "{uri}");
    }
}

#[tokio::test]
async fn a_scheme_of_its_own_is_redirected_to() {
    let mut browser = Browser::new().await;
    let site = browser.client("site").to_owned();
    let asked = [
        ("client_id", site.as_str()),
        ("redirect_uri", "myapp://auth"),
    ];
    let url = browser::location(&browser.answer(&asked, &[("user", "editor")]).await);
    assert!(url.as_str().starts_with("myapp://auth?code="), "{url}");
}
