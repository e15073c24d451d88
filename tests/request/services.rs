//! Entra's services for customers, which write their issuers and claims in their own ways.

use axum::body::Body;
use axum::http::Request;
use rolecall::identity::Identity;
use rolecall::policy::Kind;
use rolecall::{Clock, Engine, EngineBuilder, Fault, Router, get, protected};
use rolecall_tests::policy::Policy;
use rolecall_tests::{Answer, Authority, CLIENT, NOW, TENANT, Token, World};
use serde_json::{Value, json};
use tower::ServiceExt as _;

const OTHER: &str = "99999999-bbbb-4bbb-8bbb-222222222222";
const B2C: &str = "https://contoso.b2clogin.com";
const EXTERNAL: &str = "https://contoso.ciamlogin.com";

#[tokio::test]
async fn a_policy_of_b2c_has_two_forms_of_issuers() {
    let world = b2c().await;
    for issuer in [
        format!("{B2C}/{TENANT}/v2.0/"),
        format!("{B2C}/tfp/{TENANT}/b2c_1_signin/v2.0/"),
        format!("{B2C}/tfp/{TENANT}/B2C_1_SignIn/v2.0/"),
    ] {
        let ada = world.accepts(&customer().claim("iss", issuer).sign()).await;
        is_ada(&ada);
    }
    for odd in [
        format!("{B2C}/{TENANT}/v2.0"),
        format!("{B2C}/{TENANT}/V2.0/"),
        format!("{B2C}/{TENANT}/"),
        format!("{B2C}//{TENANT}/v2.0/"),
        format!("{B2C}/contoso.onmicrosoft.com/v2.0/"),
        format!("{B2C}/tfp/{TENANT}/v2.0/"),
        format!("{B2C}/tfp/{TENANT}/b2c_1_other/v2.0/"),
        format!("{B2C}/tfp/{TENANT}/b2c_1_signin/x/v2.0/"),
        format!("{B2C}/TFP/{TENANT}/b2c_1_signin/v2.0/"),
        format!("{B2C}.evil.example/{TENANT}/v2.0/"),
        format!("https://other.b2clogin.com/{TENANT}/v2.0/"),
        format!("https://login.microsoftonline.com/{TENANT}/v2.0"),
        format!("https://sts.windows.net/{TENANT}/"),
    ] {
        let token = customer().claim("iss", odd.clone()).sign();
        assert_eq!(world.code(&token).await, "issuer", "{odd}");
    }
}

#[tokio::test]
async fn a_token_of_another_policy_is_refused() {
    let world = b2c().await;
    world
        .accepts(&customer().claim("tfp", "b2c_1_SIGNIN").sign())
        .await;
    let by_context = customer().without("tfp").claim("acr", "b2c_1_signin");
    world.accepts(&by_context.sign()).await;
    for other in ["B2C_1_edit", "B2C_1_signin2", "", " B2C_1_signin"] {
        for name in ["tfp", "acr"] {
            let token = customer().without("tfp").claim(name, other).sign();
            assert_eq!(world.refuses(&token).await, Fault::Issuer, "{other}");
        }
    }
    let contradictory = customer()
        .claim("tfp", "B2C_1_edit")
        .claim("acr", "B2C_1_signin");
    assert_eq!(world.refuses(&contradictory.sign()).await, Fault::Issuer);
    let silent = customer().without("tfp").sign();
    assert_eq!(world.refuses(&silent).await, Fault::Issuer);
    for odd in [json!(null), json!(["B2C_1_signin"]), json!(1)] {
        let token = customer().claim("tfp", odd).sign();
        assert_eq!(world.refuses(&token).await, Fault::Claim("tfp".to_owned()));
    }
}

#[tokio::test]
async fn a_tenant_of_b2c_is_the_one_in_the_issuer() {
    let world = b2c().await;
    world.accepts(&customer().without("tid").sign()).await;
    let crossed = customer().claim("tid", OTHER).sign();
    assert_eq!(world.refuses(&crossed).await, Fault::Tenant);
    let other = customer().claim("iss", format!("{B2C}/{OTHER}/v2.0/"));
    for other in [other.clone().without("tid"), other.claim("tid", OTHER)] {
        assert_eq!(world.refuses(&other.sign()).await, Fault::Tenant);
    }
}

/// There, somebody's subject is the object, as it is elsewhere with applications.
#[tokio::test]
async fn a_customer_is_no_application_and_an_id_token_opens_nothing() {
    let world = b2c().await;
    for (token, code) in [
        (customer().without("scp"), "kind"),
        (customer().without("azp"), "client"),
        (customer().claim("at_hash", "x"), "id_token"),
        (customer().claim("c_hash", "x"), "id_token"),
        (customer().claim("ver", "2.0"), "version"),
        (customer().without("ver"), "version"),
        (customer().without("oid").without("sub"), "subject"),
        // What B2C once wrote of everybody.
        (
            customer()
                .without("oid")
                .claim("sub", "Not supported currently. Use oid claim."),
            "subject",
        ),
        (customer().claim("oid", "ada"), "claim"),
    ] {
        assert_eq!(world.code(&token.sign()).await, code, "{}", token.payload);
    }
    is_ada(
        &world
            .accepts(&customer().claim("nonce", "defaultNonce").sign())
            .await,
    );
    let by_subject = world.accepts(&customer().without("oid").sign()).await;
    assert_eq!(by_subject.kind(), Kind::User);
    let from_elsewhere = customer().claim("idp", "google.com");
    assert!(!world.accepts(&from_elsewhere.sign()).await.is_guest());
}

#[tokio::test]
async fn metadata_of_b2c_names_either_issuer_of_its_own() {
    for (issuer, is_right) in [
        (format!("{B2C}/{TENANT}/v2.0/"), true),
        (format!("{B2C}/tfp/{TENANT}/b2c_1_signin/v2.0/"), true),
        (format!("{B2C}/{TENANT}/v2.0"), false),
        (format!("{B2C}/{OTHER}/v2.0/"), false),
        (format!("{B2C}/tfp/{TENANT}/b2c_1_edit/v2.0/"), false),
    ] {
        let base = format!("{B2C}/contoso.onmicrosoft.com/B2C_1_signin");
        let world = world(&base, &issuer, |builder| builder).await;
        let token = customer().sign();
        assert_eq!(world.is_unavailable(&token).await, !is_right, "{issuer}");
    }
}

#[tokio::test]
async fn an_address_of_b2c_names_tenant_and_policy() {
    for right in [
        "contoso.onmicrosoft.com/B2C_1_signin",
        "contoso.onmicrosoft.com/B2C_1_signin/",
        "contoso.onmicrosoft.com/B2C_1_signin/v2.0",
        "tfp/contoso.onmicrosoft.com/B2C_1_signin",
        &format!("{TENANT}/B2C_1_signin"),
        &format!("{}/B2C_1_signin", TENANT.to_uppercase()),
    ] {
        let builder = customers(&format!("{B2C}/{right}"));
        builder.start().await.expect(right);
    }
    for wrong in [
        "",
        "/",
        "contoso.onmicrosoft.com",
        "contoso.onmicrosoft.com/",
        "contoso.onmicrosoft.com?p=B2C_1_signin",
        "contoso.onmicrosoft.com/B2C_1_signin?x=1",
        "contoso.onmicrosoft.com/B2C_1_signin/oauth2/v2.0",
        &format!("{OTHER}/B2C_1_signin"),
    ] {
        let builder = customers(&format!("{B2C}/{wrong}"));
        let error = builder.start().await.unwrap_err().to_string();
        let form = "`https://{name}.b2clogin.com/{name}.onmicrosoft.com/{policy}`";
        assert!(error.contains(form), "{wrong}: {error}");
    }
}

#[tokio::test]
async fn an_issuer_of_external_id_is_named_for_the_tenant_wherever_sign_in_is() {
    let issuer = format!("https://{TENANT}.ciamlogin.com/{TENANT}/v2.0");
    for base in [
        EXTERNAL.to_owned(),
        format!("{EXTERNAL}/"),
        format!("{EXTERNAL}/{TENANT}"),
        format!("{EXTERNAL}/{TENANT}/v2.0"),
        format!("https://{TENANT}.ciamlogin.com"),
    ] {
        let world = world(&base, &issuer, |builder| builder).await;
        let token = || Token::of_user(&issuer);
        is_ada(&world.accepts(&token().sign()).await);
        let social = token().claim("idp", "google.com").claim("acct", 0);
        assert!(!world.accepts(&social.sign()).await.is_guest());
        for odd in [
            format!("{EXTERNAL}/{TENANT}/v2.0"),
            format!("{issuer}/"),
            format!("https://{OTHER}.ciamlogin.com/{TENANT}/v2.0"),
            format!("https://login.microsoftonline.com/{TENANT}/v2.0"),
        ] {
            let token = token().claim("iss", odd.clone()).sign();
            assert_eq!(world.refuses(&token).await, Fault::Issuer, "{odd}");
        }
        for (name, value, code) in [
            ("ver", "1.0", "version"),
            ("tid", OTHER, "tenant"),
            ("nonce", "n", "id_token"),
        ] {
            let token = token().claim(name, value).sign();
            assert_eq!(world.code(&token).await, code);
        }
        let silent = token().without("tid").sign();
        assert_eq!(world.refuses(&silent).await, Fault::Tenant);
    }
}

#[tokio::test]
async fn metadata_of_external_id_names_the_tenants_issuer() {
    let of_the_address = format!("{EXTERNAL}/{TENANT}/v2.0");
    let world = world(EXTERNAL, &of_the_address, |builder| builder).await;
    let issuer = format!("https://{TENANT}.ciamlogin.com/{TENANT}/v2.0");
    assert!(world.is_unavailable(&Token::of_user(&issuer).sign()).await);
}

#[tokio::test]
async fn people_are_sent_to_where_their_service_signs_them_in() {
    let of_external = format!("https://{TENANT}.ciamlogin.com/{TENANT}/v2.0");
    let policy = format!("{B2C}/contoso.onmicrosoft.com/B2C_1_signin");
    let legacy = format!("{B2C}/tfp/contoso.onmicrosoft.com/B2C_1_signin");
    let of_policy = format!("{B2C}/{TENANT}/v2.0/");
    for (base, issuer, token, sign_in) in [
        (
            EXTERNAL,
            &of_external,
            Token::of_user(&of_external),
            format!("{EXTERNAL}/{TENANT}"),
        ),
        (&policy, &of_policy, customer(), policy.clone()),
        (
            &format!("{policy}/v2.0"),
            &of_policy,
            customer(),
            policy.clone(),
        ),
        (&legacy, &of_policy, customer(), legacy.clone()),
    ] {
        let world = world(base, issuer, |builder| builder).await;
        let router = Router::new().route("/", get(careful));
        let router = router.with(world.engine.clone()).unwrap();
        let request = Request::get("/").header("authorization", format!("Bearer {}", token.sign()));
        let request = request.body(Body::empty()).unwrap();
        let answer = router.oneshot(request).await.unwrap();
        let challenge = answer.headers()["www-authenticate"].to_str().unwrap();
        let expected = format!(r#"authorization_uri="{sign_in}/oauth2/v2.0/authorize""#);
        assert!(challenge.contains(&expected), "{challenge}");
    }
}

#[protected(role = "Editor", acrs = "c1", policy = rolecall_tests::policy)]
async fn careful() -> &'static str {
    "read"
}

#[tokio::test]
async fn what_is_for_workforce_tenants_alone_is_a_mistake_elsewhere() {
    let policy = format!("{B2C}/contoso.onmicrosoft.com/B2C_1_signin");
    for base in [EXTERNAL, &policy] {
        let error = customers(base).version_one(true).start().await;
        let error = error.unwrap_err().to_string();
        assert!(error.contains("has no tokens of version 1.0"), "{error}");
        let several = Engine::builder(Policy)
            .tenants([TENANT])
            .client_id(CLIENT)
            .authority(base);
        let error = several.start().await.unwrap_err().to_string();
        assert!(error.contains("whose tenants stand alone"), "{error}");
    }
}

/// A policy of Azure AD B2C.
async fn b2c() -> World {
    let base = format!("{B2C}/contoso.onmicrosoft.com/B2C_1_signin");
    world(&base, &format!("{B2C}/{TENANT}/v2.0/"), |builder| builder).await
}

/// A world whose authority is at `base`, and whose metadata, fetched from this machine, names `issuer`.
async fn world(
    base: &str,
    issuer: &str,
    settings: impl FnOnce(EngineBuilder) -> EngineBuilder,
) -> World {
    let authority = Authority::start().await;
    let document = json!({"issuer": issuer, "jwks_uri": authority.url("/keys")});
    authority.answer("/metadata", Answer::json(&document));
    let (clock, hand) = Clock::by_hand(NOW);
    let builder = customers(base)
        .metadata_url(authority.url("/metadata"))
        .clock(clock);
    World {
        engine: settings(builder).start().await.unwrap(),
        authority,
        hand,
    }
}

fn customers(base: &str) -> EngineBuilder {
    Engine::builder(Policy)
        .tenant_id(TENANT)
        .client_id(CLIENT)
        .authority(base)
        .metadata_url("http://127.0.0.1:1/")
}

/// Ada as a customer, by Azure AD B2C.
fn customer() -> Token {
    let object = Value::from("44444444-dddd-4ddd-8ddd-444444444444");
    Token::of_user(&format!("{B2C}/{TENANT}/v2.0/"))
        .claim("ver", "1.0")
        .claim("tfp", "B2C_1_signin")
        .claim("sub", object)
        .without("azpacr")
        .without("uti")
        .without("tid")
}

fn is_ada(identity: &Identity) {
    assert_eq!(
        (identity.kind(), identity.tenant()),
        (Kind::User, Some(TENANT))
    );
    let key = format!("{TENANT}/44444444-dddd-4ddd-8ddd-444444444444");
    assert_eq!(identity.key().to_string(), key);
    assert!(!identity.is_guest());
}
