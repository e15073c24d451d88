//! T2: one request without sockets, admitted and refused.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tokio::runtime::Runtime;

use super::{Aim, Bench, Table, Target};
use crate::check::check;
use crate::contender::{Contender, Credential, Stand};
use crate::contenders::{self, rolecall::Rolecall};
use crate::measure::{Measured, Row, interleaved};
use crate::scene::Scene;

pub fn table(bench: &Bench<'_>) -> Table {
    let stands = stands(bench.runtime, bench.scene);
    let cases = cases(&stands);
    bench.progress.set_message("allocations");
    let allocations = count_allocations(bench.scene);
    bench.progress.set_message("in process");
    let mut rows: Vec<Row<'_>> = cases.iter().map(|case| case.row(bench.runtime)).collect();
    let base = rows.remove(0);
    let measured = interleaved(bench.rounds(41, 11), base, rows);
    let (unprotected, rolecall) = (&measured[0], &measured[1]);
    Table {
        title: "T2: one request in process",
        targets: vec![Target {
            id: "T2",
            what: "one request in process, added over bare, µs".to_owned(),
            aim: Aim::AtMost(0.3),
            measured: unprotected.nanoseconds * (rolecall.ratio - 1.0) / 1e3,
        }],
        text: text(&measured, &allocations),
    }
}

fn text(rows: &[Measured], allocations: &[String]) -> String {
    assert_eq!(rows.len(), allocations.len(), "each row was counted");
    let mut text = String::from("| what | ns | ratio | allocations |\n|---|--:|--:|--:|");
    for (row, count) in rows.iter().zip(allocations) {
        // A `String` takes whatever is written.
        let _ = write!(
            text,
            "\n| {} | {:.0} | {:.2} | {count} |",
            row.name, row.nanoseconds, row.ratio
        );
    }
    text
}

/// By a program beside this one whose allocator counts, which would be in the way of the clock.
fn count_allocations(scene: &Scene) -> Vec<String> {
    let program = std::env::current_exe().expect("a program");
    let mut process = Command::new(program.with_file_name("allocations"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program `allocations`");
    let mut input = process.stdin.take().expect("an input");
    serde_json::to_writer(&input, scene).expect("a program that reads");
    input.flush().expect("a program that reads");
    drop(input);
    let output = process.wait_with_output().expect("an output");
    let output = String::from_utf8(output.stdout).expect("numbers");
    output.lines().map(str::to_owned).collect()
}

/// The applications of all contenders, checked.
pub fn stands(runtime: &Runtime, scene: &Scene) -> Vec<(Box<dyn Contender>, Stand)> {
    let mut contenders = contenders::all();
    contenders.insert(2, Box::new(Rolecall::WITH_IDENTITY));
    let standing = |contender: Box<dyn Contender>| {
        let stand = runtime.block_on(async {
            let stand = contender.stand(scene).await;
            check(&*contender, &stand).await;
            Stand {
                app: stand.app.with_state(),
                ..stand
            }
        });
        (contender, stand)
    };
    contenders.into_iter().map(standing).collect()
}

/// A request, again and again.
pub struct Case<'a> {
    name: String,
    stand: &'a Stand,
    caller: Option<&'a Credential>,
    status: u16,
}

/// The editor at each contender, the bare one first; and those whom rolecall refuses.
pub fn cases(stands: &[(Box<dyn Contender>, Stand)]) -> Vec<Case<'_>> {
    let admitted = stands.iter().map(|(contender, stand)| Case {
        name: contender.name().to_owned(),
        stand,
        caller: Some(&stand.callers.editor),
        status: 200,
    });
    let (_, stand) = &stands[1];
    let refused = [
        ("no token: 401", None, 401),
        ("bent signature: 401", Some(&stand.callers.forger), 401),
        ("wrong role: 403", Some(&stand.callers.viewer), 403),
    ];
    let refused = refused.map(|(name, caller, status)| Case {
        name: format!("rolecall, {name}"),
        stand,
        caller,
        status,
    });
    admitted.chain(refused).collect()
}

impl<'a> Case<'a> {
    /// What answers so many requests, which are made already.
    pub fn prepared(&self, runtime: &'a Runtime, times: usize) -> impl FnOnce() -> bool + use<'a> {
        let requests = self.stand.app.requests(self.caller, times);
        let status = self.status;
        move || runtime.block_on(requests.all_answered(status))
    }

    fn row(&'a self, runtime: &'a Runtime) -> Row<'a> {
        Row::prepared(&self.name, self.turns(runtime), |times| {
            Box::new(self.prepared(runtime, times))
        })
    }

    /// So many turns that a round takes about two milliseconds, whatever a turn costs.
    fn turns(&self, runtime: &Runtime) -> usize {
        const TRIAL: u32 = 50;
        let trial = self.prepared(runtime, TRIAL as usize);
        let start = Instant::now();
        assert!(trial(), "{} failed", self.name);
        let turn = start.elapsed() / TRIAL;
        let turns = Duration::from_millis(2).as_nanos() / turn.as_nanos().max(1);
        usize::try_from(turns.clamp(10, 2000)).expect("a small number")
    }
}
