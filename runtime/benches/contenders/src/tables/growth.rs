//! T6: what more roles in a token cost.

use std::fmt::Write as _;

use super::first_validation::{forgetful, validations};
use super::{Aim, Bench, Table, Target};
use crate::policies::roles_500;
use crate::scene::claims;
use crate::signer::Algorithm;

pub fn table(bench: &Bench<'_>) -> Table {
    bench.progress.set_message("growth with roles");
    let engine = forgetful(bench, roles_500::Policy);
    let mut text = String::from(
        "| roles | bytes | the signature alone, µs | jsonwebtoken, µs | ÷ | rolecall, µs | ÷ |\n\
         |--:|--:|--:|--:|--:|--:|--:|",
    );
    let mut last = f64::NAN;
    for number in [1, 10, 100, 500] {
        let roles: Vec<String> = (0..number).map(name).collect();
        let payload = claims(&bench.scene.issuer, &roles);
        let token = bench.signer.sign(Algorithm::Rs256, &payload);
        let rows = validations(bench, &engine, Algorithm::Rs256, &token);
        let [raw, peer, ours] = &rows[..] else {
            panic!("three rows were measured");
        };
        last = ours.ratio;
        // A `String` takes whatever is written.
        let _ = write!(
            text,
            "\n| {number} | {} | {:.1} | {:.1} | {:.2} | {:.1} | {:.2} |",
            token.len(),
            raw.nanoseconds / 1e3,
            peer.nanoseconds / 1e3,
            peer.ratio,
            ours.nanoseconds / 1e3,
            ours.ratio,
        );
    }
    Table {
        title: "T6: roles in the token",
        targets: vec![Target {
            id: "T6",
            what: "500 roles, first validation ÷ the signature alone".to_owned(),
            aim: Aim::AtMost(1.6),
            measured: last,
        }],
        text,
    }
}

fn name(number: usize) -> String {
    format!("Company.Department.Function.Number{number:03}")
}
