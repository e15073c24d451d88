//! Permissions that several applications share, and handlers that ask for them; it knows rolecall by another name.

pub mod catalogue {
    //! What there is to do with goods.

    gatekeeper::permissions! {
        /// See what is on offer.
        #[scope("Catalogue.Read")]
        browse,
        /// Change what is on offer.
        #[scope("Catalogue.Write")]
        "goods.change",
    }

    gatekeeper::roles! {}
}

use gatekeeper::{Router, get, protected};

/// What is on offer.
#[protected(policy = crate::catalogue, permission = browse)]
pub async fn list() -> &'static str {
    "goods"
}

/// Changes what is on offer.
#[protected(policy = crate::catalogue, permission = "goods.change")]
pub async fn change(body: String) -> String {
    format!("goods: {body}")
}

/// The handlers where they belong.
#[must_use]
pub fn routes() -> Router {
    Router::new().route("/goods", get(list).put(change))
}
