//! Who may have tokens: only who calls the directory by a name of this machine.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::StatusCode;
use http::header::HOST;
use http::uri::Authority;
use url::Url;

use crate::entra::is_loopback;
use crate::guard::Problem;

/// A page that has talked a browser into taking this address for its own site still sends that site's name, and gets
/// nothing: else it could read tokens here.
pub(super) async fn by_a_local_name(request: Request, next: Next) -> Response {
    let sent = request
        .headers()
        .get(HOST)
        .and_then(|host| host.to_str().ok());
    let name = request.uri().authority().map(Authority::as_str).or(sent);
    let url = name.and_then(|name| Url::parse(&format!("http://{name}")).ok());
    if url.is_some_and(|url| is_loopback(&url)) {
        return next.run(request).await;
    }
    Problem::new(StatusCode::MISDIRECTED_REQUEST)
        .with_detail("the directory gives tokens at `localhost` and at loopback addresses alone")
        .into_response()
}
