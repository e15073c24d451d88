//! The door. A handler with a rule has a [`Guard`] for a hidden first argument: it is extracted before the handler's
//! own arguments, so a request without right is answered before path, query and body are looked at.
//!
//! `admit` is the whole way: what the layers left, who is calling, may they.
//!
//! | file | holds |
//! |---|---|
//! | `visit` | what the layers and the guard know of one request |
//! | `checked` | the guard of a rule that asks checkers |
//! | `layer` | how the engine and the requirements of groups reach the guard, and how foreign services are guarded |
//! | `demands` | all that a request has to meet, and whether somebody meets it |
//! | `extract`, `callers`, `assertion` | `Identity`, `User`, `Application` and `Assertion` as arguments |
//! | `within` | the same decision inside a handler |
//! | `refusal` | why somebody was sent away: for the log |
//! | `rejection`, `challenge`, `problem` | what they are told |
//! | `claims_challenge` | the challenge that a handler sends itself |
//! | `asked`, `negotiate` | where they asked, and in which form they would be told |
//! | `conceal` | what makes every 404 of a concealing endpoint the same |
//!
//! # Streams
//!
//! A WebSocket and a stream of server-sent events are decided once, like any request: before the upgrade, and before
//! the first event. Who may not is answered 401, 403 or 404, and nothing is opened. What is open then outlives the
//! token, and a right that is taken away meanwhile. [`Identity::expires`] bounds it: close by then, or let the client
//! send a new token and ask [`Engine::verify`](crate::Engine::verify) about that.
//!
//! ```
//! use std::time::Duration;
//!
//! use rolecall::{Clock, Identity};
//!
//! /// What a handler hands to `on_upgrade`.
//! async fn while_proven(user: Identity, conversation: impl Future<Output = ()>) {
//!     let left = user.expires().saturating_sub(Clock::system().now());
//!     let _closed_by_then = tokio::time::timeout(Duration::from_secs(left), conversation).await;
//! }
//! ```

mod asked;
mod assertion;
mod callers;
mod challenge;
mod checked;
mod claims_challenge;
mod conceal;
mod demands;
mod extract;
mod layer;
mod negotiate;
mod problem;
mod refusal;
mod rejection;
mod visit;
mod within;

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::extract::FromRequestParts;
use http::request::Parts;

pub(crate) use self::asked::Asked;
pub use self::callers::{Application, User};
pub use self::checked::{
    Answer, CheckedGuard, Checker, Checks, Reply, Unanswered, answered, answering, extracted,
};
pub use self::claims_challenge::{ClaimsChallenge, ClaimsChallengeError};
pub(crate) use self::conceal::ConcealLayer;
use self::demands::{Demands, Verdict};
pub(crate) use self::layer::GroupLayer;
pub use self::layer::{EngineLayer, EngineService, Guarded, RequireLayer, layer};
pub(crate) use self::negotiate::Accept;
pub use self::problem::Problem;
pub(crate) use self::problem::not_found;
pub use self::refusal::Refusal;
pub use self::rejection::Rejection;
pub(crate) use self::visit::{Mounted, Visit};
use crate::credentials::{Credentials, bearer};
use crate::decision::Unasked;
use crate::engine::{Engine, Proof, Waiting};
use crate::identity::Identity;
use crate::policy::terms::{Access, Rule};
use crate::policy::{CredentialKind, Requirement};

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

/// The guard's future: done at once, unless somebody else may have to be asked about the token.
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
        AtOnce::Judged(Verdict::Passes) => Admission::Known(Some(Ok(()))),
        AtOnce::Judged(verdict) => Admission::Known(Some(answer(parts, verdict))),
        AtOnce::Waits(unproven) => Admission::Verifying(Box::pin(later(parts, own, unproven))),
    }
}

/// What can be said without waiting.
enum AtOnce {
    Judged(Verdict),
    Waits(Unproven),
}

/// A token about which somebody else may have to be asked.
struct Unproven {
    token: String,
    waiting: Waiting,
}

impl AtOnce {
    fn refused(refusal: Refusal) -> Self {
        Self::Judged(Verdict::Refused(refusal))
    }
}

fn at_once(parts: &mut Parts, own: Option<Requirement>) -> AtOnce {
    let Some(visit) = parts.extensions.get_mut::<Visit>() else {
        return AtOnce::refused(Refusal::NotConfigured);
    };
    let demands = Demands::new(&visit.requirements, own);
    if demands.is_empty() {
        return AtOnce::Judged(Verdict::Passes);
    }
    visit.conceals |= demands.conceal;
    if visit.identity.is_none() {
        if !demands.credential_kinds.contains(CredentialKind::Bearer) {
            return AtOnce::refused(Refusal::absent(demands.credential_kinds));
        }
        match bearer::read(&parts.headers) {
            Credentials::Absent => return AtOnce::refused(Refusal::Absent),
            Credentials::Refused(why) => return AtOnce::refused(Refusal::unreadable(why)),
            Credentials::Presented(token) => match proven(&visit.mounted.engine, token) {
                Ok(identity) => visit.identity = Some(identity),
                Err(other) => return other,
            },
        }
    }
    AtOnce::Judged(match &visit.identity {
        Some(identity) => demands.judge(identity, &Unasked),
        None => Verdict::Refused(Refusal::Absent),
    })
}

#[inline]
fn proven(engine: &Engine, token: &[u8]) -> Result<Identity, AtOnce> {
    match engine.recall(token) {
        Some(identity) => Ok(identity),
        None => newly_proven(engine, token),
    }
}

#[inline(never)]
fn newly_proven(engine: &Engine, token: &[u8]) -> Result<Identity, AtOnce> {
    let token = bearer::text(token);
    let token = token.map_err(|why| AtOnce::refused(Refusal::unreadable(why)))?;
    match engine.begin(token) {
        Proof::Ended(Ok(identity)) => Ok(identity),
        Proof::Ended(Err(why)) => Err(AtOnce::refused(Refusal::unproven(why))),
        Proof::Waits(waiting) => Err(AtOnce::Waits(Unproven {
            token: token.to_owned(),
            waiting,
        })),
    }
}

async fn later(
    parts: &mut Parts,
    own: Option<Requirement>,
    unproven: Unproven,
) -> Result<(), Rejection> {
    let verdict = match wait(parts, unproven).await {
        Ok((identity, groups)) => Demands::new(groups, own).judge(identity, &Unasked),
        Err(refusal) => Verdict::Refused(refusal),
    };
    answer(parts, verdict)
}

async fn wait(
    parts: &mut Parts,
    unproven: Unproven,
) -> Result<(&Identity, &[Requirement]), Refusal> {
    let Unproven { token, waiting } = unproven;
    let proven = engine(parts)?.end(&token, waiting).await;
    keep(parts, proven.map_err(Refusal::unproven)?)
}

/// Verifies a token and keeps the identity in the visit.
async fn verify<'p>(parts: &'p mut Parts, token: &str) -> Result<&'p Identity, Refusal> {
    let proven = engine(parts)?.verify(token).await;
    let (identity, _) = keep(parts, proven.map_err(Refusal::unproven)?)?;
    Ok(identity)
}

fn engine(parts: &Parts) -> Result<Engine, Refusal> {
    let visit = parts.extensions.get::<Visit>();
    visit
        .map(|visit| visit.mounted.engine.clone())
        .ok_or(Refusal::NotConfigured)
}

/// Keeps the identity in the visit. Gives it, and what the groups demand.
fn keep(parts: &mut Parts, identity: Identity) -> Result<(&Identity, &[Requirement]), Refusal> {
    let visit = parts.extensions.get_mut::<Visit>();
    let visit = visit.ok_or(Refusal::NotConfigured)?;
    Ok((visit.identity.insert(identity), &visit.requirements))
}

/// What the caller is told, and what the log is.
#[cold]
fn answer(parts: &Parts, verdict: Verdict) -> Result<(), Rejection> {
    match verdict {
        Verdict::Passes => Ok(()),
        Verdict::Watched(refusal) => {
            rejection::watched(Some(&Asked::of(parts)), &refusal);
            Ok(())
        }
        Verdict::Refused(refusal) => Err(Rejection::new(parts, &refusal)),
    }
}
