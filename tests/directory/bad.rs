//! Each kind of bad token: what differs from a good one, and that nothing else does.

use std::collections::BTreeSet;

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::signature::RsaPublicKeyComponents;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::AlgorithmParameters;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use rolecall::directory::{Bad, Directory, TokenRequest};
use serde_json::{Map, Value, json};

use crate::world::{self, NOW};

/// Kind, the members of the header and the claims that differ, and whether the served key made the signature.
const KINDS: &[(&str, &[&str], &[&str], bool)] = &[
    ("alg_none", &["alg"], &[], false),
    ("audience", &[], &["aud"], true),
    ("crit", &["crit", "urn:example:unknown"], &[], true),
    ("duplicate", &[], &[], true),
    ("expired", &[], &["exp", "iat", "nbf"], true),
    ("graph", &["nonce"], &["aud"], true),
    ("hmac", &["alg"], &[], false),
    ("id_token", &[], &["at_hash", "nonce"], true),
    ("issuer", &[], &["iss"], true),
    ("key", &[], &[], false),
    ("kid", &["kid"], &[], true),
    ("no_scope", &[], &["scp"], true),
    ("not_yet", &[], &["exp", "nbf"], true),
    ("signature", &[], &[], false),
    ("tenant", &[], &["iss", "tid"], true),
    ("typ", &["typ"], &[], true),
    ("version", &["x5t"], VERSION_ONE, true),
];

const VERSION_ONE: &[&str] = &[
    "acr",
    "amr",
    "appid",
    "appidacr",
    "aud",
    "azp",
    "azpacr",
    "family_name",
    "given_name",
    "iss",
    "preferred_username",
    "unique_name",
    "upn",
    "ver",
];

#[tokio::test]
async fn each_differs_from_a_good_one_as_it_promises_and_in_nothing_else() {
    let directory = world::started().await;
    let good = good(&directory);
    for (kind, header, claims, signed) in KINDS {
        let token = world::minted(&directory, &format!("user=editor&bad={kind}")).await;
        let differing = difference(world::header(&good), world::header(&token));
        assert_eq!(differing, set(header), "header of {kind}");
        let differing = difference(world::claims(&good), world::claims(&token));
        assert_eq!(differing, set(claims), "claims of {kind}");
        let verifies = world::signed_by_the_served_key(&directory, &token).await;
        assert_eq!(verifies, *signed, "signature of {kind}");
    }
}

#[test]
fn every_kind_has_its_row() {
    let rows: Vec<_> = KINDS.iter().map(|(kind, ..)| *kind).collect();
    let kinds: Vec<_> = Bad::ALL.iter().map(|bad| bad.name()).collect();
    assert_eq!(kinds, rows);
}

#[test]
fn every_kind_says_in_a_sentence_what_is_wrong() {
    for bad in Bad::ALL {
        assert_eq!(bad.name().parse::<Bad>().unwrap(), *bad);
        assert!(bad.description().ends_with('.'), "{bad}");
    }
}

#[tokio::test]
async fn times_are_wrong_by_an_hour() {
    let directory = world::started().await;
    let expired = world::claims(&bad(&directory, Bad::Expired));
    assert_eq!(expired["exp"], NOW - 3_600);
    let not_yet = world::claims(&bad(&directory, Bad::NotYet));
    assert_eq!(
        (&not_yet["nbf"], &not_yet["exp"]),
        (&json!(NOW + 3_600), &json!(NOW + 7_200))
    );
}

#[tokio::test]
async fn another_tenant_is_consistent_in_itself() {
    let directory = world::started().await;
    let claims = world::claims(&bad(&directory, Bad::Tenant));
    let other = claims["tid"].as_str().unwrap();
    assert_eq!(claims["iss"], format!("{}/{other}/v2.0", directory.url()));
}

#[tokio::test]
async fn a_doubled_tenant_names_the_other_one_first() {
    let directory = world::started().await;
    let other = world::claims(&bad(&directory, Bad::Tenant))["tid"].clone();
    let token = bad(&directory, Bad::Duplicate);
    let payload = world::part_text(&token, 1);
    assert_eq!(payload.matches("\"tid\":").count(), 2);
    assert!(payload.starts_with(&format!("{{\"tid\":{other},")));
    assert_eq!(world::claims(&token)["tid"], directory.tenant_id());
}

#[tokio::test]
async fn alg_none_has_an_empty_signature() {
    let directory = world::started().await;
    assert!(bad(&directory, Bad::AlgNone).ends_with('.'));
}

#[tokio::test]
async fn a_flipped_bit_leaves_the_length() {
    let directory = world::started().await;
    let lengths = |token: &str| token.rsplit_once('.').unwrap().1.len();
    let flipped = bad(&directory, Bad::Signature);
    assert_eq!(lengths(&flipped), lengths(&good(&directory)));
}

#[tokio::test]
async fn the_secret_of_an_hmac_is_the_public_key() {
    let directory = world::started().await;
    let token = bad(&directory, Bad::Hmac);
    let key = world::served_key(&directory).await;
    let AlgorithmParameters::RSA(numbers) = &key.algorithm else {
        panic!("an RSA key");
    };
    let components = RsaPublicKeyComponents {
        n: BASE64_URL_SAFE_NO_PAD.decode(&numbers.n).unwrap(),
        e: BASE64_URL_SAFE_NO_PAD.decode(&numbers.e).unwrap(),
    };
    let der: PublicKeyX509Der<'_> = components.as_der().unwrap();
    let pem = pem::encode(&pem::Pem::new("PUBLIC KEY", der.as_ref()));
    let (message, signature) = token.rsplit_once('.').unwrap();
    let secret = DecodingKey::from_secret(pem.as_bytes());
    assert!(crypto::verify(signature, message.as_bytes(), &secret, Algorithm::HS256).unwrap());
}

#[tokio::test]
async fn an_application_can_have_bad_tokens_too() {
    let directory = world::started().await;
    for kind in Bad::ALL.iter().filter(|bad| **bad != Bad::NoScope) {
        let request = TokenRequest::app("robot").bad(*kind);
        assert!(directory.token(&request).is_ok(), "{kind}");
    }
}

fn good(directory: &Directory) -> String {
    directory.token(&TokenRequest::user("editor")).unwrap()
}

fn bad(directory: &Directory, bad: Bad) -> String {
    directory
        .token(&TokenRequest::user("editor").bad(bad))
        .unwrap()
}

/// The names of the members that are not the same on both sides, but for those that never are.
fn difference(good: Map<String, Value>, bad: Map<String, Value>) -> BTreeSet<String> {
    let names = good.keys().chain(bad.keys());
    names
        .filter(|name| !["aio", "rh", "uti"].contains(&name.as_str()))
        .filter(|name| good.get(*name) != bad.get(*name))
        .cloned()
        .collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}
