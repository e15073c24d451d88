//! The claims of a token, read once into types. A claim of the wrong type is a refusal and never an absence: a check
//! that is skipped because `nbf` is a string is no check.

use std::borrow::Cow;
use std::sync::Arc;

use super::client::ClientProof;
use super::fault::Fault;
use super::issuer::Version;
use super::lifetime::Lifetime;
use super::payload::{Claim, Payload};
use crate::identity::RawClaims;

/// What the checks and the identity read of a payload.
#[derive(Debug)]
pub(super) struct Claims<'a> {
    pub(super) issuer: &'a str,
    pub(super) audience: &'a str,
    pub(super) lifetime: Lifetime,
    pub(super) version: Option<&'a str>,
    pub(super) tenant: Option<&'a str>,
    /// `azp`, in version 1.0 `appid`.
    pub(super) client: Option<&'a str>,
    /// `client_id` (RFC 9068), which other providers name the client by.
    pub(super) client_id: Option<&'a str>,
    /// `azpacr`, in version 1.0 `appidacr`.
    pub(super) client_proof: Option<ClientProof>,
    /// `acct` is 1: somebody whom the tenant invited.
    pub(super) is_invited: bool,
    /// `idp`, who signed somebody in, where it was not the issuer.
    pub(super) identity_provider: Option<&'a str>,
    /// `idtyp`.
    pub(super) kind: Option<&'a str>,
    /// `oid`.
    pub(super) object: Option<&'a str>,
    /// `sub`.
    pub(super) subject: Option<&'a str>,
    pub(super) scopes: Option<&'a str>,
    /// The groups were too many for the token.
    pub(super) overage: bool,
    /// `sid`.
    pub(super) session: Option<&'a str>,
    /// `uti`, which Entra names a token by, else `jti`.
    pub(super) token_id: Option<&'a str>,
    pub(super) name: Option<&'a str>,
    pub(super) sent: &'a Arc<RawClaims>,
    payload: &'a Payload<'a>,
}

/// Which claims carry roles and scopes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Names {
    pub(crate) roles: String,
    /// The first that is present counts.
    pub(crate) scopes: Vec<String>,
}

impl<'a> Claims<'a> {
    /// Reads a payload into an empty one. What is wrong with it as a text is told first, then which claim has the wrong
    /// type.
    pub(super) fn read<'t: 'a>(
        sent: &'t Arc<RawClaims>,
        payload: &'a mut Payload<'t>,
    ) -> Result<Self, Fault> {
        payload.read(sent.text())?;
        let payload = &*payload;
        Ok(Self {
            issuer: issuer(payload)?,
            audience: payload.audience().single().ok_or(Fault::Audience)?,
            lifetime: lifetime(payload)?,
            version: payload.version().text()?,
            tenant: payload.tenant().text().map_err(|_| Fault::Tenant)?,
            client: payload.client().text()?,
            client_id: payload.client_id().text()?,
            client_proof: payload.client_proof().client_proof()?,
            is_invited: payload.account().bit()?.unwrap_or_default(),
            identity_provider: payload.identity_provider().text()?,
            kind: payload.kind().text()?,
            object: payload.object().somebody()?,
            subject: payload.subject().somebody()?,
            scopes: scopes(payload)?,
            overage: lists(payload)?,
            session: payload.session().text()?,
            token_id: either(
                payload.unique_token_id().text()?,
                payload.token_id().text()?,
            ),
            name: either(payload.name().text()?, payload.user_name().text()?),
            sent,
            payload,
        })
    }

    /// Takes the tenant from the issuer, and what version 1.0 of Entra's tokens says under other names from there, and
    /// from there alone
    /// ([access token claims](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference)).
    pub(super) fn read_as(&mut self, tenant: &'a str, version: Version) -> Result<(), Fault> {
        self.tenant = Some(tenant);
        if version != Version::One {
            return Ok(());
        }
        let login = self.payload.user_name_of_one().text()?;
        self.client = self.payload.client_of_one().text()?;
        self.client_proof = self.payload.client_proof_of_one().client_proof()?;
        self.name = self.payload.name().text()?.or(login);
        Ok(())
    }

    /// The calling application, however it is named.
    pub(super) fn client(&self) -> Option<&'a str> {
        self.client.or(self.client_id)
    }

    /// The values of app roles.
    pub(super) fn roles(&self) -> &[Cow<'a, str>] {
        list(self.payload.carrying_roles()).unwrap_or_default()
    }

    /// The groups, where any are named.
    pub(super) fn groups(&self) -> Option<&[Cow<'a, str>]> {
        list(self.payload.groups())
    }

    /// The authentication contexts that were met (`acrs`).
    pub(super) fn contexts(&self) -> &[Cow<'a, str>] {
        list(self.payload.contexts()).unwrap_or_default()
    }

    /// How somebody signed in (`amr`).
    pub(super) fn methods(&self) -> &[Cow<'a, str>] {
        list(self.payload.methods()).unwrap_or_default()
    }

    /// What the client says it can do (`xms_cc`).
    pub(super) fn capabilities(&self) -> Option<&[Cow<'a, str>]> {
        list(self.payload.capabilities())
    }

    /// The policy of Azure AD B2C that people signed in by (`tfp`, else `acr`).
    pub(super) fn policy(&self) -> Result<Option<&'a str>, Fault> {
        let (policy, old) = (self.payload.policy(), self.payload.old_policy());
        let policy = if policy.is_there() { policy } else { old };
        policy.text()
    }

    /// Whether it answers the sign-in that was begun with `nonce`. Nobody who can have a token signed learns anything from
    /// how long this takes, so it need not take always the same time. No sign-in is begun with an empty one.
    pub(super) fn answers(&self, nonce: &str) -> Result<bool, Fault> {
        let answered = self.payload.nonce().text()?;
        Ok(!nonce.is_empty() && answered == Some(nonce))
    }

    /// An access token has what no ID token has: scopes, and what its client is and how it proved to be that.
    pub(super) fn refuse_access_token(&self) -> Result<(), Fault> {
        let payload = self.payload;
        let marks = [
            payload.client_id(),
            payload.client_of_one(),
            payload.client_proof(),
            payload.client_proof_of_one(),
            payload.kind(),
            payload.scope(),
            payload.scopes(),
        ];
        if self.scopes.is_some() || marks.into_iter().any(Claim::is_there) {
            return Err(Fault::AccessToken);
        }
        Ok(())
    }

    /// An ID token has what no access token has: it answers one sign-in, or goes with one code.
    /// Azure AD B2C alone lets the `nonce` of a sign-in stand in access tokens too.
    pub(super) fn refuse_id_token(&self, version: Option<Version>) -> Result<(), Fault> {
        let payload = self.payload;
        let has_nonce = payload.nonce().is_there() && version != Some(Version::Policy);
        let has_hash = payload.hash_of_token().is_there() || payload.hash_of_code().is_there();
        if has_nonce || has_hash {
            return Err(Fault::IdToken);
        }
        Ok(())
    }
}

fn issuer<'a>(payload: &'a Payload<'_>) -> Result<&'a str, Fault> {
    let issuer = payload.issuer().text().ok().flatten();
    issuer.ok_or(Fault::Issuer)
}

fn lifetime(payload: &Payload<'_>) -> Result<Lifetime, Fault> {
    let (issued, expires) = (payload.issued(), payload.expires());
    Ok(Lifetime {
        issued: issued.seconds()?.ok_or_else(|| issued.unusable())?,
        not_before: payload.not_before().seconds()?,
        expires: expires.seconds()?.ok_or_else(|| expires.unusable())?,
        authenticated: payload.authenticated().seconds()?,
        too_old: None,
    })
}

/// Every one of the claims that may carry scopes must be usable; the first that is present counts.
fn scopes<'a>(payload: &'a Payload<'_>) -> Result<Option<&'a str>, Fault> {
    let mut first = None;
    for claim in payload.carrying_scopes() {
        let text = claim.text()?;
        first = first.or(text);
    }
    Ok(first)
}

/// Looks at the types of all lists, and tells whether the groups were too many for theirs.
fn lists(payload: &Payload<'_>) -> Result<bool, Fault> {
    payload.carrying_roles().texts()?;
    payload.groups().texts()?;
    let overage = overage(payload)?;
    payload.contexts().texts()?;
    payload.methods().texts()?;
    payload.capabilities().texts()?;
    Ok(overage)
}

/// `_claim_names` says that the groups are elsewhere, in older tokens `groups:src1`; or `hasgroups` says that there
/// are some. Where nothing says what `_claim_sources` are for, they may be for the groups.
fn overage(payload: &Payload<'_>) -> Result<bool, Fault> {
    let purposes = payload.purposes().object()?;
    let sources = payload.sources().object()?;
    let elsewhere = match purposes {
        Some(purposes) => purposes.iter().any(|name| name == "groups"),
        None => sources.is_some_and(|sources| !sources.is_empty()),
    };
    let said = payload.has_groups().flag()?.unwrap_or_default();
    Ok(elsewhere || payload.speaks_of_groups_elsewhere() || said)
}

fn list<'p, 'a>(claim: Claim<'p, 'a>) -> Option<&'p [Cow<'a, str>]> {
    claim.texts().ok().flatten()
}

fn either<T>(first: Option<T>, second: Option<T>) -> Option<T> {
    first.or(second)
}
