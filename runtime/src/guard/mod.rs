//! The door. A handler with a rule has a [`Guard`] for a hidden first argument: it is extracted before the handler's
//! own arguments, so a request without right is answered before path, query and body are looked at.
//!
//! `admit` is the whole way: what the layers left, who is calling, may they.
//!
//! | file | holds |
//! |---|---|
//! | `visit` | what the layers and the guard know of one request |
//! | `layer` | how the engine and the requirements of groups reach the guard, and how foreign services are guarded |
//! | `extract`, `callers` | `Identity`, `User` and `Application` as arguments |
//! | `refusal` | why somebody was sent away: for the log |
//! | `rejection`, `problem`, `negotiate` | what they are told |

mod callers;
mod extract;
mod layer;
mod negotiate;
mod problem;
mod refusal;
mod rejection;
mod visit;

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::extract::FromRequestParts;
use http::request::Parts;

pub use self::callers::{Application, User};
pub(crate) use self::layer::GroupLayer;
pub use self::layer::{EngineLayer, EngineService, Guarded, RequireLayer, layer};
pub(crate) use self::negotiate::preferred;
pub use self::problem::Problem;
pub use self::refusal::Refusal;
pub use self::rejection::Rejection;
pub(crate) use self::visit::{Mounted, Visit};
use crate::credentials::{Credentials, bearer};
use crate::decision::{self, Decision, Lack};
use crate::identity::Identity;
use crate::policy::terms::{Access, Rule};
use crate::policy::{Foreign, Requirement};

/// Proof that the rule `R` was met; written by `#[protected]` and `#[public]`, and made by nobody else.
#[doc(hidden)]
pub struct Guard<R>(PhantomData<fn() -> R>);

impl<S: Sync, R: Rule> FromRequestParts<S> for Guard<R> {
    type Rejection = Rejection;

    #[expect(
        refining_impl_trait,
        reason = "a future without a box: the answer is mostly known at once"
    )]
    fn from_request_parts<'p>(parts: &'p mut Parts, _: &S) -> Admitting<'p, R> {
        Admitting(admit(parts, R::ACCESS.requirement()), PhantomData)
    }
}

impl<R> fmt::Debug for Guard<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guard")
    }
}

impl Access {
    /// What is asked of the caller; nothing of a public handler.
    pub(crate) fn requirement(&self) -> Option<Requirement> {
        match self {
            Self::Protected(requirement) => Some(*requirement),
            Self::Public(_) => None,
        }
    }
}

/// The guard's future: done at once when the identity is known, else waiting for keys.
#[doc(hidden)]
pub struct Admitting<'a, R>(Admission<'a>, PhantomData<fn() -> R>);

/// Whether one request may pass: known, or being found out.
pub(crate) enum Admission<'a> {
    Known(Option<Result<(), Rejection>>),
    Verifying(Pin<Box<dyn Future<Output = Result<(), Rejection>> + Send + 'a>>),
}

impl<R> Future for Admitting<'_, R> {
    type Output = Result<Guard<R>, Rejection>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.step(context).map_ok(|()| Guard(PhantomData))
    }
}

impl<R> fmt::Debug for Admitting<'_, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Admitting")
    }
}

impl Admission<'_> {
    fn step(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Rejection>> {
        match self {
            // Polled after it was ready, a future may do anything but let somebody in.
            Self::Known(answer) => match answer.take() {
                Some(answer) => Poll::Ready(answer),
                None => Poll::Pending,
            },
            Self::Verifying(future) => future.as_mut().poll(context),
        }
    }
}

impl Future for Admission<'_> {
    type Output = Result<(), Rejection>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.step(context)
    }
}

/// May this request pass? `own` is what the handler itself demands; the groups around it have left theirs in the visit.
#[inline(never)]
pub(crate) fn admit(parts: &mut Parts, own: Option<Requirement>) -> Admission<'_> {
    match at_once(parts, own) {
        AtOnce::Passed => Admission::Known(Some(Ok(()))),
        AtOnce::Refused(refusal) => Admission::Known(Some(Err(Rejection::new(parts, &refusal)))),
        AtOnce::Unverified(token) => Admission::Verifying(Box::pin(later(parts, own, token))),
    }
}

/// What can be said without waiting.
enum AtOnce {
    Passed,
    Refused(Refusal),
    /// A token that was not seen before.
    Unverified(String),
}

fn at_once(parts: &mut Parts, own: Option<Requirement>) -> AtOnce {
    let Some(visit) = parts.extensions.get_mut::<Visit>() else {
        return AtOnce::Refused(Refusal::NotConfigured);
    };
    if own.is_none() && visit.requirements.is_empty() {
        return AtOnce::Passed;
    }
    if visit.identity.is_none() {
        match bearer::read(&parts.headers) {
            Credentials::Absent => return AtOnce::Refused(Refusal::Absent),
            Credentials::Refused(why) => return AtOnce::Refused(Refusal::unreadable(why)),
            Credentials::Presented(token) => match visit.mounted.engine.recall(token) {
                Some(identity) => visit.identity = Some(identity),
                None => return unverified(token),
            },
        }
    }
    match judge(visit, own) {
        None => AtOnce::Passed,
        Some(refusal) => AtOnce::Refused(refusal),
    }
}

fn unverified(token: &[u8]) -> AtOnce {
    match bearer::text(token) {
        Ok(token) => AtOnce::Unverified(token.to_owned()),
        Err(why) => AtOnce::Refused(Refusal::unreadable(why)),
    }
}

async fn later(
    parts: &mut Parts,
    own: Option<Requirement>,
    token: String,
) -> Result<(), Rejection> {
    let refusal = match verify(parts, &token).await {
        Ok(visit) => judge(visit, own),
        Err(refusal) => Some(refusal),
    };
    match refusal {
        None => Ok(()),
        Some(refusal) => Err(Rejection::new(parts, &refusal)),
    }
}

/// Verifies a token and keeps the identity in the visit.
async fn verify<'p>(parts: &'p mut Parts, token: &str) -> Result<&'p Visit, Refusal> {
    let visit = parts
        .extensions
        .get_mut::<Visit>()
        .ok_or(Refusal::NotConfigured)?;
    let engine = visit.mounted.engine.clone();
    visit.identity = Some(engine.verify(token).await.map_err(Refusal::unproven)?);
    Ok(visit)
}

/// The requirements of the groups, the outermost first, then the handler's own.
fn judge(visit: &Visit, own: Option<Requirement>) -> Option<Refusal> {
    let Some(identity) = &visit.identity else {
        return Some(Refusal::Absent);
    };
    let groups = visit.requirements.iter().copied();
    groups
        .chain(own)
        .find_map(|requirement| refused(identity, requirement))
}

fn refused(identity: &Identity, requirement: Requirement) -> Option<Refusal> {
    match decision::decide(identity.grants(), requirement) {
        Decision::Granted => None,
        Decision::Refused => Some(Refusal::Lacks(Lack::of(identity.grants(), requirement))),
        Decision::Unknown => {
            let policy = identity.grants().policy();
            Some(Refusal::Foreign(Foreign::new(requirement, policy)))
        }
    }
}
