//! The claims of a good token, as Entra's v2.0 endpoint writes them
//! ([access token claims](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference)).

use aws_lc_rs::digest;
use aws_lc_rs::error::Unspecified;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::key;
use crate::directory::registry::{RegisteredApp, RegisteredUser, Registry};
use crate::directory::serve::Site;

/// The claims of a user's token, through `client`, with these scopes.
pub(in crate::directory) fn of_user(
    user: &RegisteredUser,
    client: &RegisteredApp,
    scopes: &[String],
    registry: &Registry,
) -> Map<String, Value> {
    let mut claims = object(json!({
        "azp": client.client_id,
        "azpacr": "0",
        "name": user.display_name,
        "oid": user.object_id,
        "preferred_username": user.user_name,
        "scp": scopes.join(" "),
        "sub": pairwise(&user.object_id, &registry.client_id),
    }));
    insert_roles(&mut claims, &user.roles);
    insert_groups(&mut claims, user, registry);
    claims
}

/// The claims of an application's token in its own name.
pub(in crate::directory) fn of_app(app: &RegisteredApp) -> Map<String, Value> {
    let mut claims = object(json!({
        "azp": app.client_id,
        "azpacr": "1",
        "idtyp": "app",
        "oid": app.object_id,
        "sub": app.object_id,
    }));
    insert_roles(&mut claims, &app.roles);
    claims
}

/// What every token says, beside what it says of its caller.
pub(in crate::directory) fn common(
    site: &Site,
    registry: &Registry,
    now: u64,
) -> Result<Map<String, Value>, Unspecified> {
    let begin = now.saturating_sub(BACK_DATED);
    Ok(object(json!({
        "aio": key::opaque::<48>()?,
        "aud": registry.client_id,
        "exp": now + LIFETIME,
        "iat": begin,
        "iss": site.issuer(),
        "nbf": begin,
        "rh": format!("1.{}.", key::opaque::<36>()?),
        "tid": registry.tenant_id,
        "uti": key::opaque::<16>()?,
        "ver": "2.0",
    })))
}

/// What a v1.0 token says in other words than these, or says and a v2.0 token does not.
pub(super) fn version_one(
    good: &Map<String, Value>,
    site: &Site,
    registry: &Registry,
) -> Map<String, Value> {
    let mut claims = object(json!({
        "aud": format!("api://{}", registry.client_id),
        "appid": good.get("azp"),
        "appidacr": good.get("azpacr"),
        "iss": site.v1_issuer(),
        "ver": "1.0",
    }));
    if let Some(name) = good.get("preferred_username") {
        claims.insert("acr".to_owned(), json!("1"));
        claims.insert("amr".to_owned(), json!(["pwd"]));
        claims.insert("unique_name".to_owned(), name.clone());
        claims.insert("upn".to_owned(), name.clone());
    }
    claims
}

/// The members of an object written by `json!`.
pub(in crate::directory) fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

/// A claim without values is left out, not sent empty.
fn insert_roles(claims: &mut Map<String, Value>, roles: &[String]) {
    if !roles.is_empty() {
        claims.insert("roles".to_owned(), json!(roles));
    }
}

/// Groups beyond the limit are not cut: the token says where they could be asked for instead
/// ([overage](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim)).
fn insert_groups(claims: &mut Map<String, Value>, user: &RegisteredUser, registry: &Registry) {
    if user.groups.len() > GROUPS_IN_A_TOKEN {
        let (tenant, object) = (&registry.tenant_id, &user.object_id);
        let endpoint =
            format!("https://graph.windows.net/{tenant}/users/{object}/getMemberObjects");
        let sources = json!({ "src1": { "endpoint": endpoint } });
        claims.insert("_claim_names".to_owned(), json!({ "groups": "src1" }));
        claims.insert("_claim_sources".to_owned(), sources);
    } else if !user.groups.is_empty() {
        claims.insert("groups".to_owned(), json!(user.groups));
    }
}

/// A subject that is the same for one user and one application, and another for each other application.
fn pairwise(user: &str, application: &str) -> String {
    let hash = digest::digest(&digest::SHA256, format!("{user}\n{application}").as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(hash)
}

/// How long a token is good from now on, in seconds. Entra's is between 60 and 90 minutes.
const LIFETIME: u64 = 3_600;
/// Entra lets a token begin five minutes before it is issued, for clocks that are behind.
const BACK_DATED: u64 = 300;
/// What a v2.0 token says, and a v1.0 token does not.
pub(super) const TWO_ALONE: &[&str] = &["azp", "azpacr", "preferred_username"];
const GROUPS_IN_A_TOKEN: usize = 200;
