//! `routes!(…)`: handlers mounted at the path and methods that their `#[utoipa::path(…)]` says.

use axum::handler::Handler;
use utoipa_axum::router::UtoipaMethodRouter;

use super::declared::DeclaredHandler;
use super::endpoint::One;
use super::methods::one;

/// Handlers with their documentation. Made by [`routes!`](crate::routes); mounted by
/// [`Router::routes`](crate::Router::routes).
#[derive(Clone)]
pub struct Routes<S = ()> {
    pub(super) handlers: Vec<(UtoipaMethodRouter<S>, One)>,
}

impl<S> std::fmt::Debug for Routes<S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list()
            .entries(self.handlers.iter().map(|(_, one)| one))
            .finish()
    }
}

/// Ties the handler to what utoipa made of it; the state of the one is the state of the other.
#[doc(hidden)]
pub fn documented<H, T, S>(_handler: H, made: UtoipaMethodRouter<S>) -> Routes<S>
where
    H: Handler<T, S> + DeclaredHandler<T, S>,
{
    // The method is that of the documentation, read when it is mounted.
    Routes {
        handlers: vec![(made, one::<H, T, S>(""))],
    }
}

impl<S> Routes<S> {
    #[doc(hidden)]
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.handlers.extend(more.handlers);
        self
    }
}

/// Handlers with a rule and a `#[utoipa::path(…)]`, mounted where the latter says; the two stand in either order.
///
/// The crate that uses it depends on `axum` and `utoipa` under these names.
///
/// ```
/// # mod policy { rolecall::permissions! { view, edit } rolecall::roles! { Editor: [view, edit] } }
/// use rolecall::{Router, protected, routes};
///
/// #[protected(permission = "view")]
/// #[utoipa::path(get, path = "/documents")]
/// async fn list() -> &'static str { "[]" }
///
/// #[utoipa::path(post, path = "/documents")]
/// #[protected(permission = "edit")]
/// async fn create() -> &'static str { "{}" }
///
/// # fn main() {
/// let router: Router = Router::new().routes(routes!(list, create));
/// assert_eq!(router.endpoints().len(), 2);
/// # }
/// ```
#[macro_export]
macro_rules! routes {
    ($first:path $(, $more:path)* $(,)?) => {
        $crate::routing::documented($first, $crate::__private::utoipa_axum_routes!($first))
            $(.and($crate::routing::documented($more, $crate::__private::utoipa_axum_routes!($more))))*
    };
}
