//! Several authorities in one engine: each with keys, rules and outages of its own, and nobody of one for one of another.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::http::StatusCode;
use rolecall::clock::Hand;
use rolecall::directory::{Bad, TokenRequest};
use rolecall::entra::{Algorithm, Authority, TenantRefused};
use rolecall::openapi::Document;
use rolecall::{Clock, Engine, EngineBuilder, Fault, Identity, Problem, Router, Unproven, Whom};
use rolecall::{get, protected, public, require};
use rolecall_tests::house::{Caller, Town};
use rolecall_tests::logs::Logs;
use rolecall_tests::policy::{ADMIN, EDITOR, Policy};
use rolecall_tests::{Answer, CLIENT, NOW, Signer, TENANT, Token};
use serde_json::json;

use rolecall_tests::Authority as Served;

const OTHER: &str = "99999999-bbbb-4bbb-8bbb-222222222222";
const STRANGER: &str = "88888888-bbbb-4bbb-8bbb-222222222222";
const ADA: &str = "44444444-dddd-4ddd-8ddd-444444444444";
const ORGANIZATIONS: &str = "/organizations/v2.0/.well-known/openid-configuration";

/// An authority that is served, and the key that it signs with: called the same at each.
#[derive(Clone)]
struct Stand {
    served: Served,
    /// Of Entra where there is one.
    tenant: Option<&'static str>,
    signer: Signer,
}

impl Stand {
    async fn of(tenant: Option<&'static str>, signer: &Signer) -> Self {
        let stand = Self {
            served: Served::start().await,
            tenant,
            signer: signer.clone().called("shared"),
        };
        stand.stand_up();
        stand
    }

    /// Every tenant there is.
    async fn open(signer: &Signer) -> Self {
        let stand = Self::of(Some(TENANT), signer).await;
        let issuer = format!("{}/{{tenantid}}/v2.0", stand.served.base());
        let document = json!({"issuer": issuer, "jwks_uri": stand.served.url("/keys")});
        stand.served.answer(ORGANIZATIONS, Answer::json(&document));
        stand
    }

    fn stand_up(&self) {
        self.served.publish(&[&self.signer]);
        let document = json!({"issuer": self.issuer(), "jwks_uri": self.served.url("/keys")});
        self.served
            .answer(&self.metadata(), Answer::json(&document));
    }

    fn issuer(&self) -> String {
        match self.tenant {
            Some(tenant) => format!("{}/{tenant}/v2.0", self.served.base()),
            None => self.served.base(),
        }
    }

    fn metadata(&self) -> String {
        let below = self.issuer().replace(&self.served.base(), "");
        format!("{below}/.well-known/openid-configuration")
    }

    /// What an engine is told of it beside another.
    fn settings(&self) -> Authority {
        let authority = Authority::new().authority(self.served.base());
        match self.tenant {
            Some(tenant) => authority.tenant_id(tenant).client_id(CLIENT),
            None => authority
                .client_id("documents")
                .algorithms([Algorithm::Es256, Algorithm::Rs256]),
        }
    }

    /// An honest token of Ada.
    fn user(&self) -> Token {
        let token = match self.tenant {
            Some(tenant) => Token::of_user(&self.issuer()).claim("tid", tenant),
            None => Token::of_stranger(&self.issuer()).by("ES256"),
        };
        token.signed_by(&self.signer)
    }

    fn asked(&self) -> usize {
        self.served.all_requests().len()
    }
}

/// An engine that trusts two tenants of Entra and another provider.
struct Scene {
    ours: Stand,
    theirs: Stand,
    elsewhere: Stand,
    engine: Engine,
    hand: Hand,
}

impl Scene {
    async fn set() -> Self {
        Self::with(|builder| builder, |theirs| theirs, |elsewhere| elsewhere).await
    }

    async fn with(
        settings: impl FnOnce(EngineBuilder) -> EngineBuilder,
        their: impl FnOnce(Authority) -> Authority,
        its: impl FnOnce(Authority) -> Authority,
    ) -> Self {
        let [ours, theirs, elsewhere] = stands().await;
        let (clock, hand) = Clock::by_hand(NOW);
        let builder = ours.served.builder_at(&clock);
        let builder = settings(builder)
            .also(their(theirs.settings()))
            .also(its(elsewhere.settings()));
        Self {
            engine: builder.start().await.unwrap(),
            ours,
            theirs,
            elsewhere,
            hand,
        }
    }

    fn stands(&self) -> [&Stand; 3] {
        [&self.ours, &self.theirs, &self.elsewhere]
    }

    #[track_caller]
    fn accepts(&self, token: &Token) -> impl Future<Output = Identity> {
        let (at, token) = (std::panic::Location::caller(), token.sign());
        async move {
            let proven = self.engine.verify(&token).await;
            proven.unwrap_or_else(|why| panic!("{at}: refused: {why}"))
        }
    }

    /// The code of the check that refused the token.
    async fn code(&self, token: &Token) -> &'static str {
        code(&self.engine, &token.sign()).await
    }
}

async fn stands() -> [Stand; 3] {
    [
        Stand::of(Some(TENANT), &Signer::first()).await,
        Stand::of(Some(OTHER), &Signer::second()).await,
        Stand::of(None, &Signer::p256()).await,
    ]
}

async fn code(engine: &Engine, token: &str) -> &'static str {
    match engine.verify(token).await {
        Ok(_) => "accepted",
        Err(Unproven::Refused(fault)) => fault.code(),
        Err(Unproven::Unavailable(_)) => "unavailable",
    }
}

#[tokio::test]
async fn each_authority_vouches_for_its_own_and_no_two_people_have_one_key() {
    let scene = Scene::set().await;
    // The same names for somebody everywhere: an object, a subject, and one that reads like the key of another.
    let as_object = |stand: &Stand| stand.user().claim("oid", ADA).claim("sub", ADA);
    let as_subject = |stand: &Stand| stand.user().without("oid").claim("sub", ADA);
    let as_another = |stand: &Stand| {
        let token = stand.user().without("oid");
        token.claim("sub", format!("{TENANT}/{ADA}"))
    };
    let mut keys = Vec::new();
    for stand in scene.stands() {
        keys.push(scene.accepts(&as_object(stand)).await.key().clone());
        keys.push(scene.accepts(&as_another(stand)).await.key().clone());
    }
    for stand in [&scene.ours, &scene.theirs] {
        keys.push(scene.accepts(&as_subject(stand)).await.key().clone());
    }
    for (place, key) in keys.iter().enumerate() {
        for other in &keys[..place] {
            assert_ne!(key, other);
            assert_ne!(key.to_string(), other.to_string());
        }
    }
}

/// Every authority calls its key the same.
#[tokio::test]
async fn a_key_of_one_never_verifies_a_token_of_another() {
    let scene = Scene::set().await;
    for of in scene.stands() {
        for by in scene.stands() {
            let token = of.user().forged_by(&by.signer);
            let algorithm = by.user().header["alg"].as_str().unwrap().to_owned();
            let code = scene.code(&token.by(&algorithm)).await;
            if of.issuer() == by.issuer() {
                assert_eq!(code, "accepted");
            } else {
                let refused = ["signature", "algorithm"].contains(&code);
                assert!(refused, "{}, {}: {code}", of.issuer(), by.issuer());
            }
        }
    }
    let token = scene.ours.user().forged_by(&scene.theirs.signer);
    assert_eq!(scene.code(&token).await, "signature");
    // Nor does a key that only one of them has.
    let own = Signer::first().called("own");
    scene.ours.served.publish(&[&scene.ours.signer, &own]);
    scene.hand.advance(Duration::from_mins(5));
    scene.accepts(&scene.ours.user().signed_by(&own)).await;
    let token = scene.theirs.user().signed_by(&own);
    assert_eq!(scene.code(&token).await, "unknown_key");
}

#[tokio::test]
async fn whose_a_token_is_turns_on_its_issuer_byte_for_byte() {
    let scene = Scene::set().await;
    let (ours, theirs) = (scene.ours.issuer(), scene.theirs.issuer());
    let asked = scene.stands().map(Stand::asked);
    for issuer in [
        format!("{ours}/"),
        format!(" {ours}"),
        ours.to_uppercase(),
        ours.replace(TENANT, OTHER),
        ours.replace(TENANT, STRANGER),
        ours.replace(TENANT, "{tenantid}"),
        format!("{ours} {theirs}"),
        scene.ours.served.base(),
        format!("{}/", scene.elsewhere.issuer()),
        format!("{}/{TENANT}/v2.0", scene.elsewhere.issuer()),
        String::new(),
    ] {
        let token = scene.ours.user().claim("iss", issuer.clone());
        assert_eq!(scene.code(&token).await, "issuer", "{issuer}");
    }
    for odd in [json!([ours]), json!(null), json!(1), json!({"iss": ours})] {
        let token = scene.ours.user().claim("iss", odd.clone());
        assert_eq!(scene.code(&token).await, "issuer", "{odd}");
    }
    assert_eq!(
        scene.code(&scene.ours.user().without("iss")).await,
        "issuer"
    );
    for (honest, bent) in [
        ("\"iss\":", format!("\"iss\":\"{theirs}\",\"iss\":")),
        ("\"iss\":", format!("\"ISS\":\"{theirs}\",\"iss\":")),
        ("\"iss\":", format!("\"i\\u0073s\":\"{theirs}\",\"iss\":")),
        ("{", "[{".to_owned()),
    ] {
        let payload = scene.ours.user().payload.to_string();
        let token = scene.ours.user();
        let token = token.sign_payload(payload.replacen(honest, &bent, 1));
        assert_eq!(code(&scene.engine, &token).await, "malformed", "{bent}");
    }
    // An array in the order of what is read is no object.
    let token = scene.ours.user().sign_payload(json!([ours]).to_string());
    assert_eq!(code(&scene.engine, &token).await, "malformed");
    // Escapes are no other issuer.
    let payload = scene.ours.user().payload.to_string();
    let escaped = payload.replacen("\"iss\":\"http", "\"iss\":\"\\u0068ttp", 1);
    let token = scene.ours.user().sign_payload(escaped);
    assert_eq!(code(&scene.engine, &token).await, "accepted");
    // Of one authority by `iss`, of another by `tid`.
    let crossed = scene.ours.user().claim("tid", OTHER);
    assert_eq!(scene.code(&crossed).await, "tenant");
    assert_eq!(scene.stands().map(Stand::asked), asked);
}

/// What an engine says of a token is what it would say if the others were not there.
#[tokio::test]
async fn no_bad_token_is_any_better_for_other_authorities() {
    let town = Town::under(crate::policy::Policy).await;
    let directory = &town.directory;
    let [ours, theirs, _] = stands().await;
    let beside = Authority::new()
        .authority(directory.url())
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id());
    let first = Engine::builder(crate::policy::Policy)
        .authority(directory.url())
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id())
        .also(ours.settings())
        .also(theirs.settings());
    let last = theirs.served.builder();
    let last = last.tenant_id(OTHER).also(ours.settings()).also(beside);
    let (first, last) = (first.start().await.unwrap(), last.start().await.unwrap());
    let (user, robot) = (TokenRequest::user("admin"), TokenRequest::app("robot"));
    for (request, has_scopes) in [(user, true), (robot, false)] {
        let is_of_it = |bad: &&Bad| has_scopes || **bad != Bad::NoScope;
        for bad in Bad::ALL.iter().filter(is_of_it) {
            let token = town.token(&request.clone().bad(*bad));
            let alone = code(&town.engine, &token).await;
            for several in [&first, &last] {
                let code = code(several, &token).await;
                assert_eq!(code == "accepted", alone == "accepted", "{}", bad.name());
                // Where it is of none of them, there is nobody to say that it is of the wrong tenant.
                let is_alike = code == alone || (alone, code) == ("tenant", "issuer");
                assert!(is_alike, "{}: {alone}, {code}", bad.name());
            }
        }
        let good = town.token(&request);
        assert_eq!(code(&last, &good).await, "accepted");
    }
}

/// The same with any letter of a payload out of place.
#[tokio::test]
async fn no_letter_of_a_payload_makes_it_good_for_other_authorities() {
    let scene = Scene::set().await;
    let (clock, _hand) = Clock::by_hand(NOW);
    let alone = scene.ours.served.builder_at(&clock).start().await.unwrap();
    let payload = scene.ours.user().payload.to_string();
    for place in 0..payload.len() {
        for letter in [b'"', b'}', b'0', 0xFF] {
            let mut bent = payload.clone().into_bytes();
            bent[place] = letter;
            let token = scene.ours.user().sign_payload(bent);
            let (alone, several) = (
                code(&alone, &token).await,
                code(&scene.engine, &token).await,
            );
            let is_alike = alone == several || several == "issuer" && alone != "accepted";
            assert!(is_alike, "{place}, {letter}: {alone}, {several}");
        }
    }
}

#[tokio::test]
async fn the_outage_of_one_leaves_the_others_working() {
    let stands = stands().await;
    for down in 0..stands.len() {
        stands[down].served.fall_over();
        let (clock, hand) = Clock::by_hand(NOW);
        let builder = stands[0].served.builder_at(&clock);
        let builder = builder.also(stands[1].settings());
        let engine = builder.also(stands[2].settings()).start().await.unwrap();
        let router = Router::new().route("/read", get(read));
        let router = router.with(engine.clone()).unwrap();
        let status = async |stand: &Stand| {
            let caller = Caller::of(router.clone()).holding(&stand.user().sign());
            caller.get("/read").await.status
        };
        for (place, stand) in stands.iter().enumerate() {
            let expected = match place == down {
                true => StatusCode::SERVICE_UNAVAILABLE,
                false => StatusCode::OK,
            };
            assert_eq!(status(stand).await, expected);
        }
        stands[down].stand_up();
        hand.advance(Duration::from_secs(5));
        assert_eq!(status(&stands[down]).await, StatusCode::OK);
    }
}

#[tokio::test]
async fn the_log_says_whose_keys_cannot_be_had() {
    let logs = Logs::capture();
    let stands = stands().await;
    stands[1].served.fall_over();
    let builder = stands[0].served.builder().also(stands[1].settings());
    builder.start().await.unwrap();
    let log = logs.text();
    let told: Vec<_> = log
        .lines()
        .filter(|line| line.contains("could not be fetched"))
        .collect();
    assert!(
        told.len() == 1 && told[0].contains(&stands[1].issuer()),
        "{told:?}"
    );
}

#[tokio::test]
async fn invented_keys_of_one_cost_the_others_no_request() {
    let scene = Scene::set().await;
    let before = scene.stands().map(Stand::asked);
    for number in 0..1_000 {
        let token = scene.ours.user().head("kid", format!("invented {number}"));
        assert_eq!(scene.code(&token).await, "unknown_key");
    }
    let [ours, theirs, elsewhere] = scene.stands().map(Stand::asked);
    assert_eq!((theirs, elsewhere), (before[1], before[2]));
    // Metadata and keys, once.
    assert_eq!(ours, before[0] + 2);
    // Nor is the pause of one that of another.
    let new = Signer::first().called("new");
    scene.theirs.served.publish(&[&scene.theirs.signer, &new]);
    scene.accepts(&scene.theirs.user().signed_by(&new)).await;
}

/// Whoever floods one authority with keys that nobody has takes no place from those who wait for another.
#[tokio::test]
async fn those_who_wait_for_one_keep_nobody_from_another() {
    let scene = Scene::set().await;
    let ours = &scene.ours;
    let stalled = json!({"keys": [ours.signer.jwk()]}).to_string();
    ours.served
        .answer("/keys", Answer::Later(stalled.into_bytes()));
    let before = ours.asked();
    let waiting: Vec<_> = (0..200)
        .map(|number| {
            let token = ours.user().head("kid", format!("invented {number}")).sign();
            let engine = scene.engine.clone();
            tokio::spawn(async move { code(&engine, &token).await })
        })
        .collect();
    while ours.asked() < before + 2 {
        tokio::task::yield_now().await;
    }
    let new = Signer::first().called("new");
    scene.theirs.served.publish(&[&scene.theirs.signer, &new]);
    scene.accepts(&scene.theirs.user().signed_by(&new)).await;
    // Nor from those whose key is known.
    scene.accepts(&ours.user()).await;
    ours.served.go_on();
    for caller in waiting {
        assert_eq!(caller.await.unwrap(), "unknown_key");
    }
}

/// What one authority drops is gone; what the others' keys proved is proven anew by the same keys.
#[tokio::test]
async fn a_key_that_one_drops_takes_nobody_of_another_along() {
    let scene = Scene::set().await;
    for stand in scene.stands() {
        scene.accepts(&stand.user()).await;
    }
    let new = Signer::second().called("new");
    scene.ours.served.publish(&[&new]);
    scene.hand.advance(Duration::from_mins(5));
    let later = |stand: &Stand| stand.user().claim("uti", "later");
    scene.accepts(&later(&scene.ours).signed_by(&new)).await;
    let asked = scene.stands().map(Stand::asked);
    assert_eq!(scene.code(&scene.ours.user()).await, "unknown_key");
    for stand in [&scene.theirs, &scene.elsewhere] {
        scene.accepts(&stand.user()).await;
    }
    assert_eq!(scene.stands().map(Stand::asked), asked);
}

#[tokio::test]
async fn an_audience_counts_where_it_is_configured_and_nowhere_else() {
    let scene = Scene::with(
        |builder| builder.audiences(["api://ours"]),
        |theirs| theirs.audiences(["api://theirs"]),
        |elsewhere| elsewhere.audiences(["api://elsewhere"]),
    )
    .await;
    let audiences = ["api://ours", "api://theirs", "api://elsewhere"];
    for (place, stand) in scene.stands().into_iter().enumerate() {
        for (other, audience) in audiences.into_iter().enumerate() {
            let code = scene.code(&stand.user().claim("aud", audience)).await;
            let expected = ["audience", "accepted"][usize::from(place == other)];
            assert_eq!(code, expected, "{audience}");
        }
    }
}

#[tokio::test]
async fn claims_have_their_names_by_authority() {
    let scene = Scene::with(
        |builder| builder,
        |theirs| theirs,
        |elsewhere| elsewhere.roles_claim("duties").scopes_claim("rights"),
    )
    .await;
    for stand in scene.stands() {
        let token = stand.user().without("roles").without("scope");
        let token = token
            .claim("roles", json!(["Editor"]))
            .claim("scp", "Documents.Read");
        let usual = token.clone().claim("rights", "Documents.ReadWrite");
        let usual = scene.accepts(&usual.claim("duties", json!([]))).await;
        let odd = token
            .claim("roles", json!([]))
            .claim("duties", json!(["Editor"]));
        let odd = scene.accepts(&odd.claim("rights", "Documents.Read")).await;
        let is_entra = stand.tenant.is_some();
        assert_eq!(usual.has_role(EDITOR), is_entra);
        assert_eq!(odd.has_role(EDITOR), !is_entra);
    }
}

#[tokio::test]
async fn what_one_lets_in_the_others_do_not() {
    let scene = Scene::with(
        |builder| builder.client_apps(["33333333-cccc-4ccc-8ccc-333333333333"]),
        |theirs| theirs.guests(true).version_one(true),
        |elsewhere| elsewhere.max_token_age(Duration::from_mins(10)),
    )
    .await;
    let (ours, theirs) = (&scene.ours, &scene.theirs);
    let guest = |stand: &Stand| stand.user().claim("acct", 1);
    assert_eq!(scene.code(&guest(ours)).await, "guest");
    assert!(scene.accepts(&guest(theirs)).await.is_guest());

    let old = |stand: &Stand, tenant: &str| {
        let token = Token::of_version_one(&format!("{}/{tenant}/", stand.served.base()));
        token.claim("tid", tenant).signed_by(&stand.signer)
    };
    scene.accepts(&old(theirs, OTHER)).await;
    let refused = scene.engine.verify(&old(ours, TENANT).sign()).await;
    assert_eq!(refused.unwrap_err(), Unproven::Refused(Fault::VersionOne));

    let another = "55555555-eeee-4eee-8eee-555555555555";
    let through_another = |stand: &Stand| stand.user().claim("azp", another);
    assert_eq!(scene.code(&through_another(ours)).await, "client");
    scene.accepts(&through_another(theirs)).await;

    let aged = |stand: &Stand| stand.user().claim("uti", "2").claim("exp", NOW + 9_000);
    scene.hand.advance(Duration::from_mins(12));
    assert_eq!(scene.code(&aged(&scene.elsewhere)).await, "expired");
    scene.accepts(&aged(ours)).await;

    assert_eq!(scene.code(&ours.user().by("ES256")).await, "algorithm");
}

#[tokio::test]
async fn a_check_of_one_is_not_asked_about_the_tenants_of_another() {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let check = move |_: String| {
        counted.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Ok::<_, TenantRefused>(()))
    };
    let (open, theirs) = (
        Stand::open(&Signer::first()).await,
        Stand::of(Some(OTHER), &Signer::second()).await,
    );
    let builder = Engine::builder(Policy)
        .tenant_id("organizations")
        .tenant_check(check)
        .client_id(CLIENT)
        .authority(open.served.base())
        .also(theirs.settings())
        .clock(Clock::by_hand(NOW).0);
    let engine = builder.start().await.unwrap();
    let of = |tenant: &str| {
        let issuer = format!("{}/{tenant}/v2.0", open.served.base());
        open.user().claim("iss", issuer).claim("tid", tenant).sign()
    };
    assert_eq!(code(&engine, &theirs.user().sign()).await, "accepted");
    // That tenant is of one authority, whoever else would vouch for its people.
    assert_eq!(code(&engine, &of(OTHER)).await, "issuer");
    assert_eq!(asked.load(Ordering::SeqCst), 0);
    assert_eq!(code(&engine, &of(STRANGER)).await, "accepted");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
}

#[tokio::test]
async fn whoever_is_revoked_is_of_one_authority() {
    let scene = Scene::set().await;
    let of = |stand: &Stand| stand.user().claim("sub", ADA);
    let mut people = Vec::new();
    for stand in scene.stands() {
        people.push(scene.accepts(&of(stand)).await);
    }
    for (revoked, person) in people.iter().enumerate() {
        scene.engine.revoke(&Whom::User(person.key().clone()));
        for (place, stand) in scene.stands().into_iter().enumerate() {
            let expected = ["accepted", "revoked"][usize::from(place <= revoked)];
            assert_eq!(scene.code(&of(stand)).await, expected);
        }
    }
}

#[tokio::test]
async fn groups_bring_roles_whichever_authority_names_them() {
    let group = "7d1f8a52-90ac-4d3e-8f5b-2a7c6e1d0b93";
    let scene = Scene::with(
        |builder| builder.group_role(group, ADMIN),
        |theirs| theirs,
        |elsewhere| elsewhere,
    )
    .await;
    for stand in scene.stands() {
        let member = stand.user().claim("groups", json!([group]));
        assert!(scene.accepts(&member).await.has_role(ADMIN));
        assert!(!scene.accepts(&stand.user()).await.has_role(ADMIN));
    }
}

#[tokio::test]
async fn keys_are_fetched_from_all_at_once() {
    let [ours, theirs, _] = stands().await;
    for stand in [&ours, &theirs] {
        let document = json!({"issuer": stand.issuer(), "jwks_uri": stand.served.url("/keys")});
        let stalled = Answer::Later(document.to_string().into_bytes());
        stand.served.answer(&stand.metadata(), stalled);
    }
    let builder = ours.served.builder_at(&Clock::by_hand(NOW).0);
    let starting = tokio::spawn(builder.also(theirs.settings()).start());
    while ours.asked() == 0 || theirs.asked() == 0 {
        tokio::task::yield_now().await;
    }
    ours.served.go_on();
    theirs.served.go_on();
    let engine = starting.await.unwrap().unwrap();
    for stand in [&ours, &theirs] {
        assert_eq!(code(&engine, &stand.user().sign()).await, "accepted");
        assert_eq!(stand.asked(), 2);
    }
}

#[tokio::test]
async fn the_background_of_all_ends_with_the_engine() {
    let [ours, theirs, elsewhere] = stands().await;
    let runtime = tokio::runtime::Handle::current();
    let alive = async |expected: usize| {
        while runtime.metrics().num_alive_tasks() != expected {
            tokio::task::yield_now().await;
        }
    };
    let before = 3;
    alive(before).await;
    let builder = ours.served.builder().also(theirs.settings());
    let engine = builder.also(elsewhere.settings()).start().await.unwrap();
    alive(before + 3).await;
    drop(engine);
    alive(before).await;
}

#[protected(permission = "view", policy = rolecall_tests::policy)]
async fn read() -> &'static str {
    "read"
}

#[protected(permission = "view", acrs = "c1", policy = rolecall_tests::policy)]
async fn strongly() -> &'static str {
    "read"
}

#[protected(permission = "view", policy = rolecall_tests::policy)]
async fn strongly_within(user: Identity) -> Result<&'static str, Problem> {
    user.require(require!(acrs = "c1", policy = rolecall_tests::policy))?;
    Ok("read")
}

/// Everybody is sent to where they come from.
#[tokio::test]
async fn a_challenge_names_the_authority_of_who_is_challenged() {
    let scene = Scene::set().await;
    let router = Router::new()
        .route("/read", get(read))
        .route("/strongly", get(strongly))
        .route("/within", get(strongly_within));
    let router = router.with(scene.engine.clone()).unwrap();
    let told = async |stand: &Stand, path: &str| {
        let token = stand.user().claim("xms_cc", json!(["cp1"]));
        let caller = Caller::of(router.clone()).holding(&token.sign());
        let answer = caller.get(path).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
        let challenge = answer.header("www-authenticate").unwrap().to_owned();
        assert!(challenge.contains("insufficient_claims"), "{challenge}");
        let uri = challenge.split_once("authorization_uri=");
        uri.map(|(_, uri)| uri.trim_matches('"').to_owned())
    };
    let sign_in = |stand: &Stand| {
        let tenant = stand.tenant?;
        let base = stand.served.base();
        Some(format!("{base}/{tenant}/oauth2/v2.0/authorize"))
    };
    for stand in scene.stands() {
        // The one that is asked for in the handler comes last, when the token is known already.
        for path in ["/strongly", "/strongly", "/within"] {
            assert_eq!(told(stand, path).await, sign_in(stand));
        }
    }
    scene.engine.revoke(&Whom::Everybody);
    for stand in scene.stands() {
        assert_eq!(told(stand, "/read").await, sign_in(stand));
    }
}

#[public("what the interface offers is no secret")]
async fn document(document: Document) -> Document {
    document
}

#[tokio::test]
async fn the_document_names_the_engines_own_authority() {
    let scene = Scene::set().await;
    let router = Router::new().route("/openapi.json", get(document));
    let router = router.with(scene.engine.clone()).unwrap();
    let told = Caller::of(router).get("/openapi.json").await.json();
    let flow = &told["components"]["securitySchemes"]["oauth2"]["flows"]["authorizationCode"];
    let sign_in = format!("{}/{TENANT}/oauth2/v2.0", scene.ours.served.base());
    assert_eq!(flow["authorizationUrl"], format!("{sign_in}/authorize"));
    assert_eq!(flow["tokenUrl"], format!("{sign_in}/token"));
    assert!(!told.to_string().contains(OTHER));
}

#[tokio::test]
async fn what_is_shown_of_an_engine_names_all_of_them() {
    let scene = Scene::set().await;
    let shown = format!("{:?}", scene.engine);
    for stand in scene.stands() {
        let field = format!("issuer: {:?}", stand.issuer());
        assert_eq!(shown.matches(&field).count(), 1, "{shown}");
    }
}
