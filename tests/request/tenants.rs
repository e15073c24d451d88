//! Several tenants of Entra: whose tokens count, and who is asked about them.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use axum::body::{Body, to_bytes};
use axum::http::Request;
use rolecall::clock::Hand;
use rolecall::directory::{Bad, TokenRequest};
use rolecall::entra::TenantRefused;
use rolecall::{EngineBuilder, Fault, Router, Unproven, get, protected};
use rolecall_tests::house::Town;
use rolecall_tests::logs::Logs;
use rolecall_tests::{Answer, Authority, Signer, TENANT, Token, World};
use serde_json::json;
use tower::ServiceExt as _;

use rolecall_tests::policy;

const OTHER: &str = "99999999-bbbb-4bbb-8bbb-222222222222";
const STRANGER: &str = "88888888-bbbb-4bbb-8bbb-222222222222";
const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";
const NOBODY: [&str; 0] = [];

#[tokio::test]
async fn of_several_tenants_those_on_the_list_are_taken() {
    let world = open_world(|builder| builder.tenants([TENANT, OTHER])).await;
    let ours = world.accepts(&of(&world, TENANT).sign()).await;
    let theirs = world.accepts(&of(&world, OTHER).sign()).await;
    assert_eq!(
        (ours.tenant(), theirs.tenant()),
        (Some(TENANT), Some(OTHER))
    );
    // The same object in two tenants is two people.
    assert_ne!(ours.key(), theirs.key());
    for tenant in [STRANGER, PERSONAL] {
        let refused = world.refuses(&of(&world, tenant).sign()).await;
        assert_eq!(refused, Fault::Tenant, "{tenant}");
    }
}

#[tokio::test]
async fn a_list_takes_tenants_in_any_case_and_tokens_in_lower_case_alone() {
    let listed = OTHER.to_uppercase();
    let world = open_world(|builder| builder.tenants([listed])).await;
    world.accepts(&of(&world, OTHER).sign()).await;
    for odd in [
        OTHER.to_uppercase(),
        format!("{{{OTHER}}}"),
        OTHER.replace('-', ""),
        format!("urn:uuid:{OTHER}"),
        "contoso.onmicrosoft.com".to_owned(),
        "organizations".to_owned(),
        "{tenantid}".to_owned(),
        String::new(),
    ] {
        let consistent = of(&world, &odd).sign();
        assert_eq!(world.code(&consistent).await, "issuer", "{odd}");
        let said = of(&world, OTHER).claim("tid", odd.clone()).sign();
        assert_eq!(world.refuses(&said).await, Fault::Tenant, "{odd}");
    }
    let silent = of(&world, OTHER).without("tid").sign();
    assert_eq!(world.refuses(&silent).await, Fault::Tenant);
}

#[tokio::test]
async fn the_tenant_is_the_one_in_the_issuer_though_both_are_listed() {
    let world = open_world(|builder| builder.tenants([TENANT, OTHER])).await;
    let crossed = of(&world, TENANT).claim("tid", OTHER);
    assert_eq!(world.refuses(&crossed.sign()).await, Fault::Tenant);
    let base = world.authority.base();
    for issuer in [
        format!("{base}/{STRANGER}/{TENANT}/v2.0"),
        format!("{base}/{TENANT}/{STRANGER}/v2.0"),
        format!("{base}/{TENANT}/v2.0/"),
        format!("{base}//{TENANT}/v2.0"),
        format!("{base}.evil.example/{TENANT}/v2.0"),
        format!("{base}/{TENANT}"),
        format!("{base}/v2.0"),
    ] {
        let token = of(&world, TENANT).claim("iss", issuer.clone());
        assert_eq!(
            world.refuses(&token.sign()).await,
            Fault::Issuer,
            "{issuer}"
        );
    }
}

#[tokio::test]
async fn personal_accounts_count_only_where_their_tenant_is_listed() {
    let world = open_world(|builder| builder.tenants([TENANT, PERSONAL])).await;
    world.accepts(&of(&world, PERSONAL).sign()).await;
    assert_eq!(world.authority.requests(COMMON), 1);
    assert_eq!(world.authority.requests(ORGANIZATIONS), 0);

    let everybody = async |_: String| Ok(());
    for segment in ["common", "organizations"] {
        let world = open_world(|builder| builder.tenant_id(segment).tenant_check(everybody)).await;
        world.accepts(&of(&world, STRANGER).sign()).await;
        let refused = world.refuses(&of(&world, PERSONAL).sign()).await;
        assert_eq!(refused, Fault::Tenant, "{segment}");
    }
}

#[tokio::test]
async fn a_key_of_personal_accounts_signs_for_no_other_tenant() {
    let authority = open_authority().await;
    let bound = |signer: &Signer, tenant: &str| {
        let mut jwk = signer.jwk();
        jwk["issuer"] = json!(format!("{}/{tenant}/v2.0", authority.base()));
        jwk
    };
    let (any, personal) = (Signer::first(), Signer::second());
    authority.publish_keys(&[bound(&any, "{tenantid}"), bound(&personal, PERSONAL)]);
    let world = world_of(authority.clone(), |builder| {
        builder.tenants([TENANT, PERSONAL])
    })
    .await;
    world.accepts(&of(&world, TENANT).sign()).await;
    let own = of(&world, PERSONAL).signed_by(&personal);
    world.accepts(&own.sign()).await;
    let foreign = of(&world, TENANT).signed_by(&personal);
    assert_eq!(world.refuses(&foreign.sign()).await, Fault::KeyIssuer);
}

#[tokio::test]
async fn a_template_is_for_several_tenants_and_must_be_one() {
    let authority = open_authority().await;
    let base = authority.base();
    for issuer in [
        format!("{base}/{TENANT}/v2.0"),
        format!("{base}/{{TenantId}}/v2.0"),
        format!("{base}/{{tenantid}}/{{tenantid}}/v2.0"),
        format!("{base}/organizations/v2.0"),
        format!("{base}/{{tenantid}}/v2.0/"),
        "https://login.microsoftonline.com/{tenantid}/v2.0".to_owned(),
    ] {
        describe(&authority, ORGANIZATIONS, &issuer);
        let world = world_of(authority.clone(), |builder| builder.tenants([TENANT])).await;
        let token = of(&world, TENANT).sign();
        assert!(world.is_unavailable(&token).await, "{issuer}");
    }
}

#[tokio::test]
async fn the_application_is_asked_about_a_tenant_once_for_each_new_token() {
    let (asked, count) = counting();
    let world = open_world(|builder| builder.tenant_id("organizations").tenant_check(asked)).await;
    let token = of(&world, OTHER).sign();
    world.accepts(&token).await;
    world.accepts(&token).await;
    assert_eq!(count.load(Ordering::SeqCst), 1);
    world
        .accepts(&of(&world, OTHER).claim("uti", "u9").sign())
        .await;
    assert_eq!(count.load(Ordering::SeqCst), 2);
}

/// No token is worth a question to a database that counts no more.
#[tokio::test]
async fn the_application_is_asked_about_nobody_who_is_revoked() {
    let (asked, count) = counting();
    let world = open_world(|builder| builder.tenant_id("organizations").tenant_check(asked)).await;
    let token = of(&world, OTHER).sign();
    let key = world.accepts(&token).await.key().clone();
    world.engine.revoke(&rolecall::Whom::User(key));
    for _ in 0..3 {
        assert_eq!(world.code(&token).await, "revoked");
    }
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

/// What holds at the beginning of a long wait need not hold at its end.
#[tokio::test]
async fn who_waits_for_an_answer_beyond_the_end_of_the_token_is_refused() {
    let hand: Arc<OnceLock<Hand>> = Arc::default();
    let waiting = Arc::clone(&hand);
    let check = move |_: String| {
        if let Some(hand) = waiting.get() {
            hand.advance(std::time::Duration::from_hours(2));
        }
        async { Ok(()) }
    };
    let world = open_world(|builder| builder.tenant_id("organizations").tenant_check(check)).await;
    let token = of(&world, OTHER).sign();
    assert!(hand.set(world.hand.clone()).is_ok());
    assert_eq!(world.code(&token).await, "expired");
}

#[tokio::test]
async fn the_application_is_asked_about_nothing_that_is_refused_anyway() {
    let (asked, count) = counting();
    let world = open_world(|builder| {
        builder
            .tenants([TENANT, OTHER])
            .tenant_check(asked)
            .max_token_age(std::time::Duration::from_hours(1))
    })
    .await;
    let honest = || of(&world, OTHER);
    for bad in [
        honest().forged_by(&Signer::second()),
        honest().signed_by(&Signer::second()),
        honest().claim("aud", "another"),
        honest().claim("exp", 1),
        honest().claim("iat", 1),
        honest().claim("ver", "1.0"),
        honest().claim("nonce", "n"),
        honest().claim("acct", 1),
        honest().claim("oid", "nobody"),
        honest().without("azp"),
        honest().without("scp"),
        of(&world, STRANGER),
    ] {
        world.refuses(&bad.sign()).await;
    }
    assert_eq!(count.load(Ordering::SeqCst), 0);
    world.accepts(&honest().sign()).await;
    assert_eq!(count.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn an_application_that_thinks_keeps_nobody_else_waiting() {
    let decided = Arc::new(tokio::sync::Notify::new());
    let thought = Arc::clone(&decided);
    let check = move |tenant: String| {
        let thought = Arc::clone(&thought);
        async move {
            if tenant == OTHER {
                thought.notified().await;
            }
            Ok(())
        }
    };
    let world = open_world(|builder| builder.tenant_id("organizations").tenant_check(check)).await;
    let (slow, quick) = (of(&world, OTHER).sign(), of(&world, TENANT).sign());
    let slow = world.engine.verify(&slow);
    tokio::pin!(slow);
    tokio::select! {
        biased;
        _ = &mut slow => panic!("nothing is decided yet"),
        identity = world.accepts(&quick) => assert_eq!(identity.tenant(), Some(TENANT)),
    }
    decided.notify_one();
    assert_eq!(slow.await.unwrap().tenant(), Some(OTHER));
}

#[tokio::test]
async fn a_no_is_not_remembered() {
    let open = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&open);
    let check = move |_: String| {
        let is_open = seen.load(Ordering::SeqCst) == 1;
        async move {
            match is_open {
                true => Ok(()),
                false => Err(TenantRefused::new("not yet")),
            }
        }
    };
    let world = open_world(|builder| builder.tenant_id("organizations").tenant_check(check)).await;
    let token = of(&world, OTHER).sign();
    assert_eq!(world.code(&token).await, "tenant");
    open.store(1, Ordering::SeqCst);
    world.accepts(&token).await;
}

#[tokio::test]
async fn why_a_tenant_is_refused_is_for_the_log_alone() {
    let logs = Logs::capture();
    let check = async |_: String| Err(TenantRefused::new("unpaid\nsince May"));
    let world = open_world(|builder| builder.tenant_id("organizations").tenant_check(check)).await;
    let (status, body) = told(&world, &of(&world, OTHER)).await;
    assert_eq!(status, 401);
    assert!(
        body.contains("token refused") && !body.contains("unpaid"),
        "{body}"
    );
    let log = logs.text();
    let line = log.lines().find(|line| line.contains("unpaid")).unwrap();
    assert!(line.contains(r"unpaid\nsince May"), "{line}");
    assert!(!log.contains("eyJ"));
}

#[tokio::test]
async fn where_the_application_cannot_tell_nobody_gets_in() {
    let logs = Logs::capture();
    let failing = async |_: String| Err(TenantRefused::unavailable("database away"));
    let panicking = async |tenant: String| {
        assert!(tenant.is_empty(), "of the check");
        Ok(())
    };
    let worlds = [
        open_world(|builder| builder.tenant_id("organizations").tenant_check(failing)).await,
        open_world(|builder| builder.tenant_id("organizations").tenant_check(panicking)).await,
    ];
    for (world, why) in worlds.iter().zip(["database away", "it panicked"]) {
        let token = of(world, OTHER);
        let Err(Unproven::Unavailable(unavailable)) = world.engine.verify(&token.sign()).await
        else {
            panic!("{why}");
        };
        let said = format!("the tenant check cannot tell: {why}");
        assert_eq!(unavailable.to_string(), said);
        let (status, body) = told(world, &token).await;
        assert_eq!(status, 503);
        assert!(!body.contains(why), "{body}");
        assert!(logs.text().contains(why));
    }
}

#[tokio::test]
async fn a_check_may_be_a_type_of_its_own() {
    use std::future::{Future, ready};
    use std::pin::Pin;

    struct Customers(&'static str);

    impl rolecall::entra::TenantCheck for Customers {
        fn check(
            &self,
            tenant: String,
        ) -> Pin<Box<dyn Future<Output = Result<(), TenantRefused>> + Send + '_>> {
            Box::pin(ready(match tenant == self.0 {
                true => Ok(()),
                false => Err(TenantRefused::new("no customer")),
            }))
        }
    }

    let world = open_world(|builder| {
        builder
            .tenant_id("organizations")
            .tenant_check(Customers(OTHER))
    })
    .await;
    world.accepts(&of(&world, OTHER).sign()).await;
    let refused = world.refuses(&of(&world, TENANT).sign()).await;
    assert_eq!(refused, Fault::TenantRefused("no customer".to_owned()));
}

/// Its document for every tenant, and its keys, are written as Entra's are.
#[tokio::test]
async fn the_directory_is_believed_by_the_list_of_its_tenants() {
    let town = Town::under(crate::policy::Policy).await;
    let directory = &town.directory;
    let engine = |tenant: &str| {
        rolecall::Engine::builder(crate::policy::Policy)
            .tenants([tenant])
            .client_id(directory.client_id())
            .authority(directory.url())
            .start()
    };
    let token = town.token(&TokenRequest::user("admin"));
    let right = engine(directory.tenant_id()).await.unwrap();
    right.verify(&token).await.unwrap();
    let wrong = engine(OTHER).await.unwrap();
    let refused = wrong.verify(&token).await.unwrap_err();
    assert_eq!(refused, Unproven::Refused(Fault::Tenant));
    let stranger = town.token(&TokenRequest::user("admin").bad(Bad::Tenant));
    let refused = right.verify(&stranger).await.unwrap_err();
    assert_eq!(refused, Unproven::Refused(Fault::Tenant));
}

#[tokio::test]
async fn which_tenants_count_is_said_once_and_without_contradiction() {
    let everybody = async |_: String| Ok(());
    let (clock, _) = rolecall::Clock::by_hand(rolecall_tests::NOW);
    let base = || {
        rolecall::Engine::builder(policy::Policy)
            .client_id(rolecall_tests::CLIENT)
            .metadata_url("http://127.0.0.1:1/")
            .clock(clock.clone())
    };
    for (builder, why) in [
        (
            base().tenants(NOBODY),
            "`AAD_TENANT_IDS` (set in code) names no tenant, so that none is trusted",
        ),
        (
            base().tenants([TENANT, "common"]),
            "`AAD_TENANT_IDS` (set in code) is `common`, which would trust every tenant",
        ),
        (
            base().tenants(["contoso.com"]),
            "`AAD_TENANT_IDS` (set in code) is the domain `contoso.com`",
        ),
        (
            base().tenants([TENANT, ""]),
            "`AAD_TENANT_IDS` (set in code) is not a GUID",
        ),
        (
            base().tenant_id(TENANT).tenants([OTHER]),
            "`AAD_TENANT_ID` (set in code) names one tenant",
        ),
        (
            base().tenant_id(TENANT).tenant_check(everybody),
            "`AAD_TENANT_ID` (set in code) names one tenant",
        ),
        (
            base().tenant_check(everybody),
            "`AAD_TENANT_ID` is not set: set it to `organizations`",
        ),
        (
            base().tenant_id("organizations").tenants([PERSONAL]),
            "is `organizations`, which has no personal accounts",
        ),
        (
            base().tenant_id("consumers").tenants([PERSONAL]),
            "is `consumers`, which is no directory (tenant) ID",
        ),
        (
            base().tenant_id("common"),
            "is `common`, which would trust every tenant",
        ),
        (
            base().tenant_id("Organizations").tenants([TENANT]),
            "is not a GUID",
        ),
        (
            base()
                .authority("https://id.example")
                .tenant_check(everybody),
            "`tenant_check` is about tenants of Entra",
        ),
        (
            base()
                .tenants([TENANT])
                .authority("https://login.microsoftonline.com/common"),
            "contradicts `AAD_TENANT_ID`: its path must be empty, `/organizations` or `/organizations/v2.0`",
        ),
    ] {
        let error = builder.start().await.unwrap_err();
        assert_eq!(error.mistakes().count(), 1, "{error}");
        assert!(
            error.to_string().contains(why),
            "{why}\nis missing in\n{error}"
        );
    }
    for builder in [
        base().tenants([TENANT]),
        base().tenants([TENANT, PERSONAL]),
        base().tenant_id("common").tenants([TENANT]),
        base()
            .tenant_id("organizations")
            .tenants([TENANT])
            .tenant_check(everybody),
        base()
            .tenants([TENANT])
            .authority("https://login.microsoftonline.us/organizations/v2.0"),
    ] {
        builder.start().await.unwrap();
    }
}

const ORGANIZATIONS: &str = "/organizations/v2.0/.well-known/openid-configuration";
const COMMON: &str = "/common/v2.0/.well-known/openid-configuration";

/// An authority of every tenant there is, with one key for all of them.
async fn open_authority() -> Authority {
    let authority = Authority::start().await;
    let issuer = format!("{}/{{tenantid}}/v2.0", authority.base());
    let mut jwk = Signer::first().jwk();
    jwk["issuer"] = json!(issuer);
    authority.publish_keys(&[jwk]);
    describe(&authority, ORGANIZATIONS, &issuer);
    describe(&authority, COMMON, &issuer);
    authority
}

fn describe(authority: &Authority, path: &str, issuer: &str) {
    let document = json!({"issuer": issuer, "jwks_uri": authority.url("/keys")});
    authority.answer(path, Answer::json(&document));
}

async fn open_world(settings: impl FnOnce(EngineBuilder) -> EngineBuilder) -> World {
    world_of(open_authority().await, settings).await
}

async fn world_of(
    authority: Authority,
    settings: impl FnOnce(EngineBuilder) -> EngineBuilder,
) -> World {
    let (clock, hand) = rolecall::Clock::by_hand(rolecall_tests::NOW);
    let builder = rolecall::Engine::builder(policy::Policy)
        .client_id(rolecall_tests::CLIENT)
        .authority(authority.base())
        .clock(clock);
    let engine = settings(builder).start().await.unwrap();
    World {
        authority,
        engine,
        hand,
    }
}

/// A person of some tenant.
fn of(world: &World, tenant: &str) -> Token {
    let issuer = format!("{}/{tenant}/v2.0", world.authority.base());
    Token::of_user(&issuer).claim("tid", tenant)
}

/// A check that says yes, and how often it was asked.
fn counting() -> (
    impl Fn(String) -> std::future::Ready<Result<(), TenantRefused>> + Send + Sync + 'static,
    Arc<AtomicUsize>,
) {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&count);
    let check = move |_: String| {
        counted.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Ok(()))
    };
    (check, count)
}

#[protected(role = "Editor", policy = rolecall_tests::policy)]
async fn read() -> &'static str {
    "read"
}

/// What a caller with the token is told.
async fn told(world: &World, token: &Token) -> (u16, String) {
    let router = Router::new().route("/", get(read));
    let router = router.with(world.engine.clone()).unwrap();
    let request = Request::get("/").header("authorization", format!("Bearer {}", token.sign()));
    let answer = router
        .oneshot(request.body(Body::empty()).unwrap())
        .await
        .unwrap();
    let status = answer.status().as_u16();
    let body = to_bytes(answer.into_body(), 4096).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}
