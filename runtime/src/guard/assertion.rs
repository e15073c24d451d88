//! `Assertion` as an argument of a handler: the caller's own token, to be exchanged for one to another API.

use axum::extract::FromRequestParts;
use http::request::Parts;

use super::{Refusal, Rejection, User, Visit};
use crate::credentials::{Credentials, bearer};
use crate::tokens::Assertion;

/// On a handler with a rule: the token that met it.
impl<S: Sync> FromRequestParts<S> for Assertion {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Rejection> {
        let user = User::from_request_parts(parts, state).await?;
        let assertion = taken(parts, &user).await;
        assertion.map_err(|refusal| Rejection::new(parts, &refusal))
    }
}

/// What stands in the header now is proven once more: it may have been changed since the guard looked at it.
async fn taken(parts: &Parts, user: &User) -> Result<Assertion, Refusal> {
    let token = match bearer::read(&parts.headers) {
        Credentials::Absent => return Err(Refusal::Absent),
        Credentials::Refused(why) => return Err(Refusal::unreadable(why)),
        Credentials::Presented(token) => bearer::text(token).map_err(Refusal::unreadable)?,
    };
    let visit = parts.extensions.get::<Visit>();
    let engine = &visit.ok_or(Refusal::NotConfigured)?.mounted.engine;
    let identity = engine.verify(token).await.map_err(Refusal::unproven)?;
    if identity.key() == user.key() {
        Ok(Assertion::of(&identity, token))
    } else {
        Err(Refusal::Absent)
    }
}
