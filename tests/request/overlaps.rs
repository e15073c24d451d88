//! Which authorities may stand in one engine, and what is wrong with the others: said at the start, all at once, each with
//! whose mistake it is.

use std::fmt::Write as _;
use std::time::Duration;

use rolecall::entra::{Authority, TenantRefused};
use rolecall::{ConfigurationError, Engine, EngineBuilder};
use rolecall_tests::policy::{ADMIN, Policy};
use rolecall_tests::{CLIENT, TENANT};

const OTHER: &str = "99999999-bbbb-4bbb-8bbb-222222222222";
const THIRD: &str = "88888888-bbbb-4bbb-8bbb-222222222222";
const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";
const PUBLIC: &str = "https://login.microsoftonline.com";
const GOVERNMENT: &str = "https://login.microsoftonline.us";
const POLICY: &str = "https://contoso.b2clogin.com/contoso.onmicrosoft.com/b2c_1_sign_in";

/// Where nobody listens, so that a start is quick.
const NOWHERE: &str = "http://127.0.0.1:1/metadata";

async fn everybody(_: String) -> Result<(), TenantRefused> {
    Ok(())
}

fn entra(cloud: &str) -> Authority {
    let authority = Authority::new().authority(cloud);
    authority.client_id(CLIENT).metadata_url(NOWHERE)
}

fn tenant(cloud: &str, id: &str) -> Authority {
    entra(cloud).tenant_id(id)
}

fn list(cloud: &str, ids: &[&str]) -> Authority {
    entra(cloud).tenants(ids)
}

fn open(cloud: &str) -> Authority {
    entra(cloud)
        .tenant_id("organizations")
        .tenant_check(everybody)
}

fn provider(issuer: &str) -> Authority {
    let authority = Authority::new().authority(issuer);
    authority.client_id("documents").metadata_url(NOWHERE)
}

/// An engine of an authority that is in nobody's way.
fn engine() -> EngineBuilder {
    Engine::builder(Policy)
        .authority("https://own.example")
        .client_id("documents")
        .metadata_url(NOWHERE)
        .fetch_timeout(Duration::from_millis(100))
}

async fn mistakes(builder: EngineBuilder) -> ConfigurationError {
    builder.start().await.expect_err("settings that are wrong")
}

const SHARED: &str = "names the tenant `22222222-bbbb-4bbb-8bbb-222222222222`, which authority 2 names: a tenant is of \
                      one authority; name it in one of them";
const POLICIES: &str = "is a policy of Azure AD B2C in the tenant `22222222-bbbb-4bbb-8bbb-222222222222`, as authority 2 \
                        is: all policies of a tenant have one issuer and the same people; keep one of them";
const OPEN: &str = "could have issued tokens of authority 2, since `tenant_check` alone chooses tenants for one of them: \
                    list that one's in `tenants`, or let one authority have all of them";
const ISSUER: &str =
    "has the issuer of authority 2, so that a token could be of either: keep one of them";

/// Of two that overlap, neither is trusted, whichever comes first.
#[tokio::test]
async fn no_two_authorities_may_have_issued_one_token() {
    type Made = fn() -> Authority;
    let cases: [(Made, Made, &str); 16] = [
        (|| tenant(PUBLIC, TENANT), || tenant(PUBLIC, TENANT), SHARED),
        (
            || tenant(PUBLIC, TENANT),
            || tenant(PUBLIC, &TENANT.to_uppercase()),
            SHARED,
        ),
        (
            || tenant(PUBLIC, TENANT),
            || list(PUBLIC, &[OTHER, TENANT]),
            SHARED,
        ),
        (
            || list(PUBLIC, &[THIRD, TENANT]),
            || list(PUBLIC, &[OTHER, TENANT]),
            SHARED,
        ),
        // Where they differ in the issuer, their people would have the same keys.
        (
            || tenant(PUBLIC, TENANT),
            || tenant(GOVERNMENT, TENANT),
            SHARED,
        ),
        (
            || tenant(PUBLIC, TENANT).version_one(true),
            || tenant(GOVERNMENT, TENANT).version_one(true),
            SHARED,
        ),
        (
            || tenant("http://127.0.0.1:1", TENANT),
            || tenant("http://127.0.0.1:2", TENANT),
            SHARED,
        ),
        (
            || tenant(PUBLIC, TENANT),
            || tenant("https://contoso.ciamlogin.com", TENANT),
            SHARED,
        ),
        (|| tenant(PUBLIC, TENANT), || tenant(POLICY, TENANT), SHARED),
        (
            || tenant(POLICY, TENANT),
            || tenant(&POLICY.replace("sign_in", "other"), TENANT),
            POLICIES,
        ),
        (|| open(PUBLIC), || tenant(PUBLIC, TENANT), OPEN),
        (|| open(PUBLIC), || list(PUBLIC, &[OTHER]), OPEN),
        (|| open(PUBLIC), || open(PUBLIC), OPEN),
        // The clouds share their issuers of version 1.0.
        (
            || open(PUBLIC).version_one(true),
            || tenant(GOVERNMENT, TENANT).version_one(true),
            OPEN,
        ),
        (
            || provider("https://id.example"),
            || provider("https://id.example"),
            ISSUER,
        ),
        (
            || tenant("http://127.0.0.1:1", TENANT),
            || provider("http://127.0.0.1:1/22222222-bbbb-4bbb-8bbb-222222222222/v2.0"),
            ISSUER,
        ),
    ];
    for (one, other, why) in cases {
        for [first, second] in [[one, other], [other, one]] {
            let error = mistakes(engine().also(first()).also(second())).await;
            let told: Vec<_> = error.mistakes().collect();
            assert_eq!(told, [format!("authority 3: {why}")]);
        }
    }
}

/// The engine's own is one of them.
#[tokio::test]
async fn the_engines_own_authority_overlaps_like_any_other() {
    let own = || {
        Engine::builder(Policy)
            .tenant_id(TENANT)
            .client_id(CLIENT)
            .metadata_url(NOWHERE)
    };
    let builder = own()
        .also(tenant(PUBLIC, OTHER))
        .also(open(PUBLIC))
        .also(tenant(PUBLIC, TENANT));
    let error = mistakes(builder).await;
    let told: Vec<_> = error.mistakes().collect();
    let numbered = |number: u8, of: u8, why: &str| {
        let why = why.replace("authority 2", &format!("authority {of}"));
        format!("authority {number}: {why}")
    };
    assert_eq!(
        told,
        [
            numbered(3, 1, OPEN),
            numbered(3, 2, OPEN),
            numbered(4, 1, SHARED),
            numbered(4, 3, OPEN),
        ]
    );
    own().token_rules().unwrap();
    mistakes(own().also(tenant(PUBLIC, TENANT))).await;
    let refused = own().also(tenant(PUBLIC, TENANT)).token_rules();
    assert!(refused.is_err());
}

#[tokio::test]
async fn authorities_that_have_nothing_in_common_stand_together() {
    for [one, other] in [
        [tenant(PUBLIC, TENANT), tenant(PUBLIC, OTHER)],
        [list(PUBLIC, &[TENANT]), list(PUBLIC, &[OTHER, PERSONAL])],
        [tenant(PUBLIC, TENANT), tenant(GOVERNMENT, OTHER)],
        [
            tenant(PUBLIC, TENANT).version_one(true),
            tenant(GOVERNMENT, OTHER).version_one(true),
        ],
        [open(PUBLIC), tenant(GOVERNMENT, OTHER)],
        [open(PUBLIC), open(GOVERNMENT)],
        [open(PUBLIC).version_one(true), tenant(GOVERNMENT, OTHER)],
        [open(PUBLIC), tenant(POLICY, OTHER)],
        [open(PUBLIC), tenant("https://contoso.ciamlogin.com", OTHER)],
        [
            tenant(POLICY, TENANT),
            tenant(&POLICY.replace("contoso", "fabrikam"), OTHER),
        ],
        [
            tenant("http://127.0.0.1:1", TENANT),
            provider("http://127.0.0.1:1"),
        ],
        [
            provider("https://id.example"),
            provider("https://id.example/"),
        ],
    ] {
        engine().also(one).also(other).start().await.unwrap();
    }
}

#[tokio::test]
async fn every_mistake_is_said_with_whose_it_is() {
    let builder = Engine::builder(Policy)
        .tenant_id("contoso.onmicrosoft.com")
        .client_id(CLIENT)
        .max_token_bytes(10)
        .also(
            Authority::new()
                .tenant_id("common")
                .client_id("documents")
                .audiences(["a,,b"])
                .metadata_url("ftp://x")
                .client_apps([""])
                .roles_claim("duties")
                .scopes_claim("rights")
                .max_token_age(Duration::from_secs(1))
                .max_sign_in_age(Duration::from_secs(1))
                .algorithms([]),
        )
        .also(
            Authority::new()
                .authority("http://id.example")
                .version_one(true)
                .tenant_check(everybody),
        )
        .also(Authority::new());
    let error = mistakes(builder).await;
    let mut told = String::new();
    for mistake in error.mistakes() {
        writeln!(told, "{mistake}").unwrap();
    }
    let expected = "\
`max_token_bytes` must be 1024 to 1048576
authority 1: `AAD_TENANT_ID` (set in code) is the domain `contoso.onmicrosoft.com`: give the directory (tenant) ID, the GUID in `issuer` of https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration
authority 2: `max_token_age` must be 1 minute to 30 days
authority 2: `max_sign_in_age` must be 1 minute to 365 days
authority 2: `algorithms` must name at least one
authority 2: `metadata_url` (set in code) is not an https URL
authority 2: `tenant_id` (set in code) is `common`, which would trust every tenant: give the directory (tenant) ID of yours, or list several in `tenants`
authority 2: `client_id` (set in code) is not a GUID: give the application (client) ID from the overview of the app registration
authority 2: `audiences` (set in code) names an empty audience: separate audiences by one comma
authority 2: `client_apps` (set in code) names no application: give the client IDs of those that may call, or leave it out
authority 2: `roles_claim` (set in code) contradicts `tenant_id`: Entra's claims are `roles` and `scp`; leave it out
authority 2: `scopes_claim` (set in code) contradicts `tenant_id`: Entra's claims are `roles` and `scp`; leave it out
authority 3: `version_one` is about tokens of Entra, and `tenant_id` is not set: leave it out
authority 3: `tenant_check` is about tenants of Entra, and `tenant_id` is not set: set it to `organizations`, or leave the check out
authority 3: `authority` (set in code) is not https; http is accepted for loopback addresses alone
authority 3: `client_id` is not set: give the application (client) ID from the overview of the app registration
authority 4: `tenant_id` is not set: give the directory (tenant) ID of your Entra tenant, or `authority` for another OpenID provider
authority 4: `client_id` is not set: give the application (client) ID from the overview of the app registration
";
    assert_eq!(told, expected);
}

/// Elsewhere a group may be called anything; where Entra is one of the authorities, anybody there could call one so.
#[tokio::test]
async fn a_group_is_a_guid_where_any_authority_is_entra() {
    let builder = || engine().group_role("admins", ADMIN);
    builder().start().await.unwrap();
    let another = || provider("https://id.example");
    builder().also(another()).start().await.unwrap();
    let error = mistakes(builder().also(another()).also(tenant(PUBLIC, TENANT))).await;
    let told = error.to_string();
    assert!(told.contains("what is not a GUID"), "{told}");
}

/// What one authority is told is told to it alone.
#[tokio::test]
async fn nothing_is_taken_over_from_the_engines_own_authority() {
    let own = Engine::builder(Policy)
        .tenant_id(TENANT)
        .client_id(CLIENT)
        .metadata_url(NOWHERE);
    let error = mistakes(own.also(Authority::new().tenant_id(OTHER))).await;
    let told: Vec<_> = error.mistakes().collect();
    let expected = "authority 2: `client_id` is not set: give the application (client) ID from the overview of the app \
                    registration";
    assert_eq!(told, [expected]);
}
