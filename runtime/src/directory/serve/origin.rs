//! What pages of any origin may ask for, as Entra lets them: documents, and tokens for single-page applications.

use tower_http::cors::{AllowHeaders, AllowMethods, Any, CorsLayer};

/// Answers a browser's question beforehand, and lets it read the answer. No cookie is ever sent along.
pub(in crate::directory) fn any_origin() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods(AllowMethods::mirror_request())
        .allow_headers(AllowHeaders::mirror_request())
}
