//! T3: from the headers of a request to the verdict about who sent it, for a token that is known.

use std::convert::Infallible;

use axum::body::Body;
use axum::extract::FromRequestParts as _;
use axum::http::{Request, Response};
use rolecall::__private::Guard;
use rolecall::Engine;
use tower::{Layer as _, ServiceExt as _, service_fn};

use super::{Aim, Bench, Table, Target, of_nanoseconds};
use crate::at_once::at_once;
use crate::contender::{Callers, Credential, requests};
use crate::contenders::{Cache, bearer, rolecall::builder};
use crate::measure::{Row, interleaved};
use crate::policies::documents;

pub fn table(bench: &Bench<'_>) -> Table {
    let editor = Callers::bearers(bench.scene).editor;
    let cache = Cache::new(bench.scene);
    let engine = bench.runtime.block_on(knowing(bench));
    bench.progress.set_message("header to verdict");
    let measured = interleaved(
        bench.rounds(41, 11),
        by_hand(&cache, &editor),
        vec![
            by_guard(&engine, &editor),
            Row::new(
                "rolecall, `Engine::verify` of the token alone",
                TURNS,
                || at_once(engine.verify(&bench.scene.good)).is_ok(),
            ),
        ],
    );
    Table {
        title: "T3: from header to verdict, known token",
        targets: vec![
            Target {
                id: "T3",
                what: "headers to verdict, left in the request, ns".to_owned(),
                aim: Aim::AtMost(250.0),
                measured: measured[1].nanoseconds,
            },
            Target {
                id: "T3",
                what: "token to identity, ns".to_owned(),
                aim: Aim::AtMost(150.0),
                measured: measured[2].nanoseconds,
            },
        ],
        text: of_nanoseconds(&measured),
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

/// The same road by hand: the header, the lookup, the role, and the claims left for the handler.
fn by_hand<'a>(cache: &'a Cache, editor: &'a Credential) -> Row<'a> {
    let admit = |request: Request<Body>| {
        let (mut parts, _) = request.into_parts();
        let claims = bearer(&parts.headers).and_then(|token| cache.read(token));
        claims.is_some_and(|claims| {
            let is_editor = claims.is_editor();
            parts.extensions.insert(claims);
            is_editor
        })
    };
    Row::prepared("quick_cache by hand, role and all", TURNS, move |times| {
        let requests = requests(Some(&editor.header()), times, Body::empty);
        Box::new(move || requests.into_iter().all(admit))
    })
}

/// What stands before a protected handler, without the handler.
fn by_guard<'a>(engine: &'a Engine, editor: &'a Credential) -> Row<'a> {
    Row::prepared("rolecall, layer and guard", TURNS, |times| {
        let requests = requests(Some(&editor.header()), times, Body::empty);
        let service = engine.layer().layer(service_fn(guarded));
        Box::new(move || {
            requests.into_iter().all(|request| {
                let Ok(response) = at_once(service.clone().oneshot(request));
                response.status().is_success()
            })
        })
    })
}

async fn guarded(request: Request<Body>) -> Result<Response<Body>, Infallible> {
    type Rule = documents::permission::edit;
    let (mut parts, _) = request.into_parts();
    let guard = Guard::<Rule>::from_request_parts(&mut parts, &()).await;
    assert!(guard.is_ok(), "the editor may edit");
    Ok(Response::new(Body::empty()))
}
