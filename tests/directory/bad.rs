//! Each kind of bad token: what differs from a good one, and that nothing else does.

use std::collections::BTreeSet;

use aws_lc_rs::encoding::{AsDer as _, PublicKeyX509Der};
use aws_lc_rs::signature::RsaPublicKeyComponents;
use base64::Engine as _;
use base64::alphabet;
use base64::engine::general_purpose::{GeneralPurpose, NO_PAD};
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::AlgorithmParameters;
use jsonwebtoken::{Algorithm, DecodingKey, crypto};
use rolecall::directory::{Bad, Directory, TokenRequest};
use rolecall::{Clock, Engine, Fault, Unproven};
use rolecall_tests::policy::Policy;
use serde_json::{Map, Value, json};

use crate::world::{self, NOW};

type Names = &'static [&'static str];
type Row = (&'static str, Names, Names, bool, &'static str);

/// Kind, the members of the header and the claims that differ, whether the served key made the signature, and the code
/// of the check that refuses it.
const KINDS: &[Row] = &[
    ("long", &[], &["groups"], true, "malformed"),
    ("duplicate", &[], &[], true, "malformed"),
    ("duplicate_header", &[], &[], true, "malformed"),
    ("alg_none", &["alg"], &[], false, "algorithm"),
    ("alg_none_title", &["alg"], &[], false, "algorithm"),
    ("alg_none_upper", &["alg"], &[], false, "algorithm"),
    ("alg_none_mixed", &["alg"], &[], false, "algorithm"),
    ("alg_none_signed", &["alg"], &[], true, "algorithm"),
    ("alg_missing", &["alg"], &[], true, "algorithm"),
    ("alg_case", &["alg"], &[], true, "algorithm"),
    ("hmac", &["alg"], &[], false, "algorithm"),
    ("hmac_der", &["alg"], &[], false, "algorithm"),
    ("hmac_modulus", &["alg"], &[], false, "algorithm"),
    ("hs384", &["alg"], &[], false, "algorithm"),
    ("hs512", &["alg"], &[], false, "algorithm"),
    ("rs384", &["alg"], &[], false, "algorithm"),
    ("rs512", &["alg"], &[], false, "algorithm"),
    ("ps256", &["alg"], &[], false, "algorithm"),
    ("ps384", &["alg"], &[], false, "algorithm"),
    ("ps512", &["alg"], &[], false, "algorithm"),
    ("es256", &["alg"], &[], false, "algorithm"),
    ("es384", &["alg"], &[], false, "algorithm"),
    ("eddsa", &["alg"], &[], false, "algorithm"),
    ("jwk", &["jwk"], &[], false, "signature"),
    ("jku", &["jku"], &[], false, "signature"),
    ("x5c", &["x5c"], &[], false, "signature"),
    ("x5u", &["x5u"], &[], false, "signature"),
    (
        "crit",
        &["crit", "urn:example:unknown"],
        &[],
        true,
        "malformed",
    ),
    ("crit_empty", &["crit"], &[], true, "malformed"),
    ("b64", &["b64"], &[], true, "malformed"),
    ("zip", &["zip"], &[], true, "malformed"),
    ("typ", &["typ"], &[], true, "type"),
    ("typ_logout", &["typ"], &[], true, "type"),
    ("typ_event", &["typ"], &[], true, "type"),
    ("typ_number", &["typ"], &[], true, "malformed"),
    ("kid", &["kid"], &[], true, "unknown_key"),
    ("kid_empty", &["kid"], &[], true, "unknown_key"),
    ("kid_case", &["kid"], &[], true, "unknown_key"),
    ("kid_number", &["kid"], &[], true, "malformed"),
    ("kid_path", &["kid"], &[], true, "unknown_key"),
    ("kid_sql", &["kid"], &[], true, "unknown_key"),
    ("kid_url", &["kid"], &[], true, "unknown_key"),
    ("kid_long", &["kid"], &[], true, "malformed"),
    ("kid_huge", &["kid"], &[], true, "malformed"),
    ("key", &[], &[], false, "signature"),
    ("stranger", &["kid"], &[], false, "unknown_key"),
    ("signature", &[], &[], false, "signature"),
    ("signature_empty", &[], &[], false, "signature"),
    ("signature_of_another", &[], &[], false, "signature"),
    ("signature_short", &[], &[], false, "signature"),
    ("signature_zero", &[], &[], false, "signature"),
    ("changed", &[], &["sub"], false, "signature"),
    ("expired", &[], &["exp", "iat", "nbf"], true, "expired"),
    ("exp_missing", &[], &["exp"], true, "claim"),
    ("exp_text", &[], &["exp"], true, "claim"),
    ("exp_null", &[], &["exp"], true, "claim"),
    ("exp_array", &[], &["exp"], true, "claim"),
    ("exp_negative", &[], &["exp"], true, "claim"),
    ("exp_overflow", &[], &["exp"], true, "claim"),
    ("not_yet", &[], &["exp", "nbf"], true, "not_yet_valid"),
    ("nbf_text", &[], &["nbf"], true, "claim"),
    ("nbf_null", &[], &["nbf"], true, "claim"),
    ("iat_missing", &[], &["iat"], true, "claim"),
    ("iat_text", &[], &["iat"], true, "claim"),
    ("iat_future", &[], &["exp", "iat"], true, "not_yet_valid"),
    ("audience", &[], &["aud"], true, "audience"),
    ("aud_missing", &[], &["aud"], true, "audience"),
    ("aud_empty", &[], &["aud"], true, "audience"),
    ("aud_empty_array", &[], &["aud"], true, "audience"),
    ("aud_object", &[], &["aud"], true, "audience"),
    ("aud_several", &[], &["aud"], true, "audience"),
    ("aud_joined", &[], &["aud"], true, "audience"),
    ("aud_case", &[], &["aud"], true, "audience"),
    ("aud_short", &[], &["aud"], true, "audience"),
    ("aud_longer", &[], &["aud"], true, "audience"),
    ("aud_slash", &[], &["aud"], true, "audience"),
    ("graph", &["nonce"], &["aud"], true, "audience"),
    ("graph_url", &[], &["aud"], true, "audience"),
    ("issuer", &[], &["iss"], true, "issuer"),
    ("iss_missing", &[], &["iss"], true, "issuer"),
    ("iss_array", &[], &["iss"], true, "issuer"),
    ("iss_slash", &[], &["iss"], true, "issuer"),
    ("iss_case", &[], &["iss"], true, "issuer"),
    ("iss_scheme", &[], &["iss"], true, "issuer"),
    ("iss_short", &[], &["iss"], true, "issuer"),
    ("iss_longer", &[], &["iss"], true, "issuer"),
    ("iss_host", &[], &["iss"], true, "issuer"),
    ("iss_common", &[], &["iss"], true, "issuer"),
    ("iss_template", &[], &["iss"], true, "issuer"),
    ("tenant", &[], &["iss", "tid"], true, "tenant"),
    ("consumers", &[], &["iss", "tid"], true, "tenant"),
    ("tid_missing", &[], &["tid"], true, "tenant"),
    ("tid_other", &[], &["tid"], true, "tenant"),
    ("tid_empty", &[], &["tid"], true, "tenant"),
    ("tid_array", &[], &["tid"], true, "tenant"),
    ("tid_case", &[], &["tid"], true, "tenant"),
    ("tid_twice", &[], &["TID"], true, "malformed"),
    ("no_scope", &[], &["scp"], true, "kind"),
    ("scp_empty", &[], &["scp"], true, "kind"),
    ("scp_blank", &[], &["scp"], true, "kind"),
    ("scp_array", &[], &["scp"], true, "claim"),
    ("scp_of_app", &[], &["idtyp", "scp"], true, "kind"),
    ("device", &[], &["idtyp", "scp"], true, "kind"),
    ("roles_text", &[], &["roles"], true, "claim"),
    ("roles_numbers", &[], &["roles"], true, "claim"),
    ("roles_object", &[], &["roles"], true, "claim"),
    ("groups_text", &[], &["groups"], true, "claim"),
    ("overage_text", &[], &["_claim_names"], true, "claim"),
    ("azp_missing", &[], &["azp"], true, "client"),
    ("azp_empty", &[], &["azp"], true, "client"),
    ("oid_empty", &[], &["oid"], true, "subject"),
    ("oid_number", &[], &["oid"], true, "claim"),
    ("sub_empty", &[], &["sub"], true, "subject"),
    ("nobody", &[], &["oid", "sub"], true, "subject"),
    ("id_token", &[], &["at_hash", "nonce"], true, "id_token"),
    ("code_hash", &[], &["c_hash"], true, "id_token"),
    ("version", &["x5t"], VERSION_ONE, true, "issuer"),
    ("version_one_issuer", &[], &["iss"], true, "issuer"),
    ("ver_missing", &[], &["ver"], true, "version"),
    ("ver_three", &[], &["ver"], true, "version"),
    ("ver_number", &[], &["ver"], true, "claim"),
];

/// Those that cannot be taken apart like a good one, and what is said of them.
const MISSHAPEN: &[(&str, &str)] = &[
    ("two_parts", "it does not have three parts"),
    ("five_parts", "it does not have three parts"),
    ("dots", "it does not have three parts"),
    ("json", "it does not have three parts"),
    ("nested", "not JSON, or a member stands in it twice"),
    ("padding", "a part is not base64url"),
    ("trailing_bits", "a part is not base64url"),
    ("alphabet", "a part is not base64url"),
    ("line_break", "a part is not base64url"),
    ("array", "not a JSON object"),
    ("deep", "not JSON, or a member stands in it twice"),
    ("behind", "not JSON, or a member stands in it twice"),
    ("encoding", "not JSON, or a member stands in it twice"),
];

const VERSION_ONE: Names = &[
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
    for (kind, header, claims, signed, _) in KINDS {
        let token = bad(&directory, kind.parse().unwrap());
        let differing = difference(world::header(&good), world::header(&token));
        assert_eq!(differing, set(header), "header of {kind}");
        let differing = difference(world::claims(&good), world::claims(&token));
        assert_eq!(differing, set(claims), "claims of {kind}");
        let verifies = world::signed_by_the_served_key(&directory, &token).await;
        assert_eq!(verifies, *signed, "signature of {kind}");
    }
}

#[tokio::test]
async fn each_is_refused_for_its_own_reason_whoever_it_is_of() {
    let (directory, engine) = believed().await;
    engine.verify(&good(&directory)).await.unwrap();
    for (kind, .., code) in KINDS {
        let kind: Bad = kind.parse().unwrap();
        for token in of_everybody(&directory, kind) {
            assert_eq!(fault(&engine, &token).await.code(), *code, "{kind}");
        }
    }
    assert_eq!(directory.counters().stranger, 0);
}

#[tokio::test]
async fn what_is_misshapen_is_refused_for_its_shape() {
    let (directory, engine) = believed().await;
    for (kind, said) in MISSHAPEN {
        let kind: Bad = kind.parse().unwrap();
        for token in of_everybody(&directory, kind) {
            let fault = fault(&engine, &token).await;
            assert_eq!(fault.code(), "malformed", "{kind}");
            assert!(fault.to_string().ends_with(said), "{kind}: {fault}");
        }
    }
}

#[tokio::test]
async fn what_is_misshapen_would_be_good_otherwise() {
    let directory = world::started().await;
    let lenient = |token: &str| token.replace(['=', '\n'], "");
    for kind in [Bad::Padding, Bad::LineBreak] {
        let token = lenient(&bad(&directory, kind));
        assert!(world::signed_by_the_served_key(&directory, &token).await);
    }
    let trailing = bad(&directory, Bad::TrailingBits);
    let (message, signature) = trailing.rsplit_once('.').unwrap();
    let lenient = GeneralPurpose::new(
        &alphabet::URL_SAFE,
        NO_PAD.with_decode_allow_trailing_bits(true),
    );
    let signature = BASE64_URL_SAFE_NO_PAD.encode(lenient.decode(signature).unwrap());
    let token = format!("{message}.{signature}");
    assert!(world::signed_by_the_served_key(&directory, &token).await);
    for kind in [
        Bad::Nested,
        Bad::Alphabet,
        Bad::Array,
        Bad::Deep,
        Bad::Behind,
        Bad::Encoding,
    ] {
        let token = bad(&directory, kind);
        assert!(
            world::signed_by_the_served_key(&directory, &token).await,
            "{kind}"
        );
    }
}

#[test]
fn every_kind_has_its_row() {
    let decodable = KINDS.iter().map(|(kind, ..)| *kind);
    let rows: BTreeSet<_> = decodable
        .chain(MISSHAPEN.iter().map(|(kind, _)| *kind))
        .collect();
    let kinds: BTreeSet<_> = Bad::ALL.iter().map(|bad| bad.name()).collect();
    assert_eq!(kinds, rows);
    assert_eq!(Bad::ALL.len(), KINDS.len() + MISSHAPEN.len());
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

/// A directory, and an engine that believes it.
async fn believed() -> (Directory, Engine) {
    let (clock, _) = Clock::by_hand(NOW);
    let directory = world::documents(clock.clone()).start().await.unwrap();
    let engine = Engine::builder(Policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id())
        .authority(directory.issuer())
        .clock(clock);
    (directory, engine.start().await.unwrap())
}

/// A user's, and an application's where there is one.
fn of_everybody(directory: &Directory, kind: Bad) -> Vec<String> {
    let app = TokenRequest::app("robot").bad(kind);
    let app = (kind != Bad::NoScope).then(|| directory.token(&app).unwrap());
    [Some(bad(directory, kind)), app]
        .into_iter()
        .flatten()
        .collect()
}

async fn fault(engine: &Engine, token: &str) -> Fault {
    match engine.verify(token).await {
        Err(Unproven::Refused(fault)) => fault,
        other => panic!("not refused: {other:?}"),
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
