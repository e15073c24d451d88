//! The HTTP side: which room answers which path. Nothing in a request changes a URL or an issuer.

mod certificate;
mod local;
mod origin;
mod site;
mod tenant;
mod tls;

use std::sync::Arc;

use axum::response::Response;
use axum::serve::Listener;
use axum::{Router, middleware};
use http::HeaderValue;
use http::header::{CACHE_CONTROL, HeaderName, X_CONTENT_TYPE_OPTIONS};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

pub(super) use self::certificate::Certificates;
use self::local::by_a_local_name;
pub(super) use self::origin::any_origin;
pub(super) use self::site::Site;
pub(super) use self::tenant::Tenant;
use self::tls::TlsListener;
use super::registry::Registry;
use super::state::State;
use super::tokens::KeyRing;
use super::trouble::{self, Desk};
use super::{documents, flows, graph, pages};
use crate::clock::Clock;

/// Everything that an answer is made of.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) site: Site,
    pub(super) registry: Registry,
    pub(super) keys: KeyRing,
    pub(super) clock: Clock,
    pub(super) state: State,
    pub(super) desk: Desk,
}

impl Service {
    /// What time it is in the directory, in seconds since 1970: by the clock, and as far ahead of it as was asked for.
    pub(super) fn now(&self) -> u64 {
        self.clock.now().saturating_add_signed(self.desk.ahead())
    }
}

/// Serves until `stopped` is dropped at the other end; then idle connections are closed too.
pub(super) async fn until(
    stopped: oneshot::Receiver<()>,
    listener: TcpListener,
    certificates: Option<Certificates>,
    service: Arc<Service>,
) {
    let serving = Arc::clone(&service);
    let stopped = async move {
        // Nothing is ever sent: the error is the sign.
        let _dropped = stopped.await;
        serving.desk.recover();
    };
    let served = match certificates {
        Some(certificates) => {
            let listener = TlsListener::new(listener, &certificates);
            on(listener, stopped, service).await
        }
        None => on(listener, stopped, service).await,
    };
    if let Err(error) = served {
        tracing::error!("the development directory stopped: {error}");
    }
}

async fn on<L>(
    listener: L,
    stopped: impl Future<Output = ()> + Send + 'static,
    service: Arc<Service>,
) -> std::io::Result<()>
where
    L: Listener,
    L::Addr: std::fmt::Debug,
{
    let serving = axum::serve(listener, router(service));
    serving.with_graceful_shutdown(stopped).await
}

/// Documents are for whoever asks; whatever gives a token, shows a secret or changes something is for this machine alone.
fn router(service: Arc<Service>) -> Router {
    let giving = flows::routes()
        .merge(pages::routes())
        .merge(pages::sign_in())
        .merge(trouble::routes())
        .merge(graph::routes())
        .layer(middleware::from_fn(by_a_local_name));
    documents::routes()
        .merge(giving)
        .layer(middleware::from_fn_with_state(
            Arc::clone(&service),
            trouble::interfere,
        ))
        .layer(middleware::map_response(kept_close))
        .with_state(service)
}

/// The keys of the last start are of no use to anybody, and tokens are nobody's to keep: what says so itself says enough.
/// And no answer is a script or a picture of a foreign page: one that has loaded a token as a script could put it together
/// again.
async fn kept_close(mut response: Response) -> Response {
    let headers = response.headers_mut();
    let unsaid = headers.entry(CACHE_CONTROL);
    unsaid.or_insert(HeaderValue::from_static("no-store"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("same-origin"));
    response
}

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
