//! From checked claims to a subject: what kind of caller it is, and what it is known by for good.

use std::borrow::Cow;
use std::sync::Arc;

use super::authority::Authority;
use super::claims::Claims;
use super::fault::Fault;
use super::guest::is_guest;
use super::guid::is_guid;
use crate::identity::{Groups, Key, Lines, Say, Subject, Texts};
use crate::policy::{CredentialKind, Kind};

/// The subject of `claims`, all of which were checked. Here they are copied, once.
pub(super) fn subject(claims: &Claims<'_>, authority: &Authority) -> Result<Subject, Fault> {
    of_kind(kind(claims, authority)?, claims, authority)
}

/// The subject of the claims of an ID token, all of which were checked: a person, who has to be named by `sub`
/// ([OpenID Connect Core](https://openid.net/specs/openid-connect-core-1_0.html#IDToken)).
pub(super) fn who_signed_in(claims: &Claims<'_>, authority: &Authority) -> Result<Subject, Fault> {
    if claims.subject.is_none() {
        return Err(Fault::Subject);
    }
    // Entra leaves the object out where the scope `profile` was not asked for. By the subject alone nobody would be the
    // person that their access tokens are of.
    let entra = authority.tenants_of_entra();
    if entra.is_some_and(|entra| !entra.has_objects_for_subjects()) && claims.object.is_none() {
        return Err(Fault::NoObject);
    }
    of_kind(Kind::User, claims, authority)
}

fn of_kind(kind: Kind, claims: &Claims<'_>, authority: &Authority) -> Result<Subject, Fault> {
    let key = key(claims, authority)?;
    Ok(Subject {
        key,
        kind,
        is_guest: is_guest(claims, authority),
        client_proof: claims.client_proof,
        lines: Lines::new(Say {
            name: claims.name,
            client: claims.client(),
            session: claims.session,
            token_id: claims.token_id,
        }),
        roles: Texts::of(claims.roles().iter().map(|role| &**role)),
        scopes: scopes(claims.scopes, kind),
        groups: groups(claims),
        authentication_contexts: all_owned(claims.contexts()),
        authentication_methods: all_owned(claims.methods()),
        capabilities: claims.capabilities().map(all_owned),
        issued: claims.lifetime.issued,
        expires: claims.lifetime.expires,
        proven_by: CredentialKind::Bearer,
        claims: Arc::clone(claims.sent),
    })
}

/// An application in its own name has no scopes; whoever has none and is no application is refused, since any
/// application of a tenant can get such a token.
fn kind(claims: &Claims<'_>, authority: &Authority) -> Result<Kind, Fault> {
    let scopes = claims.scopes;
    if claims.kind == Some("app") {
        return match scopes {
            None => Ok(Kind::Application),
            Some(_) => Err(Fault::Kind),
        };
    }
    if claims.kind.is_none() && speaks_for_itself(claims, authority) {
        return Ok(Kind::Application);
    }
    match scopes {
        Some(scopes) if scopes.bytes().any(|byte| byte != b' ') => Ok(Kind::User),
        _ => Err(Fault::Kind),
    }
}

/// In Entra, a service principal that is its own subject, except in Azure AD B2C, where everybody is; elsewhere, a client
/// that is.
fn speaks_for_itself(claims: &Claims<'_>, authority: &Authority) -> bool {
    let Some(subject) = claims.subject else {
        return false;
    };
    match authority.tenants_of_entra() {
        Some(entra) if entra.has_objects_for_subjects() => false,
        Some(_) => claims.scopes.is_none() && claims.object == Some(subject),
        None => claims.client() == Some(subject),
    }
}

/// Never a mail address or a user name: their owners can change them, and others can then take them. An object of Entra
/// is a GUID, and nothing else can pass for one.
fn key(claims: &Claims<'_>, authority: &Authority) -> Result<Key, Fault> {
    let subject = claims.subject;
    let Some(entra) = authority.tenants_of_entra() else {
        let subject = subject.ok_or(Fault::Subject)?;
        return Ok(Key::subject(claims.issuer.to_owned(), subject.to_owned()));
    };
    let tenant = claims.tenant.ok_or(Fault::Tenant)?.to_owned();
    match (claims.object, subject) {
        (Some(object), _) if is_guid(object) => Ok(Key::object(tenant, object.to_owned())),
        (Some(_), _) => Err(Fault::Claim("oid".to_owned())),
        (None, Some(subject)) if entra.has_objects_for_subjects() && !is_guid(subject) => {
            Err(Fault::Subject)
        }
        (None, Some(subject)) => Ok(Key::tenant_subject(tenant, subject.to_owned())),
        (None, None) => Err(Fault::Subject),
    }
}

fn scopes(scopes: Option<&str>, kind: Kind) -> Texts {
    match kind {
        Kind::Application => Texts::default(),
        Kind::User => Texts::words(scopes.unwrap_or_default()),
    }
}

fn groups(claims: &Claims<'_>) -> Groups {
    match claims.groups() {
        _ if claims.overage => Groups::Overage,
        Some(groups) => Groups::Known(all_owned(groups)),
        None => Groups::Absent,
    }
}

fn all_owned(texts: &[Cow<'_, str>]) -> Vec<String> {
    texts.iter().map(Cow::to_string).collect()
}
