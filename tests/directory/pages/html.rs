//! What holds for every page: nothing runs in it that is not ours, and names in it are text.

use reqwest::Response;

use super::browser::{self, Browser};

fn header<'r>(response: &'r Response, name: &str) -> &'r str {
    response.headers()[name].to_str().unwrap()
}

#[tokio::test]
async fn everything_is_forbidden_that_a_page_does_not_need() {
    let mut browser = Browser::new().await;
    let pages = [
        browser.authorize(&[]).await,
        browser.authorize(&[("client_id", "nobody")]).await,
        browser
            .answer(&[("prompt", "consent")], &[("user", "editor")])
            .await,
        browser.get("/error?code=50058").await,
    ];
    for page in pages {
        let policy = header(&page, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        for part in [
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "style-src 'sha256-",
        ] {
            assert!(policy.contains(part), "{policy}");
        }
        assert!(!policy.contains("script-src") && !policy.contains("unsafe"));
        assert_eq!(header(&page, "referrer-policy"), "strict-origin");
        assert_eq!(header(&page, "x-content-type-options"), "nosniff");
        assert_eq!(header(&page, "cache-control"), "no-store");
        assert!(!page.headers().contains_key("cross-origin-opener-policy"));
        let page = page.text().await.unwrap();
        assert!(
            page.starts_with("<!doctype html>\n<html lang=\"en\">"),
            "{page}"
        );
        for part in ["<title>", "<main>", "<h1", "Never for production."] {
            assert!(page.contains(part), "{part}: {page}");
        }
        assert!(!page.contains("<script"));
    }
}

#[tokio::test]
async fn a_name_is_text() {
    let mut browser = Browser::new().await;
    let site = browser.client("site").to_owned();
    let asked = [
        ("client_id", site.as_str()),
        ("redirect_uri", "myapp://auth"),
    ];
    let page = browser::text(browser.authorize(&asked).await, 200).await;
    assert!(!page.contains("<Site>"));
    assert!(
        page.contains("Web &#60;Site&#62;") || page.contains("Web &lt;Site&gt;"),
        "{page}"
    );
}

#[tokio::test]
async fn pages_are_shown_under_a_local_name_alone() {
    let browser = Browser::new().await;
    for path in ["/{tenant}/oauth2/v2.0/authorize", "/error?code=1"] {
        let request = browser::client()
            .get(browser.url(path))
            .header("host", "rebound.example");
        assert_eq!(
            request.send().await.unwrap().status().as_u16(),
            421,
            "{path}"
        );
    }
}
