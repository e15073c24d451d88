//! T3: from the headers of a request to the verdict about who sent it, for a token that is known.

use std::convert::Infallible;
use std::future::ready;

use axum::body::Body;
use axum::extract::FromRequestParts as _;
use axum::http::{Request, Response};
use rolecall::__private::Guard;
use rolecall::Engine;
use tower::{Layer as _, Service, ServiceExt as _, service_fn};

use super::{Aim, Bench, Table, Target};
use crate::at_once::at_once;
use crate::contender::{Callers, Credential, requests};
use crate::contenders::{Cache, bearer, rolecall::builder};
use crate::measure::{Measured, Row, interleaved};
use crate::policies::documents;

pub fn table(bench: &Bench<'_>) -> Table {
    let editor = Callers::bearers(bench.scene).editor;
    let cache = Cache::new(bench.scene);
    let engine = bench.runtime.block_on(knowing(bench));
    bench.progress.set_message("header to verdict");
    let measured = interleaved(
        bench.rounds(41, 11),
        by("a request that nobody looks at", &editor, || {
            service_fn(unseen)
        }),
        vec![
            by("quick_cache by hand, role and all", &editor, || {
                service_fn(|request| ready(Ok(admitted_by_hand(&cache, request))))
            }),
            by("rolecall, layer and guard", &editor, || {
                engine.layer().layer(service_fn(guarded))
            }),
            Row::new(
                "rolecall, `Engine::verify` of the token alone",
                TURNS,
                || at_once(engine.verify(&bench.scene.good)).is_ok(),
            ),
        ],
    );
    let [unseen, by_hand, rolecall, token] = &measured[..] else {
        panic!("four rows");
    };
    let more = |row: &Measured| unseen.nanoseconds * (row.ratio - 1.0);
    let text = format!(
        "| what | ns | more than nothing |\n|---|--:|--:|\n| {} | {:.0} | |\n| {} | {:.0} | {:.0} |\n| {} | {:.0} | {:.0} |\n| \
         {} | {:.0} | |",
        unseen.name,
        unseen.nanoseconds,
        by_hand.name,
        by_hand.nanoseconds,
        more(by_hand),
        rolecall.name,
        rolecall.nanoseconds,
        more(rolecall),
        token.name,
        token.nanoseconds
    );
    Table {
        title: "T3: from header to verdict, known token",
        targets: vec![
            Target {
                id: "T3",
                what: "headers to verdict, left in the request, ns".to_owned(),
                aim: Aim::AtMost(250.0),
                measured: more(rolecall),
            },
            Target {
                id: "T3",
                what: "token to identity, ns".to_owned(),
                aim: Aim::AtMost(150.0),
                measured: token.nanoseconds,
            },
        ],
        text,
    }
}

const TURNS: usize = 1000;

/// An engine that has seen the editor.
async fn knowing(bench: &Bench<'_>) -> Engine {
    let engine = builder(bench.scene, documents::Policy).start().await;
    let engine = engine.expect("an engine");
    assert!(engine.verify(&bench.scene.good).await.is_ok());
    engine
}

/// What a service takes for the editor's request. All of them are asked in the same way, take the request apart, and
/// answer with nothing.
fn by<'a, S>(name: &str, editor: &'a Credential, service: impl Fn() -> S + 'a) -> Row<'a>
where
    S: Service<Request<Body>, Response = Response<Body>, Error = Infallible> + Clone + 'a,
{
    Row::prepared(name, TURNS, move |times| {
        let requests = requests(Some(&editor.header()), times, Body::empty);
        let service = service();
        Box::new(move || {
            requests.into_iter().all(|request| {
                let Ok(response) = at_once(service.clone().oneshot(request));
                response.status().is_success()
            })
        })
    })
}

async fn unseen(request: Request<Body>) -> Result<Response<Body>, Infallible> {
    let (parts, _) = request.into_parts();
    std::hint::black_box(&parts);
    Ok(Response::new(Body::empty()))
}

/// The header, the lookup, the role, and the claims left for the handler.
fn admitted_by_hand(cache: &Cache, request: Request<Body>) -> Response<Body> {
    let (mut parts, _) = request.into_parts();
    let claims = bearer(&parts.headers).and_then(|token| cache.read(token));
    let claims = claims.expect("the editor's");
    assert!(claims.is_editor(), "the editor may edit");
    parts.extensions.insert(claims);
    Response::new(Body::empty())
}

/// What stands before a protected handler, without the handler.
async fn guarded(request: Request<Body>) -> Result<Response<Body>, Infallible> {
    type Rule = documents::permission::edit;
    let (mut parts, _) = request.into_parts();
    let guard = Guard::<Rule>::from_request_parts(&mut parts, &()).await;
    assert!(guard.is_ok(), "the editor may edit");
    Ok(Response::new(Body::empty()))
}
