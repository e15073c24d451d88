//! Metadata and keys through a proxy, where the network has one.

use std::fs;
use std::process::Command;
use std::time::Duration;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rolecall::{Clock, Engine};
use rolecall_tests::logs::Logs;
use rolecall_tests::policy::Policy;
use rolecall_tests::proxy::Proxy;
use rolecall_tests::{Answer, Authority, CLIENT, NOW, TENANT, Token};
use serde_json::json;
use tempfile::TempDir;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// A host that no name server knows.
const FAR: &str = "https://login.example";

/// An authority of that name, and the file that holds its root.
async fn far_away() -> (Authority, TempDir) {
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let root = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
    let key = KeyPair::generate().unwrap();
    let params = CertificateParams::new(vec!["login.example".to_owned()]).unwrap();
    let certificate = params.signed_by(&key, &root).unwrap().der().clone();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    let authority = Authority::start_tls(config).await;
    let issuer = format!("{FAR}/{TENANT}/v2.0");
    let document = json!({"issuer": issuer, "jwks_uri": format!("{FAR}/keys")});
    authority.answer(&authority.metadata_path(), Answer::json(&document));
    let directory = TempDir::new().unwrap();
    fs::write(directory.path().join("ca.pem"), root.pem()).unwrap();
    (authority, directory)
}

/// An engine that believes the far authority, and reaches it by this proxy.
async fn engine_by(proxy: &str, directory: &TempDir) -> Engine {
    let (clock, _hand) = Clock::by_hand(NOW);
    let builder = Engine::builder(Policy)
        .tenant_id(TENANT)
        .client_id(CLIENT)
        .authority(FAR)
        .ca_file(directory.path().join("ca.pem"))
        .proxy(proxy)
        .clock(clock);
    builder.start().await.unwrap()
}

async fn lets_in(engine: &Engine) -> bool {
    let token = Token::of_user(&format!("{FAR}/{TENANT}/v2.0")).sign();
    engine.verify(&token).await.is_ok()
}

#[tokio::test]
async fn keys_come_through_the_proxy_that_is_configured() {
    let (authority, directory) = far_away().await;
    let proxy = Proxy::to(authority.address).await;
    let engine = engine_by(&format!("http://{}", proxy.address), &directory).await;
    assert!(lets_in(&engine).await);
    let requests = proxy.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert!(
            request.starts_with("CONNECT login.example:443 HTTP/1.1\r\n"),
            "{request}"
        );
        assert!(!request.to_lowercase().contains("proxy-authorization"));
    }
}

#[tokio::test]
async fn a_proxy_that_wants_a_password_gets_it_and_nobody_else_does() {
    let logs = Logs::capture();
    let (authority, directory) = far_away().await;
    let proxy = Proxy::to(authority.address).await;
    let url = format!("http://robot:s3cret@{}", proxy.address);
    let engine = engine_by(&url, &directory).await;
    assert!(lets_in(&engine).await);
    let expected = format!("Basic {}", BASE64_STANDARD.encode("robot:s3cret"));
    for request in proxy.requests() {
        assert!(request.contains(&expected), "{request}");
    }
    for request in authority.all_requests() {
        assert!(
            !request.to_lowercase().contains("authorization"),
            "{request}"
        );
    }
    let builder = Engine::builder(Policy).proxy(&url);
    for shown in [format!("{builder:?}"), format!("{engine:?}"), logs.text()] {
        assert!(
            !shown.contains("s3cret") && !shown.contains(&expected[6..]),
            "{shown}"
        );
    }
}

#[tokio::test]
async fn a_proxy_that_opens_no_tunnel_is_named_in_the_log_without_its_password() {
    let (_authority, directory) = far_away().await;
    for answer in [
        "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n<html>Sign in</html>",
        "HTTP/1.1 503 No\r\n\r\n",
        "",
    ] {
        let logs = Logs::capture();
        let proxy = Proxy::answering(answer).await;
        let engine = engine_by(
            &format!("http://robot:s3cret@{}", proxy.address),
            &directory,
        )
        .await;
        assert!(!lets_in(&engine).await);
        let text = logs.text();
        let named = format!("through the proxy `{}`", proxy.address);
        assert!(text.contains(&named) && !text.contains("s3cret"), "{text}");
    }
}

#[tokio::test]
async fn nothing_on_this_machine_is_asked_for_through_a_configured_proxy() {
    let authority = Authority::start().await;
    let proxy = Proxy::to(authority.address).await;
    let url = format!("http://{}", proxy.address);
    authority.builder().proxy(url).start().await.unwrap();
    assert_eq!(proxy.requests(), Vec::<String>::new());
    assert_eq!(authority.requests("/keys"), 1);
}

#[tokio::test]
async fn what_is_no_proxy_is_a_mistake_and_not_shown() {
    let authority = Authority::start().await;
    for wrong in [
        "",
        "proxy.example",
        "s3cret",
        "socks5://robot:s3cret@proxy.example",
        "http://",
        "http://robot:s3cret@",
        "http://robot:s3cret@proxy.example/path",
        "http://proxy.example?s3cret",
    ] {
        let mistakes = authority.builder().proxy(wrong).start().await.unwrap_err();
        let text = mistakes.to_string();
        assert!(
            text.contains("`AAD_PROXY` (set in code) is not the URL of a proxy"),
            "{wrong}: {text}"
        );
        assert!(!text.contains("s3cret"), "{text}");
    }
}

/// An environment is a program's own, so this is asked of one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_environment_may_name_the_proxy() {
    let (authority, directory) = far_away().await;
    let proxy = Proxy::to(authority.address).await;
    for variable in ["AAD_PROXY", "HTTPS_PROXY"] {
        let earlier = authority.requests("/keys");
        let output = Command::new(env!("CARGO_BIN_EXE_settings"))
            .current_dir(directory.path())
            .env_clear()
            .env("AAD_TENANT_ID", TENANT)
            .env("AAD_CLIENT_ID", CLIENT)
            .env("AAD_AUTHORITY", FAR)
            .env("AAD_CA_FILE", "ca.pem")
            .env(variable, format!("http://{}", proxy.address))
            .output()
            .unwrap();
        assert!(output.status.success());
        assert_eq!(authority.requests("/keys"), earlier + 1, "{variable}");
    }
}

#[tokio::test]
async fn the_time_to_connect_has_bounds() {
    let authority = Authority::start().await;
    for time in [Duration::from_millis(99), Duration::from_secs(61)] {
        let mistakes = authority.builder().connect_timeout(time).start().await;
        let text = mistakes.unwrap_err().to_string();
        assert!(text.contains("`connect_timeout` must be"), "{text}");
    }
}
