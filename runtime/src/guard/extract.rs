//! `Identity` as an argument of a handler, and as an option on a public one.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use http::request::Parts;

use super::demands::lacks_context;
use super::{Asked, Refusal, Rejection, Visit, verify};
use crate::credentials::{Credentials, bearer};
use crate::identity::Identity;

/// On a handler with a rule: the identity that met it.
impl<S: Sync> FromRequestParts<S> for Identity {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Rejection> {
        match parts.extensions.get::<Visit>() {
            Some(Visit {
                identity: Some(identity),
                ..
            }) => Ok(identity.asked_by(Asked::of(parts))),
            Some(_) => Err(Rejection::new(parts, &Refusal::Absent)),
            None => Err(Rejection::new(parts, &Refusal::NotConfigured)),
        }
    }
}

/// On a public handler: who is calling, if they say so. Credentials that are sent must be good ones.
impl<S: Sync> OptionalFromRequestParts<S> for Identity {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Option<Self>, Rejection> {
        match identified(parts).await {
            Ok(()) => {
                let identity = parts
                    .extensions
                    .get::<Visit>()
                    .and_then(|visit| visit.identity.as_ref());
                Ok(identity.map(|identity| identity.asked_by(Asked::of(parts))))
            }
            Err(Refusal::Absent) => Ok(None),
            Err(refusal) => Err(Rejection::new(parts, &refusal)),
        }
    }
}

async fn identified(parts: &mut Parts) -> Result<(), Refusal> {
    let visit = parts.extensions.get::<Visit>();
    let visit = visit.ok_or(Refusal::NotConfigured)?;
    if let Some(identity) = &visit.identity {
        return sufficient(identity);
    }
    let token = match bearer::read(&parts.headers) {
        Credentials::Absent => return Err(Refusal::Absent),
        Credentials::Refused(why) => return Err(Refusal::unreadable(why)),
        Credentials::Presented(token) => {
            bearer::text(token).map_err(Refusal::unreadable)?.to_owned()
        }
    };
    let identity = verify(parts, &token).await?;
    sufficient(identity)
}

/// What the engine asks of every token counts where no rule does.
fn sufficient(identity: &Identity) -> Result<(), Refusal> {
    match identity.wanted_context() {
        Some(context) => Err(lacks_context(identity, context)),
        None => Ok(()),
    }
}
