//! ID tokens: who signed in, by tokens that a directory issued for a code, and by honest ones that were bent.

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use reqwest::redirect::Policy as Redirects;
use reqwest::{Client, Url};
use rolecall::directory::{App, Directory, User};
use rolecall::entra::token::{self, KeySet, Rules, SignedIn};
use rolecall::identity::Groups;
use rolecall::{Engine, EngineBuilder, Fault};
use rolecall_tests::policy::Policy;
use rolecall_tests::{CLIENT, NOW, Signer, TENANT, Token};
use serde_json::{Value, json};

const ISSUER: &str = "https://login.microsoftonline.com/22222222-bbbb-4bbb-8bbb-222222222222/v2.0";
const NONCE: &str = "n-0S6_WzA2Mj";

/// Checks an ID token as an application would that knows its authority's documents.
struct Application {
    rules: Rules,
    keys: KeySet,
}

impl Application {
    /// One whose settings are these.
    fn of(settings: impl FnOnce(EngineBuilder) -> EngineBuilder) -> Self {
        let builder = Engine::builder(Policy).tenant_id(TENANT).client_id(CLIENT);
        let rules = settings(builder).token_rules().unwrap();
        let metadata =
            json!({"issuer": ISSUER, "jwks_uri": "https://login.microsoftonline.com/keys"});
        let set = json!({"keys": [Signer::first().jwk(), Signer::second().jwk()]});
        let keys = KeySet::read(
            metadata.to_string().as_bytes(),
            set.to_string().as_bytes(),
            &rules,
        );
        Self {
            keys: keys.unwrap(),
            rules,
        }
    }

    fn judges(&self, token: &Token) -> Result<SignedIn, Fault> {
        self.judges_text(&token.sign(), NONCE)
    }

    fn judges_text(&self, token: &str, nonce: &str) -> Result<SignedIn, Fault> {
        token::verify_id_token(token, &self.rules, &self.keys, NOW, nonce)
    }

    fn refuses(&self, token: &Token) -> Fault {
        match self.judges(token) {
            Ok(signed_in) => panic!("accepted: {signed_in:?}, {}", token.payload),
            Err(fault) => fault,
        }
    }
}

fn application() -> Application {
    Application::of(|builder| builder)
}

/// What Ada's browser brings back from her sign-in.
fn honest() -> Token {
    let token = Token::of_user(ISSUER).claim("nonce", NONCE);
    let token = token.without("scp").without("azp").without("azpacr");
    token.claim("sid", "s1").claim("auth_time", NOW - 5)
}

#[test]
fn an_honest_id_token_says_who_signed_in() {
    let token = honest()
        .claim("groups", json!(["g1"]))
        .claim("login_hint", "O.A");
    let ada = application().judges(&token).unwrap();
    let key = format!("{TENANT}/44444444-dddd-4ddd-8ddd-444444444444");
    assert_eq!((ada.key().to_string(), ada.name()), (key, Some("Ada Test")));
    assert_eq!(
        (ada.roles(), ada.expires()),
        (&["Editor".to_owned()][..], NOW + 4500)
    );
    assert_eq!(*ada.groups(), Groups::Known(vec!["g1".to_owned()]));
    assert_eq!(
        (ada.session(), ada.claim("login_hint")),
        (Some("s1"), Some(&json!("O.A")))
    );
    assert!(!ada.is_guest() && !format!("{ada:?}").contains("Ada"));
}

#[test]
fn what_goes_with_one_flow_or_another_changes_nothing() {
    let application = application();
    for token in [
        honest().claim("at_hash", "x"),
        honest().claim("c_hash", "x"),
        honest().claim("azp", CLIENT),
        honest().claim("aud", json!([CLIENT])),
        honest().without("roles").without("name"),
        honest().without_head("typ"),
        honest().head("typ", "jwt"),
    ] {
        application.judges(&token).unwrap();
    }
}

/// Item 21 of the checklist, the reverse.
#[test]
fn an_access_token_is_no_id_token() {
    let application = application();
    // As it comes, and with the nonce of the sign-in that it would have to answer.
    for access in [
        Token::of_user(ISSUER),
        Token::of_user(ISSUER).without("azpacr"),
        Token::of_user(ISSUER).without("azp").without("azpacr"),
        Token::of_user(ISSUER).claim("azp", CLIENT),
        Token::of_application(ISSUER),
        Token::of_application(ISSUER).without("azpacr"),
        Token::of_application(ISSUER).without("idtyp"),
    ] {
        for token in [access.clone(), access.claim("nonce", NONCE)] {
            assert_eq!(application.refuses(&token), Fault::AccessToken);
        }
    }
    for (mark, value) in [
        ("scp", json!("")),
        ("scp", json!("openid")),
        ("idtyp", json!("user")),
        ("idtyp", json!("app")),
        ("azpacr", json!("0")),
        ("appid", json!(CLIENT)),
        ("appidacr", json!("1")),
        ("client_id", json!(CLIENT)),
        ("scope", json!("openid")),
    ] {
        let token = honest().claim(mark, value);
        assert_eq!(application.refuses(&token), Fault::AccessToken, "{mark}");
    }
    for typ in ["at+jwt", "AT+JWT", "application/at+jwt"] {
        let token = honest().head("typ", typ);
        assert_eq!(application.refuses(&token), Fault::AccessToken, "{typ}");
    }
    for typ in ["logout+jwt", ""] {
        let token = honest().head("typ", typ);
        assert_eq!(application.refuses(&token), Fault::Type, "{typ}");
    }
    let without = honest().without("oid");
    assert_eq!(application.refuses(&without), Fault::NoObject);
}

#[test]
fn an_id_token_is_for_the_client_id_alone() {
    let uri = format!("api://{CLIENT}");
    // Whatever an access token may be for.
    for application in [
        application(),
        Application::of(|builder| builder.audiences([uri.as_str(), "another"])),
    ] {
        application.judges(&honest()).unwrap();
        for audience in [
            json!(uri),
            json!("another"),
            json!([CLIENT, "another"]),
            json!([CLIENT, CLIENT]),
            json!(["another"]),
            json!([]),
            json!(""),
            json!(null),
            json!(CLIENT.to_uppercase()),
            json!("00000003-0000-0000-c000-000000000000"),
        ] {
            let fault = application.refuses(&honest().claim("aud", audience.clone()));
            assert_eq!(fault, Fault::Audience, "{audience}");
        }
        for client in ["33333333-cccc-4ccc-8ccc-333333333333", "", &uri] {
            let fault = application.refuses(&honest().claim("azp", client));
            assert_eq!(fault, Fault::ClientNotListed, "{client}");
        }
        assert_eq!(
            application
                .refuses(&honest().claim("azp", json!(null)))
                .code(),
            "claim"
        );
    }
}

#[test]
fn an_id_token_answers_the_sign_in_that_was_begun() {
    let application = application();
    for nonce in ["", "n", "N-0S6_WzA2Mj", "n-0S6_WzA2Mj ", "another"] {
        assert_eq!(
            application.refuses(&honest().claim("nonce", nonce)),
            Fault::Nonce
        );
        let refused = application
            .judges_text(&honest().sign(), nonce)
            .unwrap_err();
        assert_eq!(refused, Fault::Nonce, "{nonce}");
    }
    assert_eq!(
        application.refuses(&honest().without("nonce")),
        Fault::Nonce
    );
    for none in [honest().without("nonce"), honest().claim("nonce", "")] {
        let refused = application.judges_text(&none.sign(), "").unwrap_err();
        assert_eq!(refused, Fault::Nonce);
    }
    for odd in [json!(null), json!([NONCE]), json!(5), json!({})] {
        let fault = application.refuses(&honest().claim("nonce", odd));
        assert_eq!(fault, Fault::Claim("nonce".to_owned()));
    }
}

#[test]
fn an_id_token_is_checked_as_strictly_as_an_access_token() {
    let application = application();
    let first = "https://sts.windows.net/22222222-bbbb-4bbb-8bbb-222222222222/";
    for (token, code) in [
        (honest().claim("exp", NOW - 60), "expired"),
        (honest().without("exp"), "claim"),
        (honest().claim("iat", NOW + 61), "not_yet_valid"),
        (honest().without("iat"), "claim"),
        (honest().claim("nbf", NOW + 61), "not_yet_valid"),
        (honest().claim("auth_time", NOW + 61), "not_yet_valid"),
        (honest().claim("iss", format!("{ISSUER}/")), "issuer"),
        (honest().claim("iss", json!([ISSUER])), "issuer"),
        (honest().claim("iss", first).claim("ver", "1.0"), "issuer"),
        (
            honest().claim("tid", "99999999-bbbb-4bbb-8bbb-222222222222"),
            "tenant",
        ),
        (honest().without("tid"), "tenant"),
        (honest().claim("TID", TENANT), "malformed"),
        (honest().claim("ver", "1.0"), "version"),
        (honest().without("sub"), "subject"),
        (honest().claim("sub", ""), "subject"),
        (honest().claim("oid", "ada@contoso.test"), "claim"),
        (honest().claim("roles", "Editor"), "claim"),
        (honest().claim("acct", 1), "guest"),
        (honest().claim("idp", "live.com"), "guest"),
        (honest().head("alg", "none"), "algorithm"),
        (honest().head("alg", "HS256"), "algorithm"),
        (honest().head("crit", json!(["exp"])), "malformed"),
        (honest().head("nonce", "of Graph"), "audience"),
        (honest().head("kid", "invented"), "unknown_key"),
        (honest().forged_by(&Signer::second()), "signature"),
    ] {
        assert_eq!(
            application.refuses(&token).code(),
            code,
            "{}",
            token.payload
        );
    }
    let (message, _) = honest()
        .sign()
        .rsplit_once('.')
        .map(|(message, _)| (message.to_owned(), ()))
        .unwrap();
    let unsigned = application
        .judges_text(&format!("{message}."), NONCE)
        .unwrap_err();
    assert_eq!(unsigned, Fault::Signature);
}

#[test]
fn settings_for_access_tokens_hold_for_id_tokens_too() {
    let hour = std::time::Duration::from_secs(3_600);
    let of_today = Application::of(|builder| builder.max_sign_in_age(hour));
    of_today.judges(&honest()).unwrap();
    let of_old = honest().claim("auth_time", NOW - 3_660);
    assert_eq!(of_today.refuses(&of_old), Fault::TooOld);
    let undated = of_today.refuses(&honest().without("auth_time"));
    assert_eq!(undated, Fault::Claim("auth_time".to_owned()));

    let hospitable = Application::of(|builder| builder.guests(true));
    assert!(
        hospitable
            .judges(&honest().claim("acct", 1))
            .unwrap()
            .is_guest()
    );

    let both = Application::of(|builder| builder.version_one(true));
    let first = "https://sts.windows.net/22222222-bbbb-4bbb-8bbb-222222222222/";
    let old = honest().claim("iss", first).claim("ver", "1.0");
    both.judges(&old).unwrap();
    assert_eq!(
        both.refuses(&old.claim("appid", CLIENT)),
        Fault::AccessToken
    );
}

/// A person at another provider, whose ID tokens name no tenant.
#[test]
fn another_openid_provider_has_id_tokens_as_well() {
    let issuer = "https://login.example";
    let rules = Engine::builder(Policy)
        .authority(issuer)
        .client_id("documents");
    let rules = rules.token_rules().unwrap();
    let metadata = json!({"issuer": issuer, "jwks_uri": "https://login.example/keys"}).to_string();
    let set = json!({"keys": [Signer::first().jwk()]}).to_string();
    let keys = KeySet::read(metadata.as_bytes(), set.as_bytes(), &rules).unwrap();
    let judges = |token: &Token| token::verify_id_token(&token.sign(), &rules, &keys, NOW, NONCE);
    let honest = Token::of_stranger(issuer)
        .without("scope")
        .claim("nonce", NONCE);
    let key = judges(&honest).unwrap().key().to_string();
    assert_eq!(key, "https://login.example#248289761001");
    let access = judges(&honest.clone().claim("scope", "openid")).unwrap_err();
    assert_eq!(access, Fault::AccessToken);
    assert_eq!(judges(&honest.without("sub")).unwrap_err(), Fault::Subject);
}

/// Whoever cannot ask must not let pass, and an ID token that is for nobody by name is for nobody.
#[test]
fn rules_that_cannot_tell_let_nobody_pass() {
    let asking = Engine::builder(Policy)
        .tenant_id("organizations")
        .client_id(CLIENT)
        .tenant_check(async |_: String| Ok(()));
    let nameless = Engine::builder(Policy)
        .tenant_id(TENANT)
        .audiences([CLIENT]);
    for (builder, issuer, code) in [
        (
            asking,
            "https://login.microsoftonline.com/{tenantid}/v2.0",
            "tenant",
        ),
        (nameless, ISSUER, "audience"),
    ] {
        let rules = builder.token_rules().unwrap();
        let metadata =
            json!({"issuer": issuer, "jwks_uri": "https://login.microsoftonline.com/keys"});
        let set = json!({"keys": [Signer::first().jwk()]}).to_string();
        let keys = KeySet::read(metadata.to_string().as_bytes(), set.as_bytes(), &rules).unwrap();
        let refused = token::verify_id_token(&honest().sign(), &rules, &keys, NOW, NONCE);
        assert_eq!(refused.unwrap_err().code(), code);
    }
}

/// A sign-in to a program on somebody's machine, which calls the API afterwards.
#[tokio::test]
async fn what_a_directory_issues_for_one_use_is_not_taken_for_the_other() {
    let directory = Directory::builder()
        .listen("127.0.0.1:0")
        .policy(Policy)
        .user(
            User::new("editor")
                .display_name("Edgar Editor")
                .role("Editor"),
        )
        .app(App::public("desk").redirect_uri(CALLBACK))
        .start()
        .await
        .unwrap();
    let desk = directory.apps().iter().chain(directory.clients());
    let desk = desk
        .clone()
        .find(|app| app.name() == "desk")
        .unwrap()
        .client_id();
    let scope = format!(
        "openid profile api://{}/Documents.Read",
        directory.client_id()
    );
    let tokens = signed_in(&directory, desk, &scope).await;
    let [id_token, access_token] =
        ["id_token", "access_token"].map(|name| tokens[name].as_str().unwrap().to_owned());

    let now = rolecall::Clock::system().now();
    let of_client = |client: &str| {
        Engine::builder(Policy)
            .tenant_id(directory.tenant_id())
            .client_id(client)
            .authority(directory.url())
    };
    let rules = of_client(desk).token_rules().unwrap();
    let keys = keys(&directory, &rules).await;
    let edgar = token::verify_id_token(&id_token, &rules, &keys, now, NONCE).unwrap();
    assert_eq!(edgar.name(), Some("Edgar Editor"));
    let object = directory.users()[0].object_id();
    assert_eq!(
        edgar.key().to_string(),
        format!("{}/{object}", directory.tenant_id())
    );

    // To the program it is a token of the API; to the API, it is one of another client.
    let refused = |token: &str, rules: &Rules, nonce: &str| {
        let verified = token::verify_id_token(token, rules, &keys, now, nonce);
        verified.unwrap_err().code()
    };
    assert_eq!(refused(&access_token, &rules, NONCE), "audience");
    assert_eq!(refused(&id_token, &rules, "another"), "nonce");
    let api = of_client(directory.client_id()).token_rules().unwrap();
    assert_eq!(refused(&access_token, &api, NONCE), "access_token");
    assert_eq!(refused(&id_token, &api, NONCE), "audience");
    let verified = |token: &str, rules: &Rules| token::verify(token, rules, &keys, now);
    assert_eq!(verified(&access_token, &api).unwrap().key(), edgar.key());
    assert_eq!(verified(&id_token, &api).unwrap_err().code(), "audience");
    // An ID token is signed for the program's own client ID, and yet opens no API of that name.
    assert_eq!(verified(&id_token, &rules).unwrap_err().code(), "client");
}

const CALLBACK: &str = "http://localhost:5173/callback";
const VERIFIER: &str = "dBjFtJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

/// The tokens that a client is given for the code of a sign-in.
async fn signed_in(directory: &Directory, client: &str, scope: &str) -> Value {
    let http = Client::builder()
        .no_proxy()
        .redirect(Redirects::none())
        .build()
        .unwrap();
    let below = |path: &str| format!("{}/{}/{path}", directory.url(), directory.tenant_id());
    let challenge = digest::digest(&digest::SHA256, VERIFIER.as_bytes());
    let challenge = BASE64_URL_SAFE_NO_PAD.encode(challenge);
    let fields = [
        ("client_id", client),
        ("response_type", "code"),
        ("redirect_uri", CALLBACK),
        ("scope", scope),
        ("state", "state"),
        ("nonce", NONCE),
        ("code_challenge", &challenge),
        ("code_challenge_method", "S256"),
        ("user", "editor"),
    ];
    let sent_back = http
        .post(below("login"))
        .form(&fields)
        .send()
        .await
        .unwrap();
    let location = sent_back.headers()["location"].to_str().unwrap();
    let location = Url::parse(location).unwrap();
    let code = location.query_pairs().find(|(name, _)| name == "code");
    let (_, code) = code.expect("a code");
    let fields = [
        ("client_id", client),
        ("grant_type", "authorization_code"),
        ("code", &code),
        ("redirect_uri", CALLBACK),
        ("code_verifier", VERIFIER),
    ];
    let answer = http
        .post(below("oauth2/v2.0/token"))
        .form(&fields)
        .send()
        .await;
    answer.unwrap().json().await.unwrap()
}

async fn keys(directory: &Directory, rules: &Rules) -> KeySet {
    let http = Client::builder().no_proxy().build().unwrap();
    let fetched = async |url: &str| http.get(url).send().await.unwrap().bytes().await.unwrap();
    let metadata = fetched(&directory.metadata_url()).await;
    let document: Value = serde_json::from_slice(&metadata).unwrap();
    let set = fetched(document["jwks_uri"].as_str().unwrap()).await;
    KeySet::read(&metadata, &set, rules).unwrap()
}
