//! Paired, interleaved timing: on a machine that others use too, only ratios of neighbours mean something.

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 41;

/// Something that can be done many times.
pub(crate) struct Row<'a> {
    name: String,
    times: usize,
    /// Prepares so many turns, off the clock, and returns what takes them all.
    prepare: Box<dyn FnMut(usize) -> Box<dyn FnOnce() -> bool + 'a> + 'a>,
}

/// A row beside its base: the medians of all rounds.
pub(crate) struct Measured {
    pub(crate) name: String,
    pub(crate) nanoseconds: f64,
    pub(crate) ratio: f64,
}

impl<'a> Row<'a> {
    /// A row whose turns need nothing.
    pub(crate) fn new(name: &str, times: usize, what: impl FnMut() -> bool + Clone + 'a) -> Self {
        Self::prepared(name, times, move |times| {
            let mut what = what.clone();
            Box::new(move || (0..times).all(|_| black_box(what())))
        })
    }

    /// A row whose turns use something up.
    pub(crate) fn prepared(
        name: &str,
        times: usize,
        prepare: impl FnMut(usize) -> Box<dyn FnOnce() -> bool + 'a> + 'a,
    ) -> Self {
        Self {
            name: name.to_owned(),
            times,
            prepare: Box::new(prepare),
        }
    }

    /// Nanoseconds a turn.
    #[expect(
        clippy::disallowed_methods,
        clippy::cast_precision_loss,
        reason = "a bench measures real time"
    )]
    fn time(&mut self) -> f64 {
        let turns = (self.prepare)(self.times);
        let start = Instant::now();
        let succeeded = turns();
        let elapsed = start.elapsed();
        assert!(succeeded, "{} failed", self.name);
        elapsed.as_secs_f64() * 1e9 / self.times as f64
    }
}

/// Times the base and every row in turn, round after round.
pub(crate) fn one_against<'a, const N: usize>(base: Row<'a>, rows: [Row<'a>; N]) -> Vec<Measured> {
    interleaved(ROUNDS, base, rows.into())
}

/// The same in so many rounds.
pub(crate) fn interleaved<'a>(
    rounds: usize,
    mut base: Row<'a>,
    mut rows: Vec<Row<'a>>,
) -> Vec<Measured> {
    let mut bases = Vec::new();
    let mut times = vec![Vec::new(); rows.len()];
    for _ in 0..rounds {
        let round = base.time();
        bases.push(round);
        for (row, times) in rows.iter_mut().zip(&mut times) {
            times.push((row.time(), round));
        }
    }
    let mut measured = vec![Measured {
        name: base.name,
        nanoseconds: median(bases),
        ratio: 1.0,
    }];
    for (row, times) in rows.into_iter().zip(times) {
        let nanoseconds = median(times.iter().map(|(time, _)| *time).collect());
        let ratio = median(times.iter().map(|(time, base)| time / base).collect());
        measured.push(Measured {
            name: row.name,
            nanoseconds,
            ratio,
        });
    }
    measured
}

/// The rows as a table in Markdown.
pub(crate) fn table(rows: &[Measured]) -> String {
    let mut text = String::from("| what | ns | ratio |\n|---|--:|--:|");
    for Measured {
        name,
        nanoseconds,
        ratio,
    } in rows
    {
        // A `String` takes whatever is written.
        let _ = write!(text, "\n| {name} | {nanoseconds:.1} | {ratio:.2} |");
    }
    text
}

/// The middle one.
pub(crate) fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
