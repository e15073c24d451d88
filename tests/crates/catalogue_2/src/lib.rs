//! Version 2 of `catalogue`: the same names, and one more.

pub mod catalogue {
    //! What there is to do with goods.

    rolecall::permissions! {
        /// See what is on offer.
        #[scope("Catalogue.Read")]
        browse,
        /// Change what is on offer.
        #[scope("Catalogue.Write")]
        "goods.change",
        /// Take something off the offer.
        #[scope("Catalogue.Write")]
        "goods.remove",
    }

    rolecall::roles! {}
}

use rolecall::{Router, get, protected};

/// What is on offer.
#[protected(policy = crate::catalogue, permission = browse)]
pub async fn list() -> &'static str {
    "goods"
}

/// The handlers where they belong.
#[must_use]
pub fn routes() -> Router {
    Router::new().route("/goods", get(list))
}
