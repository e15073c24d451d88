//! A tenant on a free loopback port: metadata and keys, served by a thread of its own while it is kept.

use std::net::TcpListener;
use std::thread;

use axum::Json;
use axum::Router;
use axum::routing::get;
use serde_json::{Value, json};

use crate::scene::TENANT;

/// Starts it, and tells where it is. It ends with the process.
pub fn start(keys: Value) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.set_nonblocking(true).expect("a listener");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    let router = router(&base, keys);
    thread::spawn(move || serve(listener, router));
    base
}

fn router(base: &str, keys: Value) -> Router {
    let metadata =
        json!({"issuer": format!("{base}/{TENANT}/v2.0"), "jwks_uri": format!("{base}/keys")});
    let path = format!("/{TENANT}/v2.0/.well-known/openid-configuration");
    Router::new()
        .route(&path, get(async move || Json(metadata)))
        .route("/keys", get(async move || Json(keys)))
}

fn serve(listener: TcpListener, router: Router) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        axum::serve(listener, router).await.expect("a server");
    });
}
