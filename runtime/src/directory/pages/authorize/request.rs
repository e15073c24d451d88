//! The authorization request, read once: what comes out of here is well formed, and its answer has somewhere to go.

use super::reply::Reply;
use crate::directory::flows::{Fault, Scopes};
use crate::directory::pages::visit::Parameters;
use crate::directory::registry::{RegisteredApp, RegisteredUser, Registry};

/// What a client asks of a person.
pub(super) struct AuthorizationRequest<'s> {
    pub(super) client: &'s RegisteredApp,
    /// What the user has to agree to.
    pub(super) scopes: Scopes<'s>,
    /// What a token is for, unless another of the resources is named at the token endpoint.
    pub(super) scope: String,
    pub(super) nonce: Option<String>,
    /// The S256 challenge.
    pub(super) challenge: String,
    pub(super) prompt: Option<Prompt>,
    /// Who is expected to sign in. A hint that names nobody is none.
    pub(super) hint: Option<&'s RegisteredUser>,
    /// How long ago the user may have signed in, in seconds.
    pub(super) max_age: Option<u64>,
    /// Whether the answer shall say whose code it is.
    pub(super) client_info: bool,
}

/// What a person is asked even where nothing is left to ask, or is not asked even where something is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Prompt {
    None,
    Login,
    Consent,
    SelectAccount,
}

impl<'s> AuthorizationRequest<'s> {
    /// Reads everything beside where the answer goes, which [`addressee`] read before.
    pub(super) fn parse(
        client: &'s RegisteredApp,
        sent: &Parameters,
        registry: &'s Registry,
    ) -> Result<Self, Fault> {
        if let Some(repeated) = sent.repeated() {
            return Err(Fault::Repeated(repeated.to_owned()));
        }
        Reply::mode(sent)?;
        match sent.required("response_type")? {
            "code" => {}
            other => return Err(Fault::UnsupportedResponse(other.to_owned())),
        }
        let each = Scopes::of_each(sent.required("scope")?, client, registry)?;
        let first = each.first().ok_or(Fault::System)?;
        let hint = sent.one("login_hint")?;
        Ok(Self {
            client,
            scope: first.asked(),
            scopes: to_agree_to(&each, registry).unwrap_or(first).clone(),
            nonce: sent.one("nonce")?.map(str::to_owned),
            challenge: challenge(sent)?,
            prompt: sent.one("prompt")?.map(Prompt::parse).transpose()?,
            hint: hint.and_then(|name| registry.hinted(name)),
            max_age: sent.one("max_age")?.map(seconds).transpose()?,
            client_info: sent.one("client_info")? == Some("1"),
        })
    }
}

/// Who asks, and where the answer goes. Where this fails, the answer goes nowhere: a person is told instead.
pub(super) fn addressee<'s>(
    sent: &Parameters,
    registry: &'s Registry,
) -> Result<(&'s RegisteredApp, Reply), Fault> {
    let id = sent.required("client_id")?;
    let client = registry.registration(id);
    let client = client.ok_or_else(|| Fault::UnknownClient(id.to_owned()))?;
    Ok((client, Reply::parse(client, sent)?))
}

/// Of several resources, users are asked about the protected application alone.
fn to_agree_to<'e, 's>(each: &'e [Scopes<'s>], registry: &Registry) -> Option<&'e Scopes<'s>> {
    let mut each = each.iter();
    each.find(|scopes| scopes.resource.client_id == registry.client_id)
}

impl Prompt {
    fn parse(value: &str) -> Result<Self, Fault> {
        match value {
            "none" => Ok(Self::None),
            "login" => Ok(Self::Login),
            "consent" => Ok(Self::Consent),
            "select_account" => Ok(Self::SelectAccount),
            other => Err(Fault::Malformed {
                name: "prompt",
                value: other.to_owned(),
                expected: "expected one of `none`, `login`, `consent`, `select_account`",
            }),
        }
    }
}

fn seconds(value: &str) -> Result<u64, Fault> {
    value.parse().map_err(|_| Fault::Malformed {
        name: "max_age",
        value: value.to_owned(),
        expected: "expected a number of seconds",
    })
}

/// A challenge without a method would be a plain one.
fn challenge(sent: &Parameters) -> Result<String, Fault> {
    let (Some(challenge), Some("S256")) = (
        sent.one("code_challenge")?,
        sent.one("code_challenge_method")?,
    ) else {
        return Err(Fault::PkceRequired);
    };
    let is_base64url = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if (43..=128).contains(&challenge.len()) && challenge.bytes().all(is_base64url) {
        return Ok(challenge.to_owned());
    }
    Err(Fault::Malformed {
        name: "code_challenge",
        value: challenge.to_owned(),
        expected: "expected the SHA-256 of the verifier in base64url, without padding",
    })
}
