//! The checks by themselves, without an engine: the same verdicts, and always that of the earliest check.

use std::sync::LazyLock;

use rolecall::entra::token::{self, KeySet, KeySetError, Rules};
use rolecall::policy::Kind;
use rolecall::{Engine, Fault};
use rolecall_tests::policy::Policy;
use rolecall_tests::{CLIENT, NOW, Signer, TENANT, Token};
use serde_json::{Value, json};

const ISSUER: &str = "https://login.microsoftonline.com/22222222-bbbb-4bbb-8bbb-222222222222/v2.0";

fn rules() -> Rules {
    let rules = Engine::builder(Policy).tenant_id(TENANT).client_id(CLIENT);
    rules.token_rules().unwrap()
}

fn keys(rules: &Rules) -> KeySet {
    let set = json!({"keys": [Signer::first().jwk(), Signer::second().jwk()]});
    read(&set, rules).unwrap()
}

fn read(set: &Value, rules: &Rules) -> Result<KeySet, KeySetError> {
    let metadata = json!({
        "issuer": ISSUER, "jwks_uri": "https://login.microsoftonline.com/keys",
        "cloud_instance_name": "microsoftonline.com",
    });
    let metadata = metadata.to_string();
    KeySet::read(metadata.as_bytes(), set.to_string().as_bytes(), rules)
}

fn code(token: &str) -> &'static str {
    static BOTH: LazyLock<(Rules, KeySet)> = LazyLock::new(|| {
        let rules = rules();
        let keys = keys(&rules);
        (rules, keys)
    });
    let (rules, keys) = &*BOTH;
    match token::verify(token, rules, keys, NOW) {
        Ok(verified) => panic!("accepted: {verified:?}"),
        Err(fault) => fault.code(),
    }
}

/// A way to spoil an honest token.
type Bend = fn(Token) -> Token;

/// What spoils a token, in the order in which it is looked at, and the check that says so.
const IN_ORDER: [(&str, Bend); 16] = [
    ("algorithm", |token| token.head("alg", "RS512")),
    ("malformed", |token| token.head("crit", json!(["exp"]))),
    ("type", |token| token.head("typ", "logout+jwt")),
    ("audience", |token| token.head("nonce", "of Graph")),
    ("claim", |token| token.claim("name", 5)),
    ("expired", |token| token.claim("exp", NOW - 61)),
    ("issuer", |token| {
        token.claim("iss", "https://login.example/")
    }),
    ("audience", |token| token.claim("aud", "another")),
    ("unknown_key", |token| token.head("kid", "invented")),
    ("signature", |token| {
        let id = token.header["kid"].clone();
        token.signed_by(&Signer::second()).head("kid", id)
    }),
    ("version", |token| token.claim("ver", "1.0")),
    ("client", |token| token.without("azp")),
    ("id_token", |token| token.claim("nonce", "of a sign-in")),
    ("guest", |token| token.claim("acct", 1)),
    ("kind", |token| token.without("scp")),
    ("subject", |token| token.without("oid").without("sub")),
];

#[test]
fn an_honest_token_is_what_it_says() {
    let rules = rules();
    let keys = keys(&rules);
    let user = token::verify(&Token::of_user(ISSUER).sign(), &rules, &keys, NOW).unwrap();
    assert_eq!(
        (user.kind(), user.roles()),
        (Kind::User, &["Editor".to_owned()][..])
    );
    assert_eq!(user.scopes(), ["Documents.Read", "Documents.ReadWrite"]);
    assert_eq!(user.client(), Some("33333333-cccc-4ccc-8ccc-333333333333"));
    assert_eq!(user.key().tenant(), Some(TENANT));
    assert_eq!(
        (user.expires(), user.claim("uti")),
        (NOW + 4500, Some(&json!("u1")))
    );
    let application = Token::of_application(ISSUER).sign();
    let application = token::verify(&application, &rules, &keys, NOW).unwrap();
    assert_eq!(application.kind(), Kind::Application);
}

#[test]
fn each_check_refuses_what_it_is_for() {
    for (expected, bend) in IN_ORDER {
        assert_eq!(code(&bend(Token::of_user(ISSUER)).sign()), expected);
    }
    assert_eq!(code("a.b"), "malformed");
    assert_eq!(code(&"x".repeat(40_000)), "malformed");
}

#[test]
fn a_token_with_two_faults_is_refused_by_the_earlier_check() {
    for (place, (expected, first)) in IN_ORDER.iter().enumerate() {
        for (other, second) in &IN_ORDER[place + 1..] {
            let token = first(second(Token::of_user(ISSUER)));
            assert_eq!(code(&token.sign()), *expected, "beside {other}");
        }
    }
}

#[test]
fn a_set_without_a_usable_key_is_none() {
    let rules = rules();
    let mut of_another_cloud = Signer::first().jwk();
    of_another_cloud["cloud_instance_name"] = json!("microsoftonline.us");
    for set in [
        json!({"keys": []}),
        json!({"keys": [of_another_cloud]}),
        json!({"keys": [{"kty": "oct", "kid": "first", "k": "c2VjcmV0"}]}),
        json!([]),
    ] {
        let refused = read(&set, &rules).unwrap_err();
        assert!(refused.to_string().contains("key"), "{refused}");
    }
}

#[test]
fn mistakes_of_the_settings_are_those_of_an_engine() {
    let refused = Engine::builder(Policy)
        .client_id(CLIENT)
        .token_rules()
        .unwrap_err();
    assert!(
        refused.to_string().contains("`AAD_TENANT_ID` is not set"),
        "{refused}"
    );
}

/// Whoever cannot ask must not let pass: any tenant could be meant.
#[test]
fn rules_that_ask_the_application_let_nobody_pass_without_an_engine() {
    let rules = Engine::builder(Policy)
        .tenant_id("organizations")
        .client_id(CLIENT)
        .tenant_check(async |_: String| Ok(()))
        .token_rules()
        .unwrap();
    let metadata = json!({
        "issuer": "https://login.microsoftonline.com/{tenantid}/v2.0",
        "jwks_uri": "https://login.microsoftonline.com/keys",
    });
    let set = json!({"keys": [Signer::first().jwk()]}).to_string();
    let keys = KeySet::read(metadata.to_string().as_bytes(), set.as_bytes(), &rules).unwrap();
    let refused = token::verify(&Token::of_user(ISSUER).sign(), &rules, &keys, NOW).unwrap_err();
    assert_eq!(refused.code(), "tenant");
    assert!(refused.to_string().contains("only an engine"), "{refused}");
}

#[test]
fn a_token_is_unknown_to_keys_of_others() {
    let rules = rules();
    let set = json!({"keys": [Signer::second().jwk()]});
    let keys = read(&set, &rules).unwrap();
    let refused = token::verify(&Token::of_user(ISSUER).sign(), &rules, &keys, NOW);
    assert_eq!(
        refused.err(),
        Some(Fault::UnknownKey(Some("first".to_owned())))
    );
}
