//! T4: the decision alone, of a caller who is known.

use std::collections::HashSet;
use std::hint::black_box;

use rolecall::decision::{Decision, decide};
use rolecall::{Identity, require};
use serde::Serialize;

use super::{Aim, Bench, Table, Target, of_nanoseconds};
use crate::contenders::rolecall::builder;
use crate::measure::{Row, interleaved};
use crate::policies::{documents, of_10000};
use crate::scene::claims;
use crate::signer::Algorithm;

pub fn table(bench: &Bench<'_>) -> Table {
    let editor = identity(bench, documents::Policy, &["Editor", "Auditor"]);
    let clerk = identity(bench, of_10000::Policy, &["Clerk"]);
    bench.progress.set_message("decision");
    let measured = interleaved(
        bench.rounds(41, 11),
        strings(),
        vec![
            set(),
            Row::new("rolecall, one permission of four", TURNS, || {
                permission(&editor)
            }),
            Row::new("rolecall, one permission of 10,000", TURNS, || {
                of_many(&clerk)
            }),
            Row::new("rolecall, any(role, all(permission, scope))", TURNS, || {
                nested(&editor)
            }),
        ],
    );
    Table {
        title: "T4: the decision alone",
        targets: vec![
            Target {
                id: "T4",
                what: "one permission of four, ns".to_owned(),
                aim: Aim::AtMost(2.0),
                measured: measured[2].nanoseconds,
            },
            Target {
                id: "T4",
                what: "the same by a table of rules, ns".to_owned(),
                aim: Aim::AtMost(5.0),
                measured: measured[2].nanoseconds,
            },
            Target {
                id: "T4",
                what: "one permission of 10,000 ÷ one of four".to_owned(),
                aim: Aim::AtMost(1.05),
                measured: measured[3].ratio / measured[2].ratio,
            },
            Target {
                id: "T4",
                what: "nested rule, ns".to_owned(),
                aim: Aim::AtMost(20.0),
                measured: measured[4].nanoseconds,
            },
        ],
        text: of_nanoseconds(&measured),
    }
}

const TURNS: usize = 1 << 15;

fn identity(
    bench: &Bench<'_>,
    policy: impl rolecall::policy::Policy,
    roles: &[impl Serialize],
) -> Identity {
    let payload = claims(&bench.scene.issuer, roles);
    let token = bench.signer.sign(Algorithm::Rs256, &payload);
    bench.runtime.block_on(async {
        let engine = builder(bench.scene, policy).start().await;
        let engine = engine.expect("an engine");
        engine.verify(&token).await.expect("an identity")
    })
}

fn strings<'a>() -> Row<'a> {
    let roles = vec!["Auditor".to_owned(), "Editor".to_owned()];
    Row::new("`Vec<String>` of two roles, compared", TURNS, move || {
        black_box(&roles)
            .iter()
            .any(|role| role == black_box("Editor"))
    })
}

fn set<'a>() -> Row<'a> {
    let roles = HashSet::from(["Auditor".to_owned(), "Editor".to_owned()]);
    Row::new("`HashSet<String>` of two roles", TURNS, move || {
        black_box(&roles).contains(black_box("Editor"))
    })
}

#[inline(never)]
fn permission(identity: &Identity) -> bool {
    let requirement = black_box(require!(
        policy = crate::policies::documents,
        permission = "edit"
    ));
    decide(identity.grants(), requirement) == Decision::Granted
}

#[inline(never)]
fn of_many(identity: &Identity) -> bool {
    let requirement = black_box(require!(
        policy = crate::policies::of_10000,
        permission = "p9999"
    ));
    decide(identity.grants(), requirement) == Decision::Granted
}

#[inline(never)]
fn nested(identity: &Identity) -> bool {
    let requirement = black_box(require!(
        policy = crate::policies::documents,
        any(
            role = "Admin",
            all(permission = "edit", scope = "Documents.ReadWrite")
        )
    ));
    decide(identity.grants(), requirement) == Decision::Granted
}
