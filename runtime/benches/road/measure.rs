//! Paired, interleaved timing: on a machine that others use too, only ratios of neighbours mean something.

use std::hint::black_box;
use std::time::Instant;

const ROUNDS: usize = 41;

/// Something that can be done many times.
pub(crate) struct Row<'a> {
    name: String,
    times: u32,
    what: Box<dyn FnMut() -> bool + 'a>,
}

/// A row beside its base: the medians of all rounds.
pub(crate) struct Measured {
    name: String,
    nanoseconds: f64,
    ratio: f64,
}

impl<'a> Row<'a> {
    pub(crate) fn new(name: &str, times: u32, what: impl FnMut() -> bool + 'a) -> Self {
        Self {
            name: name.to_owned(),
            times,
            what: Box::new(what),
        }
    }

    #[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
    fn time(&mut self) -> f64 {
        let start = Instant::now();
        for _ in 0..self.times {
            assert!(black_box((self.what)()), "{} failed", self.name);
        }
        start.elapsed().as_secs_f64() * 1e9 / f64::from(self.times)
    }
}

/// Times the base and every row in turn, round after round.
pub(crate) fn one_against<'a, const N: usize>(
    mut base: Row<'a>,
    mut rows: [Row<'a>; N],
) -> Vec<Measured> {
    let mut bases = Vec::new();
    let mut times = vec![Vec::new(); N];
    for _ in 0..ROUNDS {
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
        text += &format!("\n| {name} | {nanoseconds:.1} | {ratio:.2} |");
    }
    text
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
