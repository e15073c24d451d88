//! Who may ask for tokens at all, and from where.

use crate::house::{self, refusal};

#[tokio::test]
async fn pages_redeem_for_pages_alone() {
    let house = house::house().await;
    for grant in ["authorization_code", "refresh_token", "client_credentials"] {
        for client in ["curl", "portal", "robot"] {
            let crossing = house.token(client, grant).of_a_page().refused().await;
            assert_eq!(
                crossing,
                refusal("invalid_request", 9_002_326),
                "{client} {grant}"
            );
        }
    }
    for grant in ["authorization_code", "refresh_token"] {
        let outside = house.token("page", grant).refused().await;
        assert_eq!(outside, refusal("invalid_request", 9_002_327), "{grant}");
        let inside = house.token("page", grant).of_a_page().refused().await;
        assert_eq!(inside, refusal("invalid_request", 900_144), "{grant}");
    }
}

#[tokio::test]
async fn who_keeps_no_secret_sends_none() {
    let house = house::house().await;
    let curl = house
        .token("curl", "authorization_code")
        .with("client_secret", "x");
    assert_eq!(curl.refused().await, refusal("invalid_client", 700_025));
    let page = house.token("page", "authorization_code").of_a_page();
    let page = page.with("client_secret", "x");
    assert_eq!(page.refused().await, refusal("invalid_client", 700_025));
}

#[tokio::test]
async fn a_page_has_no_way_but_the_code() {
    let house = house::house().await;
    let password = house.token("page", "password").of_a_page();
    assert_eq!(
        password.refused().await,
        refusal("invalid_client", 7_000_218)
    );
    let device = house.form("oauth2/v2.0/devicecode").of_a_page();
    let device = device
        .with("client_id", house.id("page"))
        .with("scope", "openid");
    assert_eq!(device.refused().await, refusal("invalid_client", 7_000_218));
}

#[tokio::test]
async fn a_stranger_is_unknown() {
    let house = house::house().await;
    let form = house
        .form("oauth2/v2.0/token")
        .with("grant_type", "refresh_token");
    let stranger = form.with("client_id", "0a1b2c3d-0000-4000-8000-000000000001");
    assert_eq!(
        stranger.refused().await,
        refusal("unauthorized_client", 700_016)
    );
}
