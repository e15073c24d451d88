//! T5: a token that was never seen, by each algorithm, beside its signature alone.

use std::fmt::Write as _;

use rolecall::Engine;

use super::{Aim, Bench, Table, Target, of_microseconds};
use crate::at_once::at_once;
use crate::contenders::{Reader, rolecall::builder};
use crate::measure::{Measured, Row, interleaved};
use crate::policies::documents;
use crate::raw::Raw;
use crate::scene::{ROLE, claims};
use crate::signer::Algorithm;

pub fn table(bench: &Bench<'_>) -> Table {
    let rsa = of(bench, Algorithm::Rs256);
    let ec = of(bench, Algorithm::Es256);
    let mut text = String::new();
    // A `String` takes whatever is written.
    let _ = write!(
        text,
        "RS256, 2,048 bits:\n\n{}\n\nES256:\n\n{}",
        of_microseconds(&rsa),
        of_microseconds(&ec)
    );
    Table {
        title: "T5: a token that was never seen",
        targets: targets(&rsa),
        text,
    }
}

fn of(bench: &Bench<'_>, algorithm: Algorithm) -> Vec<Measured> {
    let payload = claims(&bench.scene.issuer, &[ROLE, "Auditor"]);
    let token = bench.signer.sign(algorithm, &payload);
    bench.progress.set_message("first validation");
    let engine = forgetful(bench, documents::Policy);
    validations(bench, &engine, algorithm, &token)
}

/// An engine that remembers no token, and has fetched its keys.
pub(super) fn forgetful(bench: &Bench<'_>, policy: impl rolecall::policy::Policy) -> Engine {
    bench.runtime.block_on(async {
        let engine = builder(bench.scene, policy).cache_entries(0).start().await;
        let engine = engine.expect("an engine");
        assert!(engine.verify(&bench.scene.good).await.is_ok());
        engine
    })
}

/// The signature alone, jsonwebtoken, and rolecall.
pub(super) fn validations(
    bench: &Bench<'_>,
    engine: &Engine,
    algorithm: Algorithm,
    token: &str,
) -> Vec<Measured> {
    let raw = Raw::new(bench.scene, algorithm, token);
    let reader = Reader::new(
        bench.scene,
        match algorithm {
            Algorithm::Es256 => jsonwebtoken::Algorithm::ES256,
            Algorithm::Rs256 => jsonwebtoken::Algorithm::RS256,
        },
    );
    interleaved(
        bench.rounds(41, 11),
        Row::new("the signature alone, key parsed before", TURNS, || {
            raw.verify()
        }),
        vec![
            Row::new("jsonwebtoken", TURNS, || reader.read(token).is_some()),
            Row::new("rolecall", TURNS, || at_once(engine.verify(token)).is_ok()),
        ],
    )
}

const TURNS: usize = 200;

fn targets(rows: &[Measured]) -> Vec<Target> {
    vec![
        Target {
            id: "T5",
            what: "RS256, first validation ÷ the signature alone".to_owned(),
            aim: Aim::AtMost(1.15),
            measured: rows[2].ratio,
        },
        Target {
            id: "T5",
            what: "RS256, jsonwebtoken ÷ rolecall".to_owned(),
            aim: Aim::AtLeast(1.3),
            measured: rows[1].ratio / rows[2].ratio,
        },
    ]
}
