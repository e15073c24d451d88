//! Entra's tokens of version 1.0, which count only where code says so.

use rolecall::directory::TokenRequest;
use rolecall::entra::ClientProof;
use rolecall::policy::Kind;
use rolecall::{Engine, Fault};
use rolecall_tests::house::Town;
use rolecall_tests::policy::Policy;
use rolecall_tests::world::world_with;
use rolecall_tests::{Answer, Authority, CLIENT, NOW, Signer, TENANT, Token, World, world};
use serde_json::json;

const OF_USER: &str = "33333333-cccc-4ccc-8ccc-333333333333";

#[tokio::test]
async fn tokens_of_both_versions_are_taken_where_the_first_is() {
    let world = both().await;
    world.accepts(&world.user().sign()).await;
    world.accepts(&world.application().sign()).await;

    let ada = world.accepts(&old_user(&world).sign()).await;
    assert_eq!((ada.kind(), ada.name()), (Kind::User, Some("Ada Test")));
    assert_eq!(ada.client(), Some(OF_USER));
    assert_eq!(ada.client_proof(), Some(ClientProof::Secret));
    assert!(!ada.is_guest());
    // The same person, whichever version the token is of.
    let in_version_two = world.accepts(&world.user().sign()).await;
    assert_eq!(ada.key(), in_version_two.key());

    let robot = world.accepts(&old_application(&world).sign()).await;
    assert_eq!(robot.kind(), Kind::Application);
    let nameless = old_user(&world).without("name").sign();
    let nameless = world.accepts(&nameless).await;
    assert_eq!(nameless.name(), Some("ada@contoso.test"));
}

#[tokio::test]
async fn tokens_of_the_first_version_are_refused_by_default() {
    let world = world().await;
    for token in [old_user(&world), old_application(&world)] {
        assert_eq!(world.refuses(&token.sign()).await, Fault::VersionOne);
    }
    let text = Fault::VersionOne.to_string();
    assert!(
        text.contains("`requestedAccessTokenVersion` to 2"),
        "{text}"
    );
    for cloud in ["sts.windows.net", "sts.chinacloudapi.cn"] {
        let token = old_user(&world).claim("iss", format!("https://{cloud}/{TENANT}/"));
        assert_eq!(world.refuses(&token.sign()).await, Fault::VersionOne);
    }
}

#[tokio::test]
async fn the_version_is_the_one_that_the_issuer_stands_for() {
    let world = both().await;
    for odd in ["2.0", "1", "1.0 ", "1.1", ""] {
        let token = old_user(&world).claim("ver", odd).sign();
        assert_eq!(world.refuses(&token).await, Fault::Version, "{odd}");
    }
    let silent = old_user(&world).without("ver").sign();
    assert_eq!(world.refuses(&silent).await, Fault::Version);
    for number in [json!(1.0), json!(1), json!(["1.0"]), json!(null)] {
        let token = old_user(&world).claim("ver", number).sign();
        assert_eq!(world.code(&token).await, "claim");
    }
    let new = world.user().claim("ver", "1.0").sign();
    assert_eq!(world.refuses(&new).await, Fault::Version);
}

#[tokio::test]
async fn an_issuer_of_the_first_version_is_compared_byte_for_byte() {
    let world = both().await;
    let issuer = old_issuer(&world);
    for odd in [
        issuer.trim_end_matches('/').to_owned(),
        format!("{issuer}/"),
        format!("{issuer}v2.0/"),
        issuer.to_uppercase(),
        issuer.replace(TENANT, &TENANT.to_uppercase()),
        issuer.replace(TENANT, "common"),
        issuer.replace(TENANT, "{tenantid}"),
        issuer.replace("http:", "https:"),
    ] {
        let token = old_user(&world).claim("iss", odd.clone()).sign();
        assert_eq!(world.refuses(&token).await, Fault::Issuer, "{odd}");
    }
    let other = "99999999-bbbb-4bbb-8bbb-222222222222";
    let of_another = old_user(&world)
        .claim("iss", issuer.replace(TENANT, other))
        .claim("tid", other);
    assert_eq!(world.refuses(&of_another.sign()).await, Fault::Tenant);
    for tenant in [other, "", &TENANT.to_uppercase()] {
        let token = old_user(&world).claim("tid", tenant).sign();
        assert_eq!(world.refuses(&token).await, Fault::Tenant);
    }
}

#[tokio::test]
async fn the_names_of_one_version_do_not_stand_in_for_those_of_the_other() {
    let world = world_with(|builder| {
        builder
            .version_one(true)
            .client_apps([OF_USER])
            .client_proof(ClientProof::Secret)
    })
    .await;
    world.accepts(&old_user(&world).sign()).await;
    let new = || world.user().claim("azpacr", "1");
    world.accepts(&new().sign()).await;
    for (token, fault) in [
        (
            old_user(&world).without("appid").claim("azp", OF_USER),
            Fault::Client,
        ),
        (
            old_user(&world).claim("appid", "").claim("azp", OF_USER),
            Fault::Client,
        ),
        (
            old_user(&world)
                .claim("appid", "another")
                .claim("azp", OF_USER),
            Fault::ClientNotListed,
        ),
        (
            old_user(&world).claim("appidacr", "0").claim("azpacr", "2"),
            Fault::ClientProof,
        ),
        (
            old_user(&world).without("appidacr").claim("azpacr", "2"),
            Fault::ClientProof,
        ),
        (new().without("azp").claim("appid", OF_USER), Fault::Client),
        (
            new().without("azpacr").claim("appidacr", "2"),
            Fault::ClientProof,
        ),
    ] {
        assert_eq!(
            world.refuses(&token.sign()).await,
            fault,
            "{}",
            token.payload
        );
    }
}

#[tokio::test]
async fn a_claim_of_the_first_version_has_its_type() {
    let world = both().await;
    for name in ["appid", "appidacr", "unique_name"] {
        for odd in [json!(null), json!(1), json!([OF_USER]), json!({})] {
            let token = old_user(&world).claim(name, odd.clone()).sign();
            let fault = world.refuses(&token).await;
            assert_eq!(fault, Fault::Claim(name.to_owned()), "{odd}");
        }
    }
    let unknown = old_user(&world).claim("appidacr", "3").sign();
    let fault = world.refuses(&unknown).await;
    assert_eq!(fault, Fault::Claim("appidacr".to_owned()));
}

#[tokio::test]
async fn a_guest_is_one_in_the_first_version_too() {
    let world = both().await;
    let own = format!("{}/{TENANT}/v2.0", world.authority.base());
    for provider in [own, old_issuer(&world)] {
        world
            .accepts(&old_user(&world).claim("idp", provider).sign())
            .await;
    }
    let elsewhere = "https://sts.windows.net/99999999-bbbb-4bbb-8bbb-222222222222/";
    let guest = old_user(&world).claim("idp", elsewhere).sign();
    assert_eq!(world.refuses(&guest).await, Fault::Guest);
}

/// The keys are those of version 2.0, and say so.
#[tokio::test]
async fn a_key_of_the_second_version_signs_for_the_same_tenant_in_the_first() {
    let authority = Authority::start().await;
    let other = "99999999-bbbb-4bbb-8bbb-222222222222";
    let template = format!("{}/{{tenantid}}/v2.0", authority.base());
    for (issuer, is_right) in [
        (template.clone(), true),
        (authority.issuer(), true),
        (authority.issuer().replace(TENANT, other), false),
        (format!("{}/{{tenantid}}", authority.base()), false),
        (
            "https://login.microsoftonline.com/{tenantid}/v2.0".to_owned(),
            false,
        ),
    ] {
        let mut jwk = Signer::first().jwk();
        jwk["issuer"] = json!(issuer);
        authority.publish_keys(&[jwk]);
        let world = World::of(authority.clone(), |builder| builder.version_one(true)).await;
        let token = old_user(&world).sign();
        if is_right {
            world.accepts(&token).await;
        } else {
            assert_eq!(world.refuses(&token).await, Fault::KeyIssuer, "{issuer}");
        }
    }
}

#[tokio::test]
async fn each_cloud_has_its_issuer_of_the_first_version() {
    let keys = Authority::start().await;
    for (login, first) in [
        ("login.microsoftonline.com", "sts.windows.net"),
        ("login.microsoftonline.us", "sts.windows.net"),
        ("login.partner.microsoftonline.cn", "sts.chinacloudapi.cn"),
    ] {
        let second = format!("https://{login}/{TENANT}/v2.0");
        let document = json!({"issuer": second, "jwks_uri": keys.url("/keys")});
        keys.answer("/metadata", Answer::json(&document));
        let (clock, hand) = rolecall::Clock::by_hand(NOW);
        let engine = Engine::builder(Policy)
            .tenant_id(TENANT)
            .client_id(CLIENT)
            .authority(format!("https://{login}"))
            .metadata_url(keys.url("/metadata"))
            .version_one(true)
            .clock(clock);
        let world = World {
            authority: keys.clone(),
            engine: engine.start().await.unwrap(),
            hand,
        };
        world.accepts(&Token::of_user(&second).sign()).await;
        let first = format!("https://{first}/{TENANT}/");
        let token = Token::of_version_one(&first);
        assert!(!world.accepts(&token.sign()).await.is_guest());
        // In a cloud of Entra the host of sign-in issues nothing of version 1.0.
        let token = Token::of_version_one(&format!("https://{login}/{TENANT}/"));
        assert_eq!(world.refuses(&token.sign()).await, Fault::Issuer);
        for other in ["sts.windows.net", "sts.chinacloudapi.cn"] {
            let issuer = format!("https://{other}/{TENANT}/");
            if issuer != first {
                let token = Token::of_version_one(&issuer).sign();
                assert_eq!(world.refuses(&token).await, Fault::Issuer, "{login}");
            }
        }
    }
}

#[tokio::test]
async fn what_the_directory_mints_in_the_first_version_is_taken() {
    let town = Town::under(crate::policy::Policy).await;
    let builder = || {
        Engine::builder(crate::policy::Policy)
            .tenant_id(town.directory.tenant_id())
            .client_id(town.directory.client_id())
            .authority(town.directory.url())
    };
    let open = builder().version_one(true).start().await.unwrap();
    let closed = builder().start().await.unwrap();
    for request in [TokenRequest::user("admin"), TokenRequest::app("robot")] {
        let token = town.token(&request.version_one());
        open.verify(&token).await.unwrap();
        closed.verify(&token).await.unwrap_err();
    }
}

#[tokio::test]
async fn another_openid_provider_has_no_version_one() {
    let builder = Engine::builder(Policy)
        .authority("https://id.example")
        .client_id("documents")
        .version_one(true);
    let error = builder.start().await.unwrap_err().to_string();
    assert!(
        error.contains("`version_one` is about tokens of Entra"),
        "{error}"
    );
}

async fn both() -> World {
    world_with(|builder| builder.version_one(true)).await
}

/// As an authority of this machine writes it, where one host is all of Entra.
fn old_issuer(world: &World) -> String {
    format!("{}/{TENANT}/", world.authority.base())
}

fn old_user(world: &World) -> Token {
    Token::of_version_one(&old_issuer(world))
}

fn old_application(world: &World) -> Token {
    let object = "66666666-ffff-4fff-8fff-666666666666";
    let mut token = old_user(world).claim("oid", object).claim("sub", object);
    for of_people in ["scp", "name", "unique_name", "upn", "amr", "acr"] {
        token = token.without(of_people);
    }
    token
}
