//! Random tokens, honest and bent, judged by us and by jsonwebtoken: what it refuses we refuse, and what was not signed
//! as it stands nobody accepts.

use std::sync::LazyLock;

use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rolecall_tests::{CLIENT, Signer, Token, World, world};
use serde_json::{Value, json};
use tokio::runtime::Runtime;

proptest! {
    #![proptest_config(ProptestConfig { cases: 768, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_jsonwebtoken_refuses_is_refused(
        header in prop::collection::vec(header_bend(), 0..2),
        payload in prop::collection::vec(payload_bend(), 0..3),
        text in prop::collection::vec(text_bend(), 0..2),
        stranger in prop::bool::weighted(0.1),
    ) {
        let mut token = TESTED.world.user();
        for (name, value) in header {
            token = token.head(name, value);
        }
        for (name, value) in payload {
            token = token.claim(name, value);
        }
        if stranger {
            token = token.forged_by(&Signer::second());
        }
        let token = text.into_iter().fold(token.sign(), |token, bend| bend.apply(token));
        let ours = TESTED.accepts(&token);
        prop_assert!(!ours || TESTED.oracle_accepts(&token), "only we accept {token}");
        prop_assert!(!ours || !stranger);
    }

    #[test]
    fn a_token_that_is_changed_in_any_place_is_refused(
        bends in prop::collection::vec(text_bend(), 1..4),
        application in any::<bool>(),
    ) {
        let honest = if application { &TESTED.application } else { &TESTED.user };
        let bent = bends.into_iter().fold(honest.clone(), |token, bend| bend.apply(token));
        let is_honest = bent == TESTED.user || bent == TESTED.application;
        prop_assert_eq!(TESTED.accepts(&bent), is_honest, "{}", bent);
    }

    #[test]
    fn any_payload_without_the_key_is_refused(
        payload in json_value(),
        header in json_value(),
        signature in prop::collection::vec(any::<u8>(), 0..300),
    ) {
        use rolecall_tests::signer::encoded;
        for header in [json!({"alg": "RS256", "kid": "first"}), header] {
            let parts = [encoded(header.to_string()), encoded(payload.to_string()), encoded(&signature)];
            prop_assert!(!TESTED.accepts(&parts.join(".")));
        }
    }

    #[test]
    fn any_text_at_all_is_refused(text in "\\PC*", bytes in prop::collection::vec(any::<char>(), 0..200)) {
        prop_assert!(!TESTED.accepts(&text));
        prop_assert!(!TESTED.accepts(&bytes.into_iter().collect::<String>()));
    }

    #[test]
    fn signed_payloads_of_any_shape_harm_nobody(payload in json_value(), header in json_value()) {
        let user = TESTED.world.user();
        prop_assert!(!TESTED.accepts(&user.sign_payload(payload.to_string())));
        prop_assert!(!TESTED.accepts(&user.sign_header(header.to_string())));
    }
}

#[test]
fn the_oracle_agrees_on_honest_tokens() {
    for token in [&TESTED.user, &TESTED.application] {
        assert!(TESTED.accepts(token) && TESTED.oracle_accepts(token));
    }
    let forged = TESTED.world.user().forged_by(&Signer::second()).sign();
    assert!(!TESTED.accepts(&forged) && !TESTED.oracle_accepts(&forged));
}

struct Tested {
    runtime: Runtime,
    world: World,
    key: DecodingKey,
    rules: Validation,
    user: String,
    application: String,
}

static TESTED: LazyLock<Tested> = LazyLock::new(|| {
    let runtime = Runtime::new().unwrap();
    let world = runtime.block_on(world());
    let jwk: Jwk = serde_json::from_value(Signer::first().jwk()).unwrap();
    let mut rules = Validation::new(Algorithm::RS256);
    rules.set_audience(&[CLIENT, &format!("api://{CLIENT}")]);
    rules.set_issuer(&[world.authority.issuer()]);
    rules.set_required_spec_claims(&["exp", "iss", "aud"]);
    // Its clock is not ours to move.
    rules.validate_exp = false;
    Tested {
        key: DecodingKey::from_jwk(&jwk).unwrap(),
        rules,
        user: world.user().sign(),
        application: world.application().sign(),
        runtime,
        world,
    }
});

impl Tested {
    fn accepts(&self, token: &str) -> bool {
        self.runtime
            .block_on(self.world.engine.verify(token))
            .is_ok()
    }

    fn oracle_accepts(&self, token: &str) -> bool {
        jsonwebtoken::decode::<Value>(token, &self.key, &self.rules).is_ok()
    }
}

/// Members that we ignore are not among them: jsonwebtoken wants `jwk` and its like to be of the right type.
fn header_bend() -> impl Strategy<Value = (&'static str, Value)> {
    let names = ["alg", "typ", "kid", "crit", "zip", "b64", "nonce", "x"];
    (select(names.to_vec()), any_word())
}

fn payload_bend() -> impl Strategy<Value = (&'static str, Value)> {
    let names = [
        "aud", "iss", "exp", "iat", "nbf", "tid", "ver", "azp", "oid", "sub", "scp", "roles",
        "groups", "idtyp", "nonce", "TID", "x",
    ];
    (select(names.to_vec()), any_word())
}

/// Values that mean something in one place or another.
fn any_word() -> impl Strategy<Value = Value> {
    let token = Token::of_user(&TESTED.world.authority.issuer());
    let mut words: Vec<Value> = token
        .payload
        .as_object()
        .unwrap()
        .values()
        .cloned()
        .collect();
    words.extend([
        json!("RS256"),
        json!("HS256"),
        json!("none"),
        json!("JWT"),
        json!("at+jwt"),
        json!("first"),
        json!("second"),
        json!("app"),
        json!(""),
        json!(null),
        json!([]),
        json!({}),
        json!([CLIENT]),
        json!(0),
        json!(-1),
        json!(1.5),
        json!(1_790_000_060),
        json!(u64::MAX),
        json!(true),
    ]);
    prop_oneof![3 => select(words), 1 => json_value()]
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        let name = prop_oneof![
            select(&["alg", "kid", "aud", "iss", "exp", "tid"][..]).prop_map(str::to_owned),
            "\\PC{0,6}"
        ];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// A change to the text of a token.
#[derive(Clone, Debug)]
enum TextBend {
    Replace(Index, char),
    Insert(Index, char),
    Remove(Index),
    Cut(Index),
    Swap(Index, Index),
    Repeat,
    OtherSignature,
    OtherHeader,
}

fn text_bend() -> impl Strategy<Value = TextBend> {
    let digit = || {
        let digits: Vec<char> =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_+/=. \n"
                .chars()
                .collect();
        select(digits)
    };
    prop_oneof![
        4 => (any::<Index>(), digit()).prop_map(|(at, with)| TextBend::Replace(at, with)),
        2 => (any::<Index>(), digit()).prop_map(|(at, with)| TextBend::Insert(at, with)),
        2 => any::<Index>().prop_map(TextBend::Remove),
        1 => any::<Index>().prop_map(TextBend::Cut),
        1 => (any::<Index>(), any::<Index>()).prop_map(|(one, other)| TextBend::Swap(one, other)),
        1 => Just(TextBend::Repeat),
        1 => Just(TextBend::OtherSignature),
        1 => Just(TextBend::OtherHeader),
    ]
}

impl TextBend {
    fn apply(self, token: String) -> String {
        let mut digits: Vec<char> = token.chars().collect();
        if digits.is_empty() {
            return token;
        }
        match self {
            Self::Replace(at, with) => *at.get_mut(&mut digits) = with,
            Self::Insert(at, with) => digits.insert(at.index(digits.len()), with),
            Self::Remove(at) => drop(digits.remove(at.index(digits.len()))),
            Self::Cut(at) => digits.truncate(at.index(digits.len())),
            Self::Swap(one, other) => {
                let length = digits.len();
                digits.swap(one.index(length), other.index(length));
            }
            Self::Repeat => digits.extend(token.chars()),
            Self::OtherSignature => return with_part(&token, 2),
            Self::OtherHeader => return with_part(&token, 0),
        }
        digits.into_iter().collect()
    }
}

/// The token with one part of an application's in its place.
fn with_part(token: &str, place: usize) -> String {
    let mut parts: Vec<_> = token.split('.').collect();
    let others: Vec<_> = TESTED.application.split('.').collect();
    if let Some(part) = parts.get_mut(place) {
        *part = others[place];
    }
    parts.join(".")
}
