//! What `#[checker]` makes of a function: something that can be asked about one request, with the extractors the
//! function takes for arguments, and that answers yes, no, or why it cannot.

use std::any::Any;
use std::fmt::{self, Display};
use std::future::Future;

use axum::response::IntoResponse;
use http::StatusCode;
use http::request::Parts;

use crate::identity::Identity;
use crate::policy::terms::CheckerName;

/// A checker, under a router whose state is `S`; implemented by `#[checker]`.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "the checker `{Self}` cannot take its arguments from a router whose state is `{S}`",
    note = "every argument but the first is an extractor: `Path<u64>`, `State<Db>` where `Db: FromRef<{S}>`"
)]
pub trait Checker<S>: CheckerName {
    /// Takes the arguments from the request and asks the function.
    fn check(
        identity: &Identity,
        parts: &mut Parts,
        state: &S,
    ) -> impl Future<Output = Reply> + Send;
}

/// What a checker may return.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "a checker answers `bool` or `Result<bool, E>`, not `{Self}`",
    label = "not an answer",
    note = "return `Result` where the checker may be unable to decide: an error lets nobody pass"
)]
pub trait Answer {
    /// The answer as the guard counts it.
    fn reply(self) -> Reply;
}

impl Answer for bool {
    fn reply(self) -> Reply {
        Reply(Ok(self))
    }
}

impl<E: Display> Answer for Result<bool, E> {
    fn reply(self) -> Reply {
        // The alternate form tells the causes too, where an error has one.
        Reply(self.map_err(|error| Failure::Undecided(format!("{error:#}"))))
    }
}

/// What a checker said of one request, or why it said nothing.
#[doc(hidden)]
#[derive(Debug)]
pub struct Reply(Result<bool, Failure>);

/// Why a checker did not answer; the worst first.
#[derive(Clone, Debug)]
pub(super) enum Failure {
    /// It panicked; a bug of the application.
    Panicked(String),
    /// An argument could not be taken from any request; a bug of the application.
    Broken(&'static str, StatusCode),
    /// It said that it cannot decide now.
    Undecided(String),
    /// An argument could not be taken from this request.
    Unfit(&'static str, StatusCode),
}

/// What a checker that is not async has answered.
#[doc(hidden)]
pub fn answered(answer: impl Answer) -> Reply {
    answer.reply()
}

/// What an async checker is about to answer.
#[doc(hidden)]
#[expect(
    clippy::manual_async_fn,
    reason = "that the answer can be waited for on any thread is said once, here"
)]
pub fn answering<F>(answer: F) -> impl Future<Output = Reply> + Send
where
    F: Future<Output: Answer> + Send,
{
    async move { answer.await.reply() }
}

/// An argument of a checker, or the reply that stands for an argument that could not be had.
///
/// # Errors
///
/// If the request does not fit the extractor, or the extractor failed.
#[doc(hidden)]
pub fn extracted<T, R: IntoResponse>(
    argument: Result<T, R>,
    written: &'static str,
) -> Result<T, Reply> {
    argument.map_err(|rejection| Reply::unextracted(written, rejection.into_response().status()))
}

impl Reply {
    /// The answer; none where the checker failed.
    pub(super) fn answer(&self) -> Option<bool> {
        self.0.as_ref().ok().copied()
    }

    pub(super) fn failure(&self) -> Option<&Failure> {
        self.0.as_ref().err()
    }

    /// Of a checker that panicked.
    pub(super) fn panicked(payload: &(dyn Any + Send)) -> Self {
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        Self(Err(Failure::Panicked(text.unwrap_or("?").to_owned())))
    }

    /// Of a checker whose attribute was refused.
    #[doc(hidden)]
    #[must_use]
    pub fn closed() -> Self {
        Self(Err(Failure::Undecided("it did not compile".to_owned())))
    }

    fn unextracted(argument: &'static str, status: StatusCode) -> Self {
        Self(Err(if status.is_client_error() {
            Failure::Unfit(argument, status)
        } else {
            Failure::Broken(argument, status)
        }))
    }
}

impl Failure {
    /// The worst is the lowest.
    pub(super) fn rank(&self) -> u8 {
        match self {
            Self::Panicked(_) => 0,
            Self::Broken(..) => 1,
            Self::Undecided(_) => 2,
            Self::Unfit(..) => 3,
        }
    }

    /// One word for it, which log queries can count.
    pub(super) fn code(&self) -> &'static str {
        match self {
            Self::Panicked(_) => "checker_panicked",
            Self::Broken(..) => "checker_broken",
            Self::Undecided(_) => "undecided",
            Self::Unfit(..) => "unfit_for_checker",
        }
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Panicked(message) => write!(f, "panicked: {message}"),
            Self::Broken(argument, status) => {
                write!(
                    f,
                    "could not take its argument `{argument}`, which answered {status}"
                )
            }
            Self::Undecided(error) => write!(f, "cannot decide: {error}"),
            Self::Unfit(argument, status) => write!(
                f,
                "cannot be asked about this request: its argument `{argument}` answered {status}"
            ),
        }
    }
}
