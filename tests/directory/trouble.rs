//! Trouble on request, as a program asks for it over HTTP: keys, documents, the clock, counters, revocation.

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE_NO_PAD};
use reqwest::{Client, RequestBuilder, Response, StatusCode, redirect};
use rolecall::directory::{Directory, Document, OldKeys, TokenRequest, Trouble};
use serde_json::{Value, json};

use crate::world::{self, NOW};

fn press(directory: &Directory, path: &str, form: &[(&str, &str)]) -> RequestBuilder {
    let client = Client::builder().redirect(redirect::Policy::none());
    let url = format!("{}/_directory/{path}", directory.url());
    client.build().unwrap().post(url).form(form)
}

async fn pressed(directory: &Directory, path: &str, form: &[(&str, &str)]) -> Value {
    let response = press(directory, path, form).send().await.unwrap();
    assert_eq!(response.status(), StatusCode::OK, "{path} {form:?}");
    response.json().await.unwrap()
}

/// A document as it is answered now, without following a redirect.
async fn answered(directory: &Directory, document: Document) -> Response {
    let client = Client::builder().redirect(redirect::Policy::none());
    let client = client.build().unwrap();
    let base = format!("{}/{}", directory.url(), directory.tenant_id());
    let request = match document {
        Document::Metadata => client.get(directory.metadata_url()),
        Document::Keys => client.get(format!("{base}/discovery/v2.0/keys")),
        _ => client
            .post(format!("{base}/oauth2/v2.0/token"))
            .form(&[("grant_type", "refresh_token")]),
    };
    request.send().await.unwrap()
}

async fn keys(directory: &Directory) -> Vec<Value> {
    let set: Value = answered(directory, Document::Keys)
        .await
        .json()
        .await
        .unwrap();
    set["keys"].as_array().unwrap().clone()
}

async fn kids(directory: &Directory) -> Vec<String> {
    let keys = keys(directory).await;
    keys.iter()
        .map(|key| key["kid"].as_str().unwrap().to_owned())
        .collect()
}

fn signs(directory: &Directory) -> String {
    let token = directory.token(&TokenRequest::user("editor")).unwrap();
    world::header(&token)["kid"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_key_is_known_by_the_thumbprint_of_its_certificate() {
    let directory = world::started().await;
    directory.rotate_keys(OldKeys::Keep).await.unwrap();
    for key in keys(&directory).await {
        let certificate = key["x5c"][0].as_str().unwrap();
        let certificate = BASE64_STANDARD.decode(certificate).unwrap();
        let hash = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, &certificate);
        assert_eq!(key["kid"], BASE64_URL_SAFE_NO_PAD.encode(hash));
        assert_eq!(key["x5t"], key["kid"]);
        let modulus = BASE64_URL_SAFE_NO_PAD
            .decode(key["n"].as_str().unwrap())
            .unwrap();
        assert!(
            certificate
                .windows(modulus.len())
                .any(|part| part == modulus)
        );
        let name = b"accounts.accesscontrol.windows.net";
        assert!(certificate.windows(name.len()).any(|part| part == name));
    }
}

#[tokio::test]
async fn a_rotation_keeps_the_old_keys_or_drops_them() {
    let directory = world::started().await;
    let first = signs(&directory);
    let report = pressed(&directory, "keys/rotate", &[("old", "keep")]).await;
    let second = signs(&directory);
    assert_ne!(first, second);
    assert_eq!(kids(&directory).await, [second.as_str(), first.as_str()]);
    assert_eq!(report["keys"], json!([second, first]));
    pressed(&directory, "keys/rotate", &[("old", "drop")]).await;
    assert_eq!(kids(&directory).await, [signs(&directory)]);
}

#[tokio::test]
async fn at_most_eight_keys_are_kept() {
    let directory = world::started().await;
    let first = signs(&directory);
    for _ in 0..8 {
        directory.rotate_keys(OldKeys::Keep).await.unwrap();
    }
    let kids = kids(&directory).await;
    assert_eq!(kids.len(), 8);
    assert!(kids[0] == signs(&directory) && !kids.contains(&first));
}

#[tokio::test]
async fn each_trouble_is_what_it_says() {
    let directory = world::started().await;
    let good = answered(&directory, Document::Keys)
        .await
        .bytes()
        .await
        .unwrap();
    for (kind, status, content_type) in [
        ("error", 500, None),
        ("unavailable", 503, None),
        ("throttled", 429, None),
        ("html", 200, Some("text/html; charset=utf-8")),
        ("empty", 200, None),
        ("huge", 200, Some("application/json")),
        ("redirect", 302, None),
        ("truncated", 200, Some("application/json")),
        ("none", 200, Some("application/json")),
    ] {
        pressed(
            &directory,
            "trouble",
            &[("document", "keys"), ("kind", kind)],
        )
        .await;
        let response = answered(&directory, Document::Keys).await;
        assert_eq!(response.status(), status, "{kind}");
        let headers = response.headers().clone();
        if let Some(content_type) = content_type {
            assert_eq!(headers["content-type"], content_type, "{kind}");
        }
        let asks_to_wait = [429, 503].contains(&status);
        assert_eq!(headers.contains_key("retry-after"), asks_to_wait, "{kind}");
        let body = response.bytes().await.unwrap();
        match kind {
            "empty" => assert!(body.is_empty()),
            "huge" => assert!(body.starts_with(&good) && body.len() == good.len() + (32 << 20)),
            "redirect" => {
                let there = headers["location"].to_str().unwrap();
                assert!(there.starts_with(directory.url()));
                assert_eq!(world::get(there).await.bytes().await.unwrap(), good);
                assert_eq!(directory.counters().redirected, 1);
            }
            "truncated" => assert!(good.starts_with(&body) && body.len() == good.len() / 2),
            "none" => assert_eq!(body, good),
            _ => assert_ne!(body, good),
        }
    }
}

#[tokio::test]
async fn metadata_can_be_of_another_issuer_and_without_keys() {
    let directory = world::started().await;
    directory.trouble(Document::Metadata, Trouble::Issuer);
    let metadata = world::json(directory.metadata_url()).await;
    assert!(metadata["issuer"].is_string() && metadata["issuer"] != directory.issuer());
    directory.trouble(Document::Metadata, Trouble::WithoutKeysUri);
    let metadata = world::json(directory.metadata_url()).await;
    assert!(metadata["jwks_uri"].is_null() && metadata["issuer"] == directory.issuer());
}

#[tokio::test]
async fn a_key_that_does_not_count_stands_beside_the_good_ones() {
    let directory = world::started().await;
    let kid = signs(&directory);
    for (kind, member) in [
        (Trouble::Foreign, "issuer"),
        (Trouble::OtherCloud, "cloud_instance_name"),
        (Trouble::Encryption, "use"),
        (Trouble::Weak, "n"),
        (Trouble::Secret, "d"),
        (Trouble::OtherAlgorithm, "alg"),
        (Trouble::Duplicate, "kid"),
    ] {
        directory.trouble(Document::Keys, kind);
        let keys = keys(&directory).await;
        let [bad, good] = keys.as_slice() else {
            panic!("two keys");
        };
        assert_eq!(good["kid"], kid);
        assert_eq!(
            bad["kid"] == good["kid"],
            kind == Trouble::Duplicate,
            "{kind}"
        );
        assert_eq!(
            bad[member] == good[member],
            kind == Trouble::Duplicate,
            "{kind}"
        );
    }
    directory.trouble(Document::Keys, Trouble::WithoutKeys);
    assert!(keys(&directory).await.is_empty());
}

#[tokio::test]
async fn who_waits_for_a_slow_document_is_answered_when_the_trouble_ends() {
    let directory = world::started().await;
    let form = [
        ("document", "metadata"),
        ("kind", "slow"),
        ("seconds", "300"),
    ];
    pressed(&directory, "trouble", &form).await;
    let waiting = tokio::spawn(world::json(directory.metadata_url()));
    while directory.counters().metadata == 0 {
        tokio::task::yield_now().await;
    }
    assert!(!waiting.is_finished());
    // Others are not held up.
    assert_eq!(kids(&directory).await.len(), 1);
    directory.trouble(Document::Metadata, Trouble::None);
    assert_eq!(waiting.await.unwrap()["issuer"], directory.issuer());
}

#[tokio::test]
async fn a_slow_document_holds_no_stop_up() {
    let directory = world::started().await;
    directory.trouble(Document::Metadata, Trouble::Slow);
    let waiting = tokio::spawn(reqwest::get(directory.metadata_url()));
    while directory.counters().metadata == 0 {
        tokio::task::yield_now().await;
    }
    directory.stop().await;
    assert!(waiting.await.unwrap().is_ok());
}

#[tokio::test]
async fn the_token_endpoint_fails_in_its_own_words() {
    let directory = world::started().await;
    for (kind, status) in [
        (Trouble::Error, 500),
        (Trouble::Unavailable, 503),
        (Trouble::Throttled, 429),
    ] {
        directory.trouble(Document::Token, kind);
        let response = answered(&directory, Document::Token).await;
        assert_eq!(response.status(), status);
        assert_eq!(
            response.headers().contains_key("retry-after"),
            status != 500
        );
        let answer: Value = response.json().await.unwrap();
        assert_eq!(answer["error"], "temporarily_unavailable");
    }
    assert_eq!(directory.counters().grants["refresh_token"], 3);
}

#[tokio::test]
async fn what_a_document_cannot_have_is_refused_with_what_it_can() {
    let directory = world::started().await;
    for (path, form, said) in [
        (
            "trouble",
            [("document", "token"), ("kind", "weak")],
            "`token` has no trouble `weak`; there are: `none`, `slow`",
        ),
        (
            "trouble",
            [("document", "people"), ("kind", "slow")],
            "unknown document `people`; there are: `metadata`, `keys`, `token`",
        ),
        ("keys/rotate", [("old", "burn"), ("x", "y")], "old"),
        ("clock", [("ahead", "soon"), ("x", "y")], "ahead"),
    ] {
        let response = press(&directory, path, &form).send().await.unwrap();
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{path}");
        let problem: Value = response.json().await.unwrap();
        let detail = problem["detail"].as_str().unwrap();
        assert!(detail.contains(said), "{detail}");
    }
    directory.trouble(Document::Token, Trouble::Weak);
    assert_eq!(directory.ailing(Document::Token), Trouble::None);
}

#[tokio::test]
async fn the_clock_moves_both_ways_and_back() {
    let directory = world::started().await;
    let end = || {
        let token = directory.token(&TokenRequest::user("editor")).unwrap();
        world::claims(&token)["iat"].as_u64().unwrap()
    };
    for (ahead, moved) in [("3600", 3_600), ("-7200", -7_200), ("0", 0)] {
        let report = pressed(&directory, "clock", &[("ahead", ahead)]).await;
        let now = NOW.saturating_add_signed(moved);
        assert_eq!(report["clock"], json!({ "now": now, "ahead": moved }));
        assert_eq!(end(), now - 300);
    }
    directory.move_clock(i64::MAX);
    assert!(end() > NOW);
    directory.move_clock(i64::MIN);
    assert_eq!(end(), 0);
}

#[tokio::test]
async fn counters_count_and_can_begin_again() {
    let directory = world::started().await;
    for document in [Document::Metadata, Document::Keys, Document::Keys] {
        answered(&directory, document).await;
    }
    let url = format!("{}/_directory/counters", directory.url());
    let counted = world::json(&url).await;
    assert_eq!(
        (&counted["metadata"], &counted["keys"]),
        (&json!(1), &json!(2))
    );
    assert_eq!(directory.counters().keys, 2);
    pressed(&directory, "counters", &[]).await;
    assert_eq!(world::json(&url).await["keys"], 0);
}

#[tokio::test]
async fn only_who_is_there_can_be_revoked() {
    let directory = world::started().await;
    pressed(&directory, "revoke", &[("user", "editor")]).await;
    let response = press(&directory, "revoke", &[("user", "x")])
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let problem: Value = response.json().await.unwrap();
    assert_eq!(
        problem["detail"],
        "unknown user `x`; there are: `editor`, `guest`"
    );
}

#[tokio::test]
async fn a_program_is_told_how_things_stand_and_no_more() {
    let directory = world::started().await;
    let told = pressed(&directory, "clock", &[("ahead", "60")]).await;
    let mut members: Vec<_> = told.as_object().unwrap().keys().collect();
    members.sort();
    assert_eq!(members, ["clock", "counters", "given", "keys", "trouble"]);
}

#[tokio::test]
async fn a_browser_is_sent_back_to_the_page() {
    let directory = world::started().await;
    let request = press(&directory, "clock", &[("ahead", "60")]);
    let request = request.header("accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()["location"], "/");
}

#[tokio::test]
async fn pages_of_other_sites_press_no_button() {
    let directory = world::started().await;
    for (name, value) in [
        ("sec-fetch-site", "cross-site"),
        ("sec-fetch-site", "same-site"),
        ("origin", "https://evil.example"),
        ("origin", "null"),
    ] {
        let request = press(&directory, "clock", &[("ahead", "60")]).header(name, value);
        let status = request.send().await.unwrap().status();
        assert_eq!(status, StatusCode::FORBIDDEN, "{name}: {value}");
    }
    let request = press(&directory, "clock", &[("ahead", "60")]);
    let request = request.header("host", "evil.example");
    assert_eq!(
        request.send().await.unwrap().status(),
        StatusCode::MISDIRECTED_REQUEST
    );
    let own = press(&directory, "counters", &[]).header("origin", directory.url());
    assert_eq!(own.send().await.unwrap().status(), StatusCode::OK);
    let report = world::json(format!("{}/_directory", directory.url())).await;
    assert_eq!(report["clock"]["ahead"], 0);
}

#[tokio::test]
async fn the_report_is_everything_and_no_secret_of_a_key() {
    let directory = world::started().await;
    directory.trouble(Document::Keys, Trouble::Html);
    let report = world::json(format!("{}/_directory", directory.url())).await;
    assert_eq!(report["issuer"], directory.issuer());
    assert_eq!(report["users"][0]["name"], "editor");
    assert_eq!(report["apps"][0]["kind"], "daemon");
    assert_eq!(report["clients"][0]["name"], "curl");
    let trouble = json!({ "metadata": "none", "keys": "html", "token": "none" });
    assert_eq!(report["trouble"], trouble);
    assert_eq!(report["given"]["refresh_tokens"], 0);
    assert!(!report.to_string().contains("PRIVATE"));
}

#[tokio::test]
async fn the_key_of_bad_tokens_can_be_had_where_they_say() {
    let directory = world::started().await;
    let below = format!("{}/_directory/stranger", directory.url());
    let set = world::json(format!("{below}/keys")).await;
    assert_ne!(set["keys"][0]["kid"], signs(&directory));
    let pem = world::get(format!("{below}/certificate"))
        .await
        .text()
        .await
        .unwrap();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----"));
    assert_eq!(directory.counters().stranger, 2);
}
