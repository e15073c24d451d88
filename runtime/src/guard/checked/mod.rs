//! The guard of a rule that asks checkers. The tables decide first; only where they leave the decision open is a checker
//! asked, each at most once for a request, and only while its answer can change what is decided.
//!
//! | file | holds |
//! |---|---|
//! | `checker` | what `#[checker]` makes of a function, and what it may say |
//! | `inquiry` | what one request was told so far, and whom to ask next |
//! | `unanswered` | what is said where checkers failed |

mod checker;
mod inquiry;
mod unanswered;

use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::AssertUnwindSafe;

use axum::extract::FromRequestParts;
use futures_util::FutureExt;
use http::request::Parts;

pub use self::checker::{Answer, Checker, Reply, answered, answering, extracted};
use self::inquiry::Inquiry;
pub(super) use self::unanswered::Consulted;
pub use self::unanswered::Unanswered;
use super::{Rejection, admit};
use crate::identity::Identity;
use crate::policy::Requirement;
use crate::policy::requirement::Demand;
use crate::policy::terms::Term;

/// The most checkers of one rule; the macro refuses a ninth.
const MOST: usize = 8;

/// Proof that the rule `R`, which asks the checkers `C`, was met; written by `#[protected]`, and made by nobody else.
#[doc(hidden)]
pub struct CheckedGuard<R: Term, C>(PhantomData<fn() -> (R, C)>);

impl<R: Term, C> CheckedGuard<R, C> {
    /// What stands before the expression: a proven identity, by the credentials that count here.
    const PROOF: &'static Demand = &R::DEMAND.of_proof_alone();
}

impl<S: Sync, R: Term, C: Checks<S>> FromRequestParts<S> for CheckedGuard<R, C> {
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Rejection> {
        admit(parts, Some(Requirement::new(Self::PROOF))).await?;
        let mut inquiry = Inquiry::into(parts, R::REQUIREMENT)?;
        while let Some(check) = inquiry.next(parts)? {
            let asked = C::ask(check.place(), inquiry.identity(), parts, state);
            let reply = AssertUnwindSafe(asked).catch_unwind().await;
            inquiry.keep(
                check,
                reply.unwrap_or_else(|panic| Reply::panicked(&*panic)),
            );
        }
        Ok(Self(PhantomData))
    }
}

impl<R: Term, C> fmt::Debug for CheckedGuard<R, C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CheckedGuard")
    }
}

/// The checkers of one rule, to be asked by their places.
#[doc(hidden)]
pub trait Checks<S> {
    /// Asks the checker at a place. The guard names no place beyond them.
    fn ask(
        place: usize,
        identity: &Identity,
        parts: &mut Parts,
        state: &S,
    ) -> impl Future<Output = Reply> + Send;
}

macro_rules! checks {
    ($($($place:literal $checker:ident)+;)+) => {$(
        impl<S: Sync, $($checker: Checker<S>),+> Checks<S> for ($($checker,)+) {
            async fn ask(place: usize, identity: &Identity, parts: &mut Parts, state: &S) -> Reply {
                match place {
                    $($place => $checker::check(identity, parts, state).await,)+
                    _ => Reply::closed(),
                }
            }
        }
    )+};
}

checks! {
    0 A;
    0 A 1 B;
    0 A 1 B 2 C;
    0 A 1 B 2 C 3 D;
    0 A 1 B 2 C 3 D 4 E;
    0 A 1 B 2 C 3 D 4 E 5 F;
    0 A 1 B 2 C 3 D 4 E 5 F 6 G;
    0 A 1 B 2 C 3 D 4 E 5 F 6 G 7 H;
}
