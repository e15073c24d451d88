//! However a handler is written, and by whatever name the attribute goes, the protection stays on it.

use axum::http::StatusCode;
use axum::response::IntoResponse;
use rolecall::protected as guarded;
use rolecall::{Router, get, protected};
use rolecall_tests::house::Town;

use crate::policy;

mod house_rules {
    //! A crate of an organization's own may pass the attribute on.
    #[doc(hidden)]
    pub use rolecall::protected as secured;
}

#[guarded(permission = "view")]
async fn renamed() -> &'static str {
    "seen"
}

#[house_rules::secured(permission = "view")]
async fn passed_on() -> &'static str {
    "seen"
}

#[::rolecall::protected(permission = "view")]
async fn by_its_whole_path() -> &'static str {
    "seen"
}

trait Shown {
    const WORD: &'static str;

    #[protected(permission = "view")]
    async fn shown() -> &'static str {
        Self::WORD
    }
}

struct Thing;

impl Shown for Thing {
    const WORD: &'static str = "seen";
}

trait Listed {
    async fn listed(guard: ListedGuard) -> &'static str;
}

type ListedGuard = rolecall::__private::Guard<rolecall::__private::Authenticated>;

impl Listed for Thing {
    async fn listed(_: ListedGuard) -> &'static str {
        "seen"
    }
}

#[cfg(test)]
#[protected(permission = "view")]
async fn configured() -> &'static str {
    "seen"
}

#[cfg(not(test))]
async fn configured() -> &'static str {
    "open"
}

#[cfg_attr(test, protected(permission = "view"))]
#[cfg_attr(not(test), rolecall::public("never built"))]
async fn conditional() -> &'static str {
    "seen"
}

#[protected(permission = "view")]
async fn opaque() -> impl IntoResponse + use<> {
    (StatusCode::OK, "seen")
}

#[protected(permission = "view")]
async fn generic<T: Default + std::fmt::Display + Send + 'static, const LONG: usize>() -> String {
    format!("seen{}", T::default()).chars().take(LONG).collect()
}

macro_rules! made {
    ($name:ident, $($rule:tt)*) => {
        #[protected($($rule)*)]
        async fn $name() -> &'static str {
            "seen"
        }
    };
}

made!(from_a_macro, permission = "view");

#[protected(permission = "view")]
#[deprecated = "for tests"]
#[inline(never)]
#[must_use]
async fn with_attributes_below() -> &'static str {
    "seen"
}

#[tokio::test]
async fn the_protection_stays_on_it() {
    #[protected(permission = "view")]
    async fn inside_a_function() -> &'static str {
        "seen"
    }

    let town = Town::under(policy::Policy).await;
    #[expect(deprecated, reason = "so is the handler, for tests")]
    let router = Router::new()
        .route("/renamed", get(renamed))
        .route("/passed-on", get(passed_on))
        .route("/whole-path", get(by_its_whole_path))
        .route("/trait", get(<Thing as Shown>::shown))
        .route("/configured", get(configured))
        .route("/conditional", get(conditional))
        .route("/opaque", get(opaque))
        .route("/generic", get(generic::<String, 4>))
        .route("/macro", get(from_a_macro))
        .route("/attributes", get(with_attributes_below))
        .route("/inside", get(inside_a_function));
    let paths: Vec<_> = router
        .endpoints()
        .iter()
        .map(|row| row.path().to_owned())
        .collect();
    let house = town.house(router);
    for path in paths {
        assert_eq!(
            house.anonymous().get(&path).await.status,
            StatusCode::UNAUTHORIZED,
            "{path}"
        );
        assert_eq!(
            house.user("nobody").get(&path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
        assert_eq!(house.user("viewer").get(&path).await.body, "seen", "{path}");
    }
}

/// A guard that is named by hand still admits nobody by itself.
#[tokio::test]
async fn a_guard_by_hand_is_a_guard() {
    let town = Town::under(policy::Policy).await;
    let house = town.house(Router::new().route("/listed", get(<Thing as Listed>::listed)));
    assert_eq!(
        house.anonymous().get("/listed").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(house.user("nobody").get("/listed").await.body, "seen");
}
