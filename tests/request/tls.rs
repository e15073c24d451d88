//! Over TLS: which certificates an authority may have.

use std::io::Write as _;

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair, date_time_ymd,
};
use rolecall::Clock;
use rolecall_tests::{Authority, NOW, Token};
use tempfile::NamedTempFile;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

#[tokio::test]
async fn an_authority_of_our_own_is_trusted_once_its_root_is_configured() {
    let root = Root::new();
    let authority = Authority::start_tls(root.signed(good())).await;
    assert!(is_trusted(&authority, Some(&root)).await);
    assert!(!is_trusted(&authority, None).await);
    assert!(!is_trusted(&authority, Some(&Root::new())).await);
}

#[tokio::test]
async fn bad_certificates_are_refused() {
    let root = Root::new();
    let mut expired = good();
    expired.not_after = date_time_ymd(2024, 1, 1);
    let mut not_yet = good();
    not_yet.not_before = date_time_ymd(2099, 1, 1);
    let wrong_host = CertificateParams::new(vec!["keys.example".to_owned()]).unwrap();
    for params in [expired, not_yet, wrong_host] {
        let authority = Authority::start_tls(root.signed(params)).await;
        assert!(!is_trusted(&authority, Some(&root)).await);
    }
    let authority = Authority::start_tls(self_signed(good())).await;
    assert!(!is_trusted(&authority, Some(&root)).await);
    assert!(!is_trusted(&authority, None).await);
}

/// Whether an engine that trusts `root` beside the platform's gets its keys from there.
async fn is_trusted(authority: &Authority, root: Option<&Root>) -> bool {
    let (clock, _hand) = Clock::by_hand(NOW);
    let mut file = NamedTempFile::new().unwrap();
    let mut builder = authority.builder_at(&clock);
    if let Some(root) = root {
        file.write_all(root.0.pem().as_bytes()).unwrap();
        builder = builder.ca_file(file.path());
    }
    let engine = builder.start().await.unwrap();
    let token = Token::of_user(&authority.issuer()).sign();
    engine.verify(&token).await.is_ok()
}

struct Root(CertifiedIssuer<'static, KeyPair>);

impl Root {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params
            .distinguished_name
            .push(DnType::CommonName, "a root of the tests");
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn signed(&self, params: CertificateParams) -> ServerConfig {
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        server(certificate.der().to_vec(), &key)
    }
}

fn good() -> CertificateParams {
    CertificateParams::new(vec!["127.0.0.1".to_owned()]).unwrap()
}

fn self_signed(params: CertificateParams) -> ServerConfig {
    let key = KeyPair::generate().unwrap();
    let certificate = params.self_signed(&key).unwrap();
    server(certificate.der().to_vec(), &key)
}

fn server(certificate: Vec<u8>, key: &KeyPair) -> ServerConfig {
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.into()], key)
        .unwrap()
}
