//! The `WWW-Authenticate` header of a refusal: what credentials would do
//! ([RFC 6750, section 3](https://www.rfc-editor.org/rfc/rfc6750#section-3)).

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use http::HeaderValue;
use http::request::Parts;
use serde_json::json;

use super::refusal::Refusal;
use super::visit::Mounted;
use crate::credentials::{Credentials, bearer};
use crate::entra::{Fault, Unproven};
use crate::identity::Identity;
use crate::policy::{AuthenticationContext, Scope};

/// Whoever is refused.
#[derive(Clone, Copy)]
pub(super) enum Challenged<'a> {
    Sender(&'a Parts),
    Known(&'a Identity),
}

/// The challenge that goes with a refusal; nothing where no other credentials would change it.
pub(super) fn of(
    refusal: &Refusal,
    whom: Challenged<'_>,
    mounted: Option<&Mounted>,
) -> Option<HeaderValue> {
    let sign_in = SignIn { whom, mounted };
    let challenge = match refusal {
        Refusal::Absent => "Bearer".to_owned(),
        Refusal::Unproven(Unproven::Refused(Fault::Revoked {
            not_before: Some(revoked),
        })) => issued_after(*revoked, sign_in),
        Refusal::Unproven(Unproven::Refused(_)) => r#"Bearer error="invalid_token""#.to_owned(),
        Refusal::Unreadable(_) => r#"Bearer error="invalid_request""#.to_owned(),
        Refusal::Lacks(lack) if !lack.scopes().is_empty() => insufficient_scope(lack.scopes()),
        Refusal::StepUp(context) => signed_in_for(*context, sign_in),
        Refusal::Claims {
            wanted,
            answerable: true,
        } => insufficient_claims(&wanted.to_string(), sign_in),
        _ => return None,
    };
    HeaderValue::try_from(challenge).ok()
}

/// The macros let no quote, backslash or blank into the name of a scope.
fn insufficient_scope(scopes: &[Scope]) -> String {
    let names: Vec<_> = scopes.iter().map(|scope| scope.name()).collect();
    format!(
        r#"Bearer error="insufficient_scope", scope="{}""#,
        names.join(" ")
    )
}

/// A sign-in that meets the authentication context.
fn signed_in_for(context: AuthenticationContext, sign_in: SignIn<'_>) -> String {
    let wanted = json!({ "essential": true, "value": context.to_string() });
    let claims = json!({ "access_token": { "acrs": wanted } });
    insufficient_claims(&claims.to_string(), sign_in)
}

/// A token that was issued after a revocation: what Microsoft's own services ask for after one.
fn issued_after(revoked: u64, sign_in: SignIn<'_>) -> String {
    let wanted = json!({ "essential": true, "value": revoked.to_string() });
    let claims = json!({ "access_token": { "nbf": wanted } });
    insufficient_claims(&claims.to_string(), sign_in)
}

/// The claims challenge: the client passes the decoded claims on when it asks Entra for the next token. Microsoft's
/// libraries read `claims` in the standard alphabet, and want to know where to sign in
/// ([claims challenge](https://learn.microsoft.com/entra/identity-platform/claims-challenge)).
fn insufficient_claims(claims: &str, sign_in: SignIn<'_>) -> String {
    let challenge = format!(
        r#"Bearer error="insufficient_claims", claims="{}""#,
        BASE64_STANDARD.encode(claims)
    );
    match sign_in.url() {
        Some(url) => format!(r#"{challenge}, authorization_uri="{url}""#),
        None => challenge,
    }
}

/// Where somebody may sign in once more.
#[derive(Clone, Copy)]
struct SignIn<'a> {
    whom: Challenged<'a>,
    mounted: Option<&'a Mounted>,
}

impl SignIn<'_> {
    /// At the authority that they are known by. What asks for it is only ever said to who was proven, so that a token
    /// which is sent says whose it is.
    fn url(self) -> Option<String> {
        let engine = &self.mounted?.engine;
        match self.whom {
            Challenged::Known(identity) => engine.authorization_url_of(identity),
            Challenged::Sender(parts) => match bearer::read(&parts.headers) {
                Credentials::Presented(token) => {
                    engine.authorization_url_of_token(bearer::text(token).ok()?)
                }
                Credentials::Absent | Credentials::Refused(_) => engine.authorization_url(),
            },
        }
    }
}
