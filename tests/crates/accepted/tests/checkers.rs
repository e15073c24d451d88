//! Wherever a checker may stand, and whatever it may look like.

use std::fmt::Display;

use axum::extract::{Path, Query, State};
use rolecall::{Identity, Router, get, protected};

mod policy {
    rolecall::permissions! { view }
    rolecall::roles! { Viewer: [view] }
}

mod other {
    rolecall::permissions! { edit }
    rolecall::roles! { Editor: [edit] }
}

mod rules {
    //! Named by path, and taken by a glob.

    use axum::extract::Path;
    use rolecall::{Identity, checker};

    #[checker]
    pub(super) fn even(_: &Identity, Path(id): Path<u64>) -> bool {
        id.is_multiple_of(2)
    }

    #[checker]
    pub(super) async fn r#match(_: &Identity, Path(id): Path<u64>) -> bool {
        std::future::ready(id == 1).await
    }
}

mod glob {
    use super::rules::*;
    use rolecall::protected;

    #[protected(check = even)]
    pub(super) async fn by_a_glob() {}
}

#[protected(any(check = rules::even, check = rules::r#match))]
async fn by_paths() {}

/// A name of its own, by another word for the attribute.
mod renamed {
    use rolecall::checker as rule;

    #[rule]
    pub(super) fn open(_: &rolecall::Identity) -> bool {
        true
    }
}

/// Of any lifetime, with an error that has no name, under an attribute of its own.
#[rolecall::checker]
#[inline]
#[expect(clippy::needless_lifetimes, reason = "lifetimes may be written out")]
fn unnamed<'a>(_: &'a Identity, State(limit): State<u64>) -> Result<bool, impl Display> {
    if limit == 0 { Err("nothing") } else { Ok(true) }
}

/// The error borrows from the caller.
#[rolecall::checker]
async fn borrowed(user: &Identity, _: Query<Vec<(String, String)>>) -> Result<bool, &str> {
    std::future::ready(user.name().map_or(Ok(true), Err)).await
}

macro_rules! agreeing {
    ($name:ident, $user:ty, $extractor:ty, $answer:ty) => {
        #[rolecall::checker]
        fn $name(_: $user, _: $extractor) -> $answer {
            true
        }
    };
}

agreeing!(written_by_a_macro, &Identity, Option<Path<u64>>, bool);

#[rolecall::checker(policy = other)]
fn of_another_policy(user: &Identity) -> bool {
    user.may(other::permission::edit)
}

#[rolecall::checker]
#[cfg(any())]
fn left_out(_: &NoSuchThing) -> bool {
    true
}

#[protected(
    check = renamed::open,
    shadow(check = unnamed),
    not(check = borrowed),
    any(check = written_by_a_macro, check = of_another_policy)
)]
async fn by_all_of_them() {}

fn in_a_function() -> Router<u64> {
    #[rolecall::checker]
    fn state(_: &Identity, State(number): State<u64>) -> bool {
        number == 1
    }

    #[protected(check = state)]
    async fn inside(State(number): State<u64>) -> String {
        number.to_string()
    }

    Router::new().route("/inside", get(inside))
}

#[test]
fn it_is_accepted() {
    let _: Router = in_a_function()
        .route("/glob/{id}", get(glob::by_a_glob))
        .route("/paths/{id}", get(by_paths))
        .route("/all", get(by_all_of_them))
        .with_state(1);
}
