//! A router with a bare and a protected handler, and callers whose tokens a directory made.

use axum::body::Body;
use axum::http::{HeaderValue, Request, header};
use rolecall::directory::{Directory, TokenRequest, User};
use rolecall::{Engine, Identity, Router, get, protected};
use tower::ServiceExt as _;

/// The policy of the design's documents.
pub(crate) mod policy {
    rolecall::permissions! {
        #[scope("Documents.Read", "Documents.ReadWrite")]
        view,
        #[scope("Documents.ReadWrite")]
        edit,
        #[scope("Documents.ReadWrite")]
        delete,
        "audit.read",
    }
    rolecall::roles! {
        Viewer: [view],
        Editor: Viewer + [edit],
        Admin: Editor + [delete, "audit.read"],
    }
}

/// Ten thousand permissions.
pub(crate) mod large {
    include!(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/benches/road/large.rs"
    ));
}

#[protected(policy = crate::scene::policy, permission = "view")]
async fn guarded() -> &'static str {
    "done"
}

async fn bare() -> &'static str {
    "done"
}

pub(crate) struct Scene {
    _directory: Directory,
    engine: Engine,
    bare: axum::Router,
    protected: axum::Router,
    token: String,
    other: String,
    fresh: std::cell::Cell<u64>,
    header: HeaderValue,
    pub(crate) editor: Identity,
    pub(crate) clerk: Identity,
}

impl Scene {
    pub(crate) async fn set() -> Self {
        let directory = Directory::builder()
            .listen("127.0.0.1:0")
            .policy(policy::Policy)
            .user(User::new("editor").role("Editor"))
            .user(User::new("clerk").role("Clerk"))
            .start()
            .await
            .expect("a directory");
        let engine = engine(&directory, policy::Policy).await;
        let token = directory
            .token(&TokenRequest::user("editor"))
            .expect("a token");
        let clerk = directory
            .token(&TokenRequest::user("clerk"))
            .expect("a token");
        let editor = engine.verify(&token).await.expect("an editor");
        let clerk = self::engine(&directory, large::Policy)
            .await
            .verify(&clerk)
            .await
            .expect("a clerk");
        let protected = Router::new()
            .route("/documents", get(guarded))
            .with(engine.clone())
            .expect("a router");
        let bare = axum::Router::new().route("/documents", axum::routing::get(bare));
        Self {
            header: HeaderValue::try_from(format!("Bearer {token}")).expect("a header"),
            other: token.clone(),
            fresh: std::cell::Cell::new(0),
            _directory: directory,
            engine,
            // As `axum::serve` does for each connection.
            bare: bare.with_state(()),
            protected: protected.with_state(()),
            token,
            editor,
            clerk,
        }
    }

    /// So many requests, made before the clock starts.
    pub(crate) fn requests(&self, number: usize) -> Vec<Request<Body>> {
        let request = || {
            Request::get("/documents")
                .header(header::AUTHORIZATION, &self.header)
                .body(Body::empty())
        };
        (0..number).map(|_| request().expect("a request")).collect()
    }

    pub(crate) async fn bare(&self, request: Request<Body>) -> bool {
        answer(&self.bare, request).await
    }

    pub(crate) async fn protected(&self, request: Request<Body>) -> bool {
        answer(&self.protected, request).await
    }

    pub(crate) async fn verify_known(&self) -> bool {
        self.engine.verify(&self.token).await.is_ok()
    }

    /// A token that the cache does not hold. Its signature is wrong, which costs what a right one costs.
    pub(crate) async fn verify_unknown(&self) -> bool {
        let fresh = self.fresh.get();
        self.fresh.set(fresh + 1);
        let (signed, _) = self.token.rsplit_once('.').expect("a token");
        let signature = forged(fresh);
        self.engine
            .verify(&format!("{signed}.{signature}"))
            .await
            .is_err()
    }

    pub(crate) fn compare(&self) -> bool {
        std::hint::black_box(&self.token) == std::hint::black_box(&self.other)
    }
}

async fn engine(directory: &Directory, policy: impl rolecall::policy::Policy) -> Engine {
    let builder = Engine::builder(policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id());
    builder
        .authority(directory.issuer())
        .start()
        .await
        .expect("an engine")
}

async fn answer(router: &axum::Router, request: Request<Body>) -> bool {
    let response = router
        .clone()
        .oneshot(request)
        .await
        .expect("an infallible router");
    response.status().is_success()
}

/// 256 bytes in base64url that no key has signed.
fn forged(number: u64) -> String {
    let mut signature = format!("{number:0>20}");
    signature.extend(std::iter::repeat_n('A', 342 - 20));
    signature
}
