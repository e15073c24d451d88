//! T1 and T7: requests through sockets, a server and its load on a core each.

use std::fmt::Write as _;
use std::time::Duration;

use super::{Aim, Bench, Table, Target};
use crate::child::Server;
use crate::contender::Contender;
use crate::contenders;
use crate::driver::{Load, Slice};
use crate::measure::median;

pub fn table(bench: &Bench<'_>) -> Table {
    let contenders = contenders::all();
    let sides: Vec<Side<'_>> = contenders
        .iter()
        .map(|contender| Side::new(bench, &**contender))
        .collect();
    let measured = measure(bench, sides);
    Table {
        title: "T1, T7: through sockets, 32 connections",
        text: text(&measured),
        targets: targets(&measured),
    }
}

/// A server and its load.
pub(super) struct Side<'a> {
    contender: &'a dyn Contender,
    server: Server,
    load: Load,
}

impl<'a> Side<'a> {
    fn new(bench: &Bench<'_>, contender: &'a dyn Contender) -> Self {
        bench.progress.set_message(contender.name());
        let server = Server::start(contender, bench.scene, bench.server_core);
        let editor = server.ready.callers.editor.clone();
        Self::sending(bench, contender, server, &[editor])
    }

    /// The same with callers of our choice.
    pub(super) fn sending(
        bench: &Bench<'_>,
        contender: &'a dyn Contender,
        server: Server,
        callers: &[crate::contender::Credential],
    ) -> Self {
        let load = bench.runtime.block_on(Load::new(&server, callers));
        Self {
            contender,
            server,
            load,
        }
    }
}

/// A side's medians, and those of its ratios to the first.
pub(super) struct Row {
    pub(super) key: &'static str,
    pub(super) name: &'static str,
    pub(super) rate: f64,
    pub(super) cost: f64,
    pub(super) ratio: f64,
    /// How much of its core the server used.
    busy: f64,
    /// What the load spent on a request.
    own_cost: f64,
    /// The rates and the costs, round by round.
    rates: Vec<f64>,
    costs: Vec<f64>,
}

/// Drives every side in turn, round after round.
pub(super) fn measure(bench: &Bench<'_>, mut sides: Vec<Side<'_>>) -> Vec<Row> {
    let slice = Duration::from_millis(if bench.quick { 100 } else { 250 });
    let mut slices: Vec<Vec<Slice>> = vec![Vec::new(); sides.len()];
    for round in 0..=bench.rounds(41, 7) {
        for (side, slices) in sides.iter_mut().zip(&mut slices) {
            bench.progress.set_message(side.contender.name());
            let measured = side.load.drive(bench.runtime, &side.server, slice);
            // The first round warms up.
            if round > 0 {
                slices.push(measured);
            }
        }
    }
    let base: Vec<f64> = rates(&slices[0]);
    let row = |(side, slices): (Side<'_>, Vec<Slice>)| {
        let rates = rates(&slices);
        let costs: Vec<f64> = slices.iter().map(|slice| slice.cost).collect();
        Row {
            key: side.contender.key(),
            name: side.contender.name(),
            rate: median(rates.clone()),
            cost: median(costs.clone()),
            ratio: of_pairs(&rates, &base),
            busy: median(
                slices
                    .iter()
                    .map(|slice| slice.cost * slice.rate / 1e6)
                    .collect(),
            ),
            own_cost: median(slices.iter().map(|slice| slice.own_cost).collect()),
            rates,
            costs,
        }
    };
    sides.into_iter().zip(slices).map(row).collect()
}

fn rates(slices: &[Slice]) -> Vec<f64> {
    slices.iter().map(|slice| slice.rate).collect()
}

/// The median of the ratios of each round.
fn of_pairs(numbers: &[f64], to: &[f64]) -> f64 {
    median(
        numbers
            .iter()
            .zip(to)
            .map(|(one, other)| one / other)
            .collect(),
    )
}

fn text(rows: &[Row]) -> String {
    let mut text = String::from(
        "| server | requests/s | ÷ bare | CPU µs a request | busy | rolecall is so many times as fast |\n\
         |---|--:|--:|--:|--:|--:|",
    );
    let rolecall = of(rows, "rolecall");
    for row in rows {
        let times = of_pairs(&rolecall.rates, &row.rates);
        // A `String` takes whatever is written.
        let _ = write!(
            text,
            "\n| {} | {:.0} | {:.3} | {:.1} | {:.0} % | {times:.2} |",
            row.name,
            row.rate,
            row.ratio,
            row.cost,
            row.busy * 100.0
        );
    }
    let own_cost = rows[0].own_cost;
    let _ = write!(
        text,
        "\n\nThe load itself spends {own_cost:.1} µs of its core on a request to the bare handler."
    );
    text
}

fn targets(rows: &[Row]) -> Vec<Target> {
    let (bare, rolecall) = (of(rows, "bare"), of(rows, "rolecall"));
    let mut targets = vec![
        Target {
            id: "T1",
            what: "requests/s, protected ÷ bare".to_owned(),
            aim: Aim::AtLeast(0.92),
            measured: rolecall.ratio,
        },
        Target {
            id: "T1",
            what: "server CPU, bare ÷ protected".to_owned(),
            aim: Aim::AtLeast(0.92),
            measured: of_pairs(&bare.costs, &rolecall.costs),
        },
    ];
    let aims = [
        ("jsonwebtoken", 4.0),
        ("jwt-authorizer", 4.0),
        ("axum-gate-rs256", 4.0),
        ("oauth-resource-server", 4.0),
        ("axum-jwt-auth", 20.0),
        ("axum-login", 1.4),
    ];
    targets.extend(aims.map(|(key, least)| Target {
        id: "T7",
        what: format!("requests/s ÷ those of {}", of(rows, key).name),
        aim: Aim::AtLeast(least),
        measured: of_pairs(&rolecall.rates, &of(rows, key).rates),
    }));
    targets
}

fn of<'a>(rows: &'a [Row], key: &str) -> &'a Row {
    rows.iter().find(|row| row.key == key).expect("a row")
}
