//! T3: from the headers of a request to who sent it, for a token that is known.

use axum::http::{HeaderMap, HeaderValue, header};

use super::{Aim, Bench, Table, Target, of_nanoseconds};
use crate::at_once::at_once;
use crate::contenders::{Cache, rolecall};
use crate::measure::{Row, interleaved};
use crate::policies::documents;

pub fn table(bench: &Bench<'_>) -> Table {
    let value = HeaderValue::try_from(format!("Bearer {}", bench.scene.good)).expect("a header");
    let headers = HeaderMap::from_iter([(header::AUTHORIZATION, value)]);
    let cache = Cache::new(bench.scene);
    let engine = bench
        .runtime
        .block_on(rolecall::builder(bench.scene, documents::Policy).start())
        .expect("an engine");
    bench.progress.set_message("header to verdict");
    // Whoever is asked first has to look the keys up.
    assert!(
        bench
            .runtime
            .block_on(engine.verify(&bench.scene.good))
            .is_ok()
    );
    let by_hand = || bearer(&headers).and_then(|token| cache.read(token));
    let by_rolecall = || bearer(&headers).and_then(|token| at_once(engine.verify(token)).ok());
    let measured = interleaved(
        bench.rounds(41, 11),
        Row::new("quick_cache by hand", 5000, || by_hand().is_some()),
        vec![Row::new("rolecall", 5000, || by_rolecall().is_some())],
    );
    Table {
        title: "T3: from header to verdict, known token",
        targets: vec![Target {
            id: "T3",
            what: "header to verdict, ns".to_owned(),
            aim: Aim::AtMost(150.0),
            measured: measured[1].nanoseconds,
        }],
        text: of_nanoseconds(&measured),
    }
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ")
}
