//! T8: through sockets, with a token that was never seen in every request.

use std::fmt::Write as _;

use super::end_to_end::{Side, measure};
use super::{Aim, Bench, Table, Target, of_microseconds};
use crate::child::Server;
use crate::contender::{Contender, Credential, one_of_each};
use crate::contenders;
use crate::measure::{Measured, Row, interleaved};
use crate::scene::{ROLE, claims};
use crate::signer::Algorithm;

pub fn table(bench: &Bench<'_>) -> Table {
    bench.progress.set_message("signing tokens");
    let callers = callers(bench);
    let contenders = ["jsonwebtoken", "rolecall-cold"].map(|key| contenders::of(key).expect("one"));
    let in_process = in_process(bench, &contenders, &callers);
    let sides = contenders
        .iter()
        .map(|contender| {
            let server = Server::start(&**contender, bench.scene, bench.server_core);
            Side::sending(bench, &**contender, server, &callers)
        })
        .collect();
    let rows = measure(bench, sides);
    let mut text =
        String::from("| server | requests/s | ÷ | CPU µs a request |\n|---|--:|--:|--:|");
    for row in &rows {
        // A `String` takes whatever is written.
        let _ = write!(
            text,
            "\n| {} | {:.0} | {:.2} | {:.1} |",
            row.name, row.rate, row.ratio, row.cost
        );
    }
    let _ = write!(
        text,
        "\n\nThe same without sockets:\n\n{}",
        of_microseconds(&in_process)
    );
    Table {
        title: "T8: every token new, through sockets",
        targets: vec![Target {
            id: "T8",
            what: "requests/s with new tokens ÷ those of jsonwebtoken".to_owned(),
            aim: Aim::AtLeast(1.2),
            measured: rows[1].ratio,
        }],
        text,
    }
}

/// One request each of a hundred callers, and the next time of the next hundred.
fn in_process(
    bench: &Bench<'_>,
    contenders: &[Box<dyn Contender>; 2],
    callers: &[Credential],
) -> Vec<Measured> {
    const TURNS: usize = 100;
    let row = |contender: &dyn Contender| {
        let app = bench
            .runtime
            .block_on(contender.stand(bench.scene))
            .app
            .with_state();
        let mut turns = callers.chunks_exact(TURNS).cycle();
        Row::prepared(contender.name(), TURNS, move |_| {
            let requests = one_of_each(&app, turns.next().expect("callers without end"));
            Box::new(|| bench.runtime.block_on(requests.all_answered(200)))
        })
    };
    let [first, second] = contenders.each_ref().map(|contender| row(&**contender));
    bench.progress.set_message("in process");
    interleaved(bench.rounds(41, 11), first, vec![second])
}

/// Many more than the server remembers, in turn.
fn callers(bench: &Bench<'_>) -> Vec<Credential> {
    let number = if bench.quick { 500 } else { 2000 };
    (0..number)
        .map(|turn| {
            let mut payload = claims(&bench.scene.issuer, &[ROLE, "Auditor"]);
            payload["uti"] = format!("a1B2c3D4e5F6g7H8{turn:06}").into();
            Credential::bearer(&bench.signer.sign(Algorithm::Rs256, &payload))
        })
        .collect()
}
