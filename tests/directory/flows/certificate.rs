//! Applications that prove themselves by a certificate: an assertion as Microsoft's clients write it, and those that are
//! refused.

use aws_lc_rs::digest;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaEncoding, RsaKeyPair};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD};
use rcgen::{CertificateParams, KeyPair, PKCS_RSA_SHA256};
use rolecall::directory::App;
use serde_json::{Value, json};

use crate::house::{self, Form, House, claims, refusal};
use crate::world::NOW;

/// An application's certificate and its key.
struct Certified {
    pem: String,
    der: Vec<u8>,
    key: RsaKeyPair,
}

/// An assertion to bend.
struct Assertion {
    header: Value,
    payload: Value,
}

impl Certified {
    fn new() -> Self {
        let key = KeyPair::generate_for(&PKCS_RSA_SHA256).unwrap();
        let params = CertificateParams::new(["robot".to_owned()]).unwrap();
        let certificate = params.self_signed(&key).unwrap();
        Self {
            pem: certificate.pem(),
            der: certificate.der().to_vec(),
            key: RsaKeyPair::from_pkcs8(&key.serialize_der()).unwrap(),
        }
    }

    fn sha256(&self) -> Vec<u8> {
        digest::digest(&digest::SHA256, &self.der).as_ref().to_vec()
    }

    fn sha1(&self) -> Vec<u8> {
        let hash = &digest::SHA1_FOR_LEGACY_USE_ONLY;
        digest::digest(hash, &self.der).as_ref().to_vec()
    }

    fn sign(&self, assertion: &Assertion) -> String {
        let encoding: &'static dyn RsaEncoding = match assertion.header["alg"].as_str() {
            Some("PS256") => &RSA_PSS_SHA256,
            _ => &RSA_PKCS1_SHA256,
        };
        let encoded = |part: &Value| BASE64_URL_SAFE_NO_PAD.encode(part.to_string());
        let message = format!(
            "{}.{}",
            encoded(&assertion.header),
            encoded(&assertion.payload)
        );
        let mut signature = vec![0; self.key.public_modulus_len()];
        let random = SystemRandom::new();
        self.key
            .sign(encoding, &random, message.as_bytes(), &mut signature)
            .unwrap();
        format!("{message}.{}", BASE64_URL_SAFE_NO_PAD.encode(signature))
    }
}

async fn certified() -> (House, Certified) {
    let certified = Certified::new();
    let app = App::new("vault").role("Documents.Admin");
    let app = app
        .certificate(Certified::new().pem)
        .certificate(&certified.pem);
    (
        house::house_with(|builder| builder.app(app)).await,
        certified,
    )
}

/// As Node's client writes it.
fn of_node(house: &House, certified: &Certified) -> Assertion {
    let thumbprint = BASE64_URL_SAFE_NO_PAD.encode(certified.sha256());
    Assertion {
        header: json!({ "alg": "PS256", "x5t#S256": thumbprint, "typ": "JWT" }),
        payload: json!({
            "aud": endpoint(house, house.directory.tenant_id()),
            "iss": house.id("vault"), "sub": house.id("vault"),
            "jti": "0a1b2c3d-0000-4000-8000-000000000001",
            "iat": NOW, "nbf": NOW, "exp": NOW + 600,
        }),
    }
}

fn endpoint(house: &House, tenant: &str) -> String {
    format!("{}/{tenant}/oauth2/v2.0/token", house.directory.url())
}

fn request(house: &House, assertion: String) -> Form {
    let form = house
        .token("vault", "client_credentials")
        .without("client_secret");
    let form = form.with("client_assertion_type", TYPE);
    let form = form.with("client_assertion", assertion);
    form.with("scope", house.scope(".default"))
}

const TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

#[tokio::test]
async fn an_assertion_is_as_good_as_a_secret() {
    let (house, certified) = certified().await;
    let assertion = certified.sign(&of_node(&house, &certified));
    let answer = request(&house, assertion).send().await.good();
    assert!(
        house
            .judged(&answer)
            .await
            .has_role(rolecall_tests::policy::ADMIN)
    );
    assert_eq!(claims(&answer, "access_token")["azpacr"], "2");
}

#[tokio::test]
async fn padded_thumbprints_times_with_fractions_and_no_beginning_are_good_too() {
    let (house, certified) = certified().await;
    let now = f64::from(u32::try_from(NOW).unwrap());
    let payload = json!({
        "aud": endpoint(&house, house.directory.tenant_id()),
        "iss": house.id("vault"), "sub": house.id("vault"),
        "jti": "1", "iat": now + 0.25, "exp": now + 600.25,
    });
    for header in [
        json!({ "alg": "RS256", "typ": "JWT", "x5t": BASE64_URL_SAFE.encode(certified.sha1()) }),
        json!({
            "alg": "PS256", "typ": "JWT",
            "x5t#S256": BASE64_URL_SAFE.encode(certified.sha256()),
            "x5c": [BASE64_STANDARD.encode(&certified.der)],
        }),
    ] {
        let payload = payload.clone();
        let assertion = certified.sign(&Assertion { header, payload });
        request(&house, assertion).send().await.good();
    }
}

#[tokio::test]
async fn it_may_be_addressed_to_each_name_of_the_endpoint() {
    let (house, certified) = certified().await;
    let tenants = [
        house.directory.tenant_id(),
        "directory.test",
        "common",
        "organizations",
    ];
    let mut audiences: Vec<_> = tenants.map(|tenant| endpoint(&house, tenant)).into();
    audiences.push(house.directory.issuer().to_owned());
    for audience in audiences {
        let mut assertion = of_node(&house, &certified);
        assertion.payload["aud"] = json!(audience);
        request(&house, certified.sign(&assertion))
            .send()
            .await
            .good();
    }
}

#[tokio::test]
async fn what_the_certificate_did_not_sign_is_refused() {
    let (house, certified) = certified().await;
    let good = of_node(&house, &certified);
    let refused = async |assertion: String| request(&house, assertion).refused().await;
    let wrong = refusal("invalid_client", 700_027);

    let stranger = Certified::new();
    assert_eq!(refused(stranger.sign(&good)).await, wrong);
    assert_eq!(
        refused(stranger.sign(&of_node(&house, &stranger))).await,
        wrong
    );
    assert_eq!(refused("a.b".to_owned()).await, wrong);
    assert_eq!(refused("nonsense".to_owned()).await, wrong);
    let mut unnamed = of_node(&house, &certified);
    unnamed.header = json!({ "alg": "PS256" });
    assert_eq!(refused(certified.sign(&unnamed)).await, wrong);
    let mut confused = of_node(&house, &certified);
    confused.header["alg"] = json!("RS256");
    let signed_otherwise = certified.sign(&good);
    let head = certified.sign(&confused);
    let mixed = format!(
        "{}.{}",
        head.rsplit_once('.').unwrap().0,
        signed_otherwise.rsplit_once('.').unwrap().1
    );
    assert_eq!(refused(mixed).await, wrong);
    for algorithm in ["none", "HS256", "RS512"] {
        let mut other = of_node(&house, &certified);
        other.header["alg"] = json!(algorithm);
        assert_eq!(refused(certified.sign(&other)).await, wrong, "{algorithm}");
    }
}

#[tokio::test]
async fn what_says_something_else_is_refused() {
    let (house, certified) = certified().await;
    for (claim, value) in [
        (
            "aud",
            json!("https://login.microsoftonline.com/common/oauth2/v2.0/token"),
        ),
        ("aud", json!(endpoint(&house, "contoso.example"))),
        ("iss", json!(house.id("robot"))),
        ("sub", json!(house.id("robot"))),
        ("exp", json!(NOW)),
        ("exp", json!(NOW + 86_401)),
        ("nbf", json!(NOW + 301)),
    ] {
        let mut assertion = of_node(&house, &certified);
        assertion.payload[claim] = value.clone();
        let refused = request(&house, certified.sign(&assertion)).refused().await;
        assert_eq!(
            refused,
            refusal("invalid_client", 50012),
            "{claim}: {value}"
        );
    }
    let mut endless = of_node(&house, &certified);
    endless.payload.as_object_mut().unwrap().remove("exp");
    let refused = request(&house, certified.sign(&endless)).refused().await;
    assert_eq!(refused, refusal("invalid_client", 700_027));
}

#[tokio::test]
async fn its_type_is_said() {
    let (house, certified) = certified().await;
    let assertion = certified.sign(&of_node(&house, &certified));
    let form = || request(&house, assertion.clone());
    let absent = form().without("client_assertion_type").refused().await;
    assert_eq!(absent, refusal("invalid_request", 900_144));
    let other = form().but("client_assertion_type", "saml").refused().await;
    assert_eq!(other, refusal("invalid_request", 90013));
    let public = form().but("client_id", house.id("curl")).refused().await;
    assert_eq!(public, refusal("invalid_client", 700_025));
}
