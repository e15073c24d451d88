//! rolecall, as its front page shows it; with an `Identity` as an argument; and with hardly any memory.

use axum::body::Bytes;
use rolecall::entra::Algorithm;
use rolecall::{Engine, EngineBuilder, Identity, Router, get, post, protected};

use crate::contender::{App, Callers, Contender, DONE, PATH, Refusals, Stand, Standing};
use crate::policies::documents;
use crate::scene::{CLIENT, Scene, TENANT};

/// One of the variants.
pub struct Rolecall {
    key: &'static str,
    name: &'static str,
    remark: &'static str,
    variant: Variant,
}

enum Variant {
    Plain,
    WithIdentity,
    Cold,
}

impl Rolecall {
    pub const PLAIN: Self = Self {
        key: "rolecall",
        name: "rolecall",
        remark: "",
        variant: Variant::Plain,
    };
    pub const WITH_IDENTITY: Self = Self {
        key: "rolecall-identity",
        name: "rolecall, `Identity` argument",
        remark: "",
        variant: Variant::WithIdentity,
    };
    /// Remembers so few tokens that every one is new again when its turn comes.
    pub const COLD: Self = Self {
        key: "rolecall-cold",
        name: "rolecall",
        remark: "",
        variant: Variant::Cold,
    };
}

impl Contender for Rolecall {
    fn key(&self) -> &'static str {
        self.key
    }

    fn name(&self) -> &'static str {
        self.name
    }

    fn package(&self) -> (&'static str, &'static str) {
        ("rolecall", "")
    }

    fn remark(&self) -> &'static str {
        self.remark
    }

    fn refusals(&self) -> Refusals {
        Refusals::STANDARD
    }

    fn stand<'a>(&'a self, scene: &'a Scene) -> Standing<'a> {
        Box::pin(async {
            let router = Router::new();
            let router = match self.variant {
                Variant::Plain | Variant::Cold => router.route(PATH, get(plain)),
                Variant::WithIdentity => router.route(PATH, get(with_identity)),
            };
            let engine = match self.variant {
                Variant::Plain | Variant::WithIdentity => builder(scene, documents::Policy),
                Variant::Cold => builder(scene, documents::Policy).cache_entries(COLD_ENTRIES),
            };
            let engine = engine.start().await.expect("an engine");
            Stand {
                app: App::Current(router.with(engine).expect("a router")),
                callers: Callers::bearers(scene),
            }
        })
    }
}

/// How much the cold variant remembers.
const COLD_ENTRIES: usize = 16;

/// An engine for the scene's tenant, with the defaults but for the second algorithm.
pub fn builder(scene: &Scene, policy: impl rolecall::policy::Policy) -> EngineBuilder {
    Engine::builder(policy)
        .tenant_id(TENANT)
        .client_id(CLIENT)
        .authority(&scene.authority)
        .algorithms([Algorithm::Rs256, Algorithm::Es256])
}

/// An endpoint that takes a body, for the table of refused bodies.
pub async fn with_body(scene: &Scene) -> axum::Router {
    let engine = builder(scene, documents::Policy).start().await;
    Router::new()
        .route(PATH, post(upload))
        .with(engine.expect("an engine"))
        .expect("a router")
}

#[protected(policy = crate::policies::documents, permission = "edit")]
async fn plain() -> &'static str {
    DONE
}

#[protected(policy = crate::policies::documents, permission = "edit")]
async fn with_identity(user: Identity) -> &'static str {
    std::hint::black_box(user);
    DONE
}

#[protected(policy = crate::policies::documents, permission = "edit")]
async fn upload(body: Bytes) -> &'static str {
    std::hint::black_box(body);
    DONE
}
