//! What a page of another site can do here, in the browser of whoever has a directory running: nothing.

use std::time::Duration;

use reqwest::{Response, StatusCode};
use rolecall::directory::Directory;

use crate::house;
use crate::world;

async fn get(directory: &Directory, path: &str, header: (&str, &str)) -> Response {
    let url = format!("{}{path}", directory.url());
    let request = reqwest::Client::new().get(url).header(header.0, header.1);
    request.send().await.unwrap()
}

#[tokio::test]
async fn no_secret_is_shown_to_who_calls_the_directory_by_another_name() {
    let directory = world::started().await;
    for path in ["/", "/_directory", "/_directory/token?user=editor"] {
        let foreign = get(&directory, path, ("host", "evil.example:8400")).await;
        assert_eq!(foreign.status(), StatusCode::MISDIRECTED_REQUEST, "{path}");
        let own = get(&directory, path, ("host", "localhost:8400")).await;
        assert_eq!(own.status(), StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn no_answer_can_be_loaded_as_a_script() {
    let directory = world::started().await;
    let tenant = format!("/{}", directory.tenant_id());
    for path in [
        "/",
        "/_directory",
        "/_directory/token?user=editor",
        "/_directory/token?user=nobody",
        "/devicelogin",
        "/nothing",
        &format!("{tenant}/discovery/v2.0/keys"),
        &format!("{tenant}/oauth2/v2.0/authorize"),
    ] {
        let answer = get(&directory, path, ("sec-fetch-dest", "script")).await;
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            let own = answer.headers().get(name);
            assert_eq!(own.unwrap(), value, "{path}");
        }
    }
}

#[tokio::test]
async fn a_long_request_holds_nobody_up() {
    let house = house::house().await;
    let form = |scope: String| {
        let form = house.form("oauth2/v2.0/authorize").with("scope", scope);
        let form = form.with("client_id", house.id("page"));
        form.with("redirect_uri", "http://localhost:5173/")
            .with("response_type", "code")
    };
    let words: Vec<_> = (0..200_000).map(|number| format!("{number:x}")).collect();
    let mut names = form("openid".to_owned());
    for word in words.iter().take(150_000) {
        names = names.with(word, "");
    }
    for form in [form(words.join(" ")), names] {
        let answer = tokio::time::timeout(Duration::from_secs(15), form.respond()).await;
        assert!(answer.unwrap().headers().contains_key("location"));
    }
}
