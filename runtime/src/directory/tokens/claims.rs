//! The claims of a good token, as Entra's v2.0 endpoint writes them
//! ([access token claims](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference)).

use aws_lc_rs::digest;
use aws_lc_rs::error::Unspecified;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::access::{Access, SignIn};
use super::key;
use crate::directory::registry::{RegisteredUser, Registry};
use crate::directory::serve::Site;

/// The claims of a user's token with these scopes, in one string.
pub(super) fn of_user(
    access: &Access<'_>,
    user: &RegisteredUser,
    scope: &str,
    registry: &Registry,
) -> Map<String, Value> {
    let mut claims = object(json!({
        "azp": access.client.client_id,
        "azpacr": access.proof.claim(),
        "name": user.display_name,
        "oid": user.object_id,
        "preferred_username": user.user_name,
        "scp": scope,
        "sub": pairwise(&user.object_id, &access.resource.client_id),
    }));
    insert_home(&mut claims, user);
    if access.resource.client_id == registry.client_id {
        insert_roles(&mut claims, &user.roles);
        insert_groups(
            &mut claims,
            ("users", &user.object_id),
            &user.groups,
            registry,
        );
    }
    claims
}

/// The claims of an application's token in its own name.
pub(super) fn of_app(access: &Access<'_>, registry: &Registry) -> Map<String, Value> {
    let app = access.client;
    let mut claims = object(json!({
        "azp": app.client_id,
        "azpacr": access.proof.claim(),
        "idtyp": "app",
        "oid": app.object_id,
        "sub": app.object_id,
    }));
    if access.resource.is_graph() {
        insert_roles(&mut claims, &GRAPH_ROLES.map(str::to_owned));
    } else if access.resource.client_id == registry.client_id {
        insert_roles(&mut claims, &app.roles);
        let own = ("servicePrincipals", app.object_id.as_str());
        insert_groups(&mut claims, own, &app.groups, registry);
    }
    claims
}

/// What every token says, beside what it says of its caller.
pub(super) fn common(
    site: &Site,
    registry: &Registry,
    audience: &str,
    now: u64,
    lifetime: u64,
) -> Result<Map<String, Value>, Unspecified> {
    let begin = now.saturating_sub(BACK_DATED);
    Ok(object(json!({
        "aio": key::opaque::<48>()?,
        "aud": audience,
        "exp": now + lifetime,
        "iat": begin,
        "iss": site.issuer(),
        "nbf": begin,
        "rh": format!("1.{}.", key::opaque::<36>()?),
        "tid": registry.tenant_id,
        "uti": key::opaque::<16>()?,
        "ver": "2.0",
    })))
}

/// Says where a user is at home. A guest's tokens name the identity provider there, and an address.
pub(super) fn insert_home(claims: &mut Map<String, Value>, user: &RegisteredUser) {
    claims.insert("acct".to_owned(), json!(u8::from(user.is_guest())));
    if let Some(home) = &user.home {
        let provider = format!("https://sts.windows.net/{}/", home.tenant_id);
        claims.insert("idp".to_owned(), provider.into());
        claims.insert("email".to_owned(), user.user_name.clone().into());
    }
}

/// Says in which session, and when, the user signed in.
pub(super) fn insert_sign_in(claims: &mut Map<String, Value>, sign_in: &SignIn<'_>) {
    claims.insert("sid".to_owned(), sign_in.sid.into());
    claims.insert("auth_time".to_owned(), sign_in.auth_time.into());
}

/// Says which authentication contexts the user has met
/// ([authentication context](https://learn.microsoft.com/entra/identity-platform/developer-guide-conditional-access-authentication-context)).
pub(super) fn insert_contexts(claims: &mut Map<String, Value>, contexts: &[&str]) {
    if !contexts.is_empty() {
        claims.insert("acrs".to_owned(), json!(contexts));
    }
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
        // A guest's name to sign in with is not one of this tenant's.
        if !good.contains_key("idp") {
            claims.insert("upn".to_owned(), name.clone());
        }
        let shown = good.get("name").and_then(Value::as_str);
        claims.extend(names(shown.unwrap_or_default()));
    }
    claims
}

/// Turns a token of v2.0 into one of v1.0.
pub(super) fn into_version_one(
    claims: &mut Map<String, Value>,
    audience: &str,
    site: &Site,
    registry: &Registry,
) {
    let other = version_one(claims, site, registry);
    claims.extend(other);
    claims.retain(|name, _| !TWO_ALONE.contains(&name.as_str()));
    claims.insert("aud".to_owned(), audience.into());
}

/// A shown name in its two parts; whoever has one alone has it as the given name.
pub(in crate::directory) fn names(shown: &str) -> Map<String, Value> {
    let mut claims = Map::new();
    let (given, family) = shown.rsplit_once(' ').unwrap_or((shown, ""));
    claims.insert("given_name".to_owned(), given.into());
    if !family.is_empty() {
        claims.insert("family_name".to_owned(), family.into());
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
fn insert_groups(
    claims: &mut Map<String, Value>,
    (kind, object): (&str, &str),
    groups: &[String],
    registry: &Registry,
) {
    if groups.len() > GROUPS_IN_A_TOKEN {
        let tenant = &registry.tenant_id;
        let endpoint =
            format!("https://graph.windows.net/{tenant}/{kind}/{object}/getMemberObjects");
        let sources = json!({ "src1": { "endpoint": endpoint } });
        claims.insert("_claim_names".to_owned(), json!({ "groups": "src1" }));
        claims.insert("_claim_sources".to_owned(), sources);
    } else if !groups.is_empty() {
        claims.insert("groups".to_owned(), json!(groups));
    }
}

/// A subject that is the same for one user and one application, and another for each other application.
pub(in crate::directory) fn pairwise(user: &str, application: &str) -> String {
    let hash = digest::digest(&digest::SHA256, format!("{user}\n{application}").as_bytes());
    BASE64_URL_SAFE_NO_PAD.encode(hash)
}

/// Entra lets a token begin five minutes before it is issued, for clocks that are behind.
const BACK_DATED: u64 = 300;
/// What a v2.0 token says, and a v1.0 token does not.
pub(super) const TWO_ALONE: &[&str] = &["azp", "azpacr", "preferred_username"];
/// What an application in its own name may do at the stand-in for Graph: read users, groups and applications.
const GRAPH_ROLES: [&str; 3] = [
    "User.Read.All",
    "GroupMember.Read.All",
    "Application.Read.All",
];
const GROUPS_IN_A_TOKEN: usize = 200;
