//! A router with a bare and a protected handler, and callers whose tokens a directory made.

use std::cell::RefCell;
use std::convert::Infallible;
use std::pin::pin;
use std::task::{Context, Waker};

use aws_lc_rs::signature::{ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents};
use axum::body::Body;
use axum::extract::FromRequestParts as _;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Request, Response, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rolecall::__private::Guard;
use rolecall::directory::{Directory, TokenRequest, User};
use rolecall::{Engine, EngineBuilder, Identity, Router, get, protected};
use tower::{Layer as _, ServiceExt as _, service_fn};

/// The policy of `documents`.
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

/// Policies of one shape and four sizes.
macro_rules! sized {
    ($($name:ident $file:literal;)+) => {$(
        pub(crate) mod $name {
            include!(concat!(env!("CARGO_MANIFEST_DIR"), "/benches/road/sizes/", $file));
        }
    )+};
}

sized! {
    of_10 "of_10.rs";
    of_100 "of_100.rs";
    of_1000 "of_1000.rs";
    of_10000 "of_10000.rs";
    roles_of_500 "roles_of_500.rs";
}

#[protected(policy = crate::scene::policy, permission = "view")]
async fn guarded() -> &'static str {
    "done"
}

async fn bare() -> &'static str {
    "done"
}

type Rule = policy::permission::edit;

pub(crate) struct Scene {
    directory: Directory,
    engine: Engine,
    bare: axum::Router,
    protected: axum::Router,
    /// The same, remembering sixteen tokens.
    remembering_few: axum::Router,
    token: String,
    other: String,
    forgetful: Engine,
    /// Of a token with five hundred roles, which the first declares and the second does not.
    crowded: [Engine; 2],
    crowded_token: String,
    key: ParsedPublicKey,
    parts: RefCell<Parts>,
    header: HeaderValue,
    pub(crate) editor: Identity,
    /// One who has every permission, under the policy of each size.
    pub(crate) clerks: [Identity; 4],
}

impl Scene {
    pub(crate) async fn set() -> Self {
        let directory = Directory::builder()
            .listen("127.0.0.1:0")
            .policy(policy::Policy)
            .user(User::new("editor").role("Editor"))
            .user(User::new("clerk").role("Clerk"))
            .user((0..500).map(value).fold(User::new("crowd"), User::role))
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
        let header = HeaderValue::try_from(format!("Bearer {token}")).expect("a header");
        let editor = engine.verify(&token).await.expect("an editor");
        let clerks = [
            proven(&directory, of_10::Policy, &clerk).await,
            proven(&directory, of_100::Policy, &clerk).await,
            proven(&directory, of_1000::Policy, &clerk).await,
            proven(&directory, of_10000::Policy, &clerk).await,
        ];
        let protected = Router::new()
            .route("/documents", get(guarded))
            .with(engine.clone())
            .expect("a router");
        let few = believing(&directory, policy::Policy).cache_entries(16);
        let few = Router::new()
            .route("/documents", get(guarded))
            .with(few.start().await.expect("an engine"))
            .expect("a router");
        let bare = axum::Router::new().route("/documents", axum::routing::get(bare));
        Self {
            header: header.clone(),
            other: token.clone(),
            parts: RefCell::new(admitted(&engine, &header).await),
            forgetful: forgetful(&directory, policy::Policy).await,
            crowded: [
                forgetful(&directory, roles_of_500::Policy).await,
                forgetful(&directory, policy::Policy).await,
            ],
            crowded_token: directory
                .token(&TokenRequest::user("crowd"))
                .expect("a token"),
            key: key(&directory).await,
            directory,
            engine,
            // As `axum::serve` does for each connection.
            bare: bare.with_state(()),
            protected: protected.with_state(()),
            remembering_few: few.with_state(()),
            token,
            editor,
            clerks,
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

    /// So many requests with a token each that nobody has seen.
    pub(crate) fn newcomers(&self, number: usize) -> Vec<Request<Body>> {
        let request = |_| {
            let token = self.directory.token(&TokenRequest::user("editor"));
            let header = format!("Bearer {}", token.expect("a token"));
            let request = Request::get("/documents").header(header::AUTHORIZATION, header);
            request.body(Body::empty()).expect("a request")
        };
        (0..number).map(request).collect()
    }

    pub(crate) async fn new_to_it(&self, request: Request<Body>) -> bool {
        answer(&self.remembering_few, request).await
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

    /// The same token, and an engine that remembers nothing.
    pub(crate) async fn verify_unknown(&self) -> bool {
        self.forgetful.verify(&self.token).await.is_ok()
    }

    /// A token with five hundred roles, and an engine that declares them all, or three others.
    pub(crate) async fn verify_crowded(&self, declared: bool) -> bool {
        let [declaring, other] = &self.crowded;
        let engine = if declared { declaring } else { other };
        engine.verify(&self.crowded_token).await.is_ok()
    }

    /// The signature of a token by itself: what nobody can do without.
    pub(crate) fn raw(&self) -> impl Fn() -> bool + Clone + '_ {
        raw(&self.key, &self.token)
    }

    /// The same of the token with five hundred roles.
    pub(crate) fn raw_crowded(&self) -> impl Fn() -> bool + Clone + '_ {
        raw(&self.key, &self.crowded_token)
    }

    /// The guard alone, of a request whose caller is known already.
    pub(crate) fn guard(&self) -> bool {
        let mut parts = self.parts.borrow_mut();
        let mut guard = pin!(Guard::<Rule>::from_request_parts(&mut parts, &()));
        guard
            .as_mut()
            .poll(&mut Context::from_waker(Waker::noop()))
            .is_ready()
    }

    pub(crate) fn compare(&self) -> bool {
        std::hint::black_box(&self.token) == std::hint::black_box(&self.other)
    }
}

async fn engine(directory: &Directory, policy: impl rolecall::policy::Policy) -> Engine {
    believing(directory, policy)
        .start()
        .await
        .expect("an engine")
}

async fn proven(
    directory: &Directory,
    policy: impl rolecall::policy::Policy,
    token: &str,
) -> Identity {
    let engine = engine(directory, policy).await;
    engine.verify(token).await.expect("a clerk")
}

async fn forgetful(directory: &Directory, policy: impl rolecall::policy::Policy) -> Engine {
    believing(directory, policy)
        .cache_entries(0)
        .start()
        .await
        .expect("an engine")
}

fn believing(directory: &Directory, policy: impl rolecall::policy::Policy) -> EngineBuilder {
    let builder = Engine::builder(policy)
        .tenant_id(directory.tenant_id())
        .client_id(directory.client_id());
    builder.authority(directory.issuer())
}

fn value(number: usize) -> String {
    format!("Contoso.Documents.Region.No{number:03}")
}

fn raw<'a>(key: &'a ParsedPublicKey, token: &'a str) -> impl Fn() -> bool + Clone + 'a {
    let (message, signature) = token.rsplit_once('.').expect("a signature");
    let signature = URL_SAFE_NO_PAD.decode(signature).expect("base64url");
    move || key.verify_sig(message.as_bytes(), &signature).is_ok()
}

/// The one key of a directory.
async fn key(directory: &Directory) -> ParsedPublicKey {
    let documents = reqwest::Client::builder()
        .no_proxy()
        .build()
        .expect("a client");
    let document = async |url: &str| {
        let answer = documents.get(url).send().await.expect("an answer");
        let text = answer.text().await.expect("a text");
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON")
    };
    let metadata = document(&directory.metadata_url()).await;
    let set = document(metadata["jwks_uri"].as_str().expect("an address")).await;
    let number = |name| {
        let digits = set["keys"][0][name].as_str().expect("a number");
        URL_SAFE_NO_PAD.decode(digits).expect("base64url")
    };
    let (n, e) = (number("n"), number("e"));
    let components = RsaPublicKeyComponents { n: &n, e: &e };
    components
        .to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
        .expect("a key")
}

async fn answer(router: &axum::Router, request: Request<Body>) -> bool {
    let response = router
        .clone()
        .oneshot(request)
        .await
        .expect("an infallible router");
    response.status().is_success()
}

/// The parts of a request that has been through the engine's layer and a guard.
async fn admitted(engine: &Engine, header: &HeaderValue) -> Parts {
    let (sender, receiver) = std::sync::mpsc::channel();
    let service = engine
        .layer()
        .layer(service_fn(move |request: Request<Body>| {
            let sender = sender.clone();
            async move {
                let (mut parts, _) = request.into_parts();
                let guard = Guard::<Rule>::from_request_parts(&mut parts, &()).await;
                assert!(guard.is_ok(), "the editor may edit");
                sender.send(parts).expect("somebody who waits");
                Ok::<_, Infallible>(Response::new(Body::empty()))
            }
        }));
    let request = Request::get("/")
        .header(header::AUTHORIZATION, header)
        .body(Body::empty());
    service
        .oneshot(request.expect("a request"))
        .await
        .expect("an infallible service");
    receiver.recv().expect("parts")
}
