//! The directory behind TLS: an authority of its own that is good for this machine alone.

use std::fs;
use std::net::Ipv6Addr;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use reqwest::{Certificate, Client};
use rolecall::directory::{Directory, DirectoryError, TokenRequest};
use rolecall::{Clock, Engine};
use rolecall_tests::logs::Logs;
use rolecall_tests::policy::Policy;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::world::{self, NOW};

#[tokio::test]
async fn whoever_trusts_the_written_certificate_reaches_it_by_each_of_its_names() {
    let (directory, folder) = started().await;
    let client = trusting(&folder.path().join("ca.pem"));
    let port = directory.url().strip_prefix("https://localhost:").unwrap();
    for name in ["localhost", "127.0.0.1"] {
        let url = format!("https://{name}:{port}/");
        assert_eq!(client.get(url).send().await.unwrap().status(), 200);
    }
    let untrusting = Client::new().get(directory.url()).send().await;
    assert!(untrusting.unwrap_err().is_connect());
}

#[tokio::test]
async fn it_is_called_localhost_at_the_other_address_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    let directory = builder(&file).listen("[::1]:0").start().await.unwrap();
    let port = directory.url().strip_prefix("https://localhost:").unwrap();
    let there = (Ipv6Addr::LOCALHOST, port.parse().unwrap()).into();
    let root = Certificate::from_pem(&fs::read(&file).unwrap()).unwrap();
    let client = Client::builder().no_proxy().tls_certs_only([root]);
    let client = client.resolve("localhost", there).build().unwrap();
    for url in [directory.url(), &format!("https://[::1]:{port}")] {
        assert_eq!(client.get(url).send().await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn every_url_begins_with_the_name_in_the_certificate() {
    let (directory, folder) = started().await;
    let client = trusting(&folder.path().join("ca.pem"));
    let document = client.get(directory.metadata_url()).send().await.unwrap();
    let document: serde_json::Value = document.json().await.unwrap();
    assert_eq!(document["issuer"], directory.issuer());
    let urls = document.as_object().unwrap().values();
    let urls = urls.filter_map(|value| value.as_str().filter(|text| text.contains("://")));
    for url in urls {
        assert!(url.starts_with(directory.url()), "{url}");
    }
}

#[tokio::test]
async fn an_engine_believes_it_and_has_nothing_to_warn_of() {
    let logs = Logs::capture();
    let (directory, folder) = started().await;
    let engine = Engine::builder(Policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id())
        .authority(directory.url())
        .ca_file(folder.path().join("ca.pem"))
        .clock(Clock::by_hand(NOW).0);
    let engine = engine.start().await.unwrap();
    let token = directory.token(&TokenRequest::user("guest")).unwrap();
    assert!(engine.verify(&token).await.is_ok());
    assert!(!logs.text().contains("WARN"), "{}", logs.text());
}

#[tokio::test]
async fn the_file_holds_one_certificate_and_no_key_and_another_one_at_each_start() {
    let (first, folder) = started().await;
    let file = folder.path().join("ca.pem");
    let before = pem::parse_many(fs::read(&file).unwrap()).unwrap();
    assert_eq!(before.len(), 1);
    assert_eq!(before[0].tag(), "CERTIFICATE");
    assert_eq!(first.ca_file(), Some(file.as_path()));
    first.stop().await;
    let _second = builder(&file).start().await.unwrap();
    let after = pem::parse_many(fs::read(&file).unwrap()).unwrap();
    assert_ne!(before[0].contents(), after[0].contents());
}

#[tokio::test]
async fn the_authority_vouches_for_this_machine_alone() {
    let (_directory, folder) = started().await;
    let shown = Command::new("openssl")
        .args([
            "x509",
            "-noout",
            "-ext",
            "nameConstraints,basicConstraints,keyUsage",
            "-in",
        ])
        .arg(folder.path().join("ca.pem"))
        .output()
        .unwrap();
    let shown = String::from_utf8(shown.stdout).unwrap();
    for words in [
        "DNS:localhost",
        "IP:127.0.0.1/255.255.255.255",
        "CA:TRUE, pathlen:0",
        "Certificate Sign",
    ] {
        assert!(shown.contains(words), "{words} is not in\n{shown}");
    }
}

#[tokio::test]
async fn whoever_does_not_end_the_handshake_holds_nobody_up() {
    let (directory, folder) = started().await;
    let address = directory.url().replace("https://localhost", "127.0.0.1");
    let mut idle = Vec::new();
    for _ in 0..20 {
        idle.push(TcpStream::connect(&address).await.unwrap());
    }
    let client = trusting(&folder.path().join("ca.pem"));
    let answer = client.get(directory.url()).send();
    let answer = tokio::time::timeout(Duration::from_secs(5), answer).await;
    assert_eq!(answer.unwrap().unwrap().status(), 200);
    drop(idle);
}

#[tokio::test]
async fn plain_http_is_a_failed_handshake_and_no_more() {
    let (directory, folder) = started().await;
    let address = directory.url().replace("https://localhost", "127.0.0.1");
    let mut plain = TcpStream::connect(&address).await.unwrap();
    plain
        .write_all(b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    let mut answer = Vec::new();
    let _reset = plain.read_to_end(&mut answer).await;
    assert!(!answer.starts_with(b"HTTP/"));
    let client = trusting(&folder.path().join("ca.pem"));
    assert!(client.get(directory.url()).send().await.is_ok());
}

#[tokio::test]
async fn an_idle_handshake_does_not_hold_the_stop_up() {
    let (directory, _folder) = started().await;
    let address = directory.url().replace("https://localhost", "127.0.0.1");
    let _idle = TcpStream::connect(&address).await.unwrap();
    let stopped = tokio::time::timeout(Duration::from_secs(5), directory.stop()).await;
    assert!(stopped.is_ok());
}

#[tokio::test]
async fn a_file_that_holds_something_else_is_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("people.toml");
    fs::write(&file, "application = \"Documents\"\n").unwrap();
    let error = builder(&file).start().await.unwrap_err();
    assert!(matches!(error, DirectoryError::NoCaFile(_)), "{error}");
    assert!(error.to_string().contains("people.toml"), "{error}");
    assert_eq!(
        fs::read_to_string(&file).unwrap(),
        "application = \"Documents\"\n"
    );
}

#[tokio::test]
async fn the_certificates_of_others_are_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    drop(builder(&file).start().await.unwrap());
    let own = fs::read_to_string(&file).unwrap();
    let others = rcgen::generate_simple_self_signed(["ca.example".to_owned()]).unwrap();
    let others = others.cert.pem();
    for content in [others.clone(), format!("{own}{others}")] {
        fs::write(&file, &content).unwrap();
        let error = builder(&file).start().await.unwrap_err();
        assert!(matches!(error, DirectoryError::NoCaFile(_)), "{error}");
        assert_eq!(fs::read_to_string(&file).unwrap(), content);
    }
}

#[cfg(unix)]
#[tokio::test]
async fn no_file_is_made_where_a_link_leads() {
    let folder = tempfile::tempdir().unwrap();
    let (link, elsewhere) = (folder.path().join("ca.pem"), folder.path().join("other"));
    std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
    let error = builder(&link).start().await.unwrap_err();
    assert!(matches!(error, DirectoryError::CaFile { .. }), "{error}");
    assert!(!elsewhere.exists());
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_named_with_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let error = builder(&folder.path().join("missing/ca.pem")).start().await;
    let error = error.unwrap_err().to_string();
    assert!(
        error.contains("missing/ca.pem`") && error.contains("name a file"),
        "{error}"
    );
}

#[tokio::test]
async fn a_second_directory_on_the_port_leaves_the_file_of_the_first() {
    let (directory, folder) = started().await;
    let file = folder.path().join("ca.pem");
    let before = fs::read(&file).unwrap();
    let address = directory.url().replace("https://localhost", "127.0.0.1");
    let error = builder(&file).listen(address).start().await.unwrap_err();
    assert!(matches!(error, DirectoryError::PortTaken(_)), "{error}");
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[tokio::test]
async fn an_address_that_localhost_does_not_mean_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    let error = builder(&file)
        .listen("127.0.0.2:0")
        .start()
        .await
        .unwrap_err();
    assert!(matches!(error, DirectoryError::NotLocalhost(_)), "{error}");
    assert!(!file.exists());
}

/// A directory whose own time is years away from the system's, which is what clients check certificates by.
async fn started() -> (Directory, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let directory = builder(&folder.path().join("ca.pem")).start().await;
    (directory.unwrap(), folder)
}

fn builder(ca_file: &Path) -> rolecall::directory::Builder {
    world::documents(Clock::by_hand(NOW).0).tls(ca_file)
}

fn trusting(ca_file: &Path) -> Client {
    let root = Certificate::from_pem(&fs::read(ca_file).unwrap()).unwrap();
    let client = Client::builder().no_proxy().tls_certs_only([root]);
    client.build().unwrap()
}
