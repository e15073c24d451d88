//! What came of it, as a table, and whether it is good.

use std::fmt;
use std::io::{IsTerminal, Write};
use std::time::Duration;

use crate::attackers::{Attack, Ended};
use crate::authority::Rotations;
use crate::honest::Honest;
use crate::memory::Memory;
use crate::target::COOLDOWN;

pub struct Report {
    pub length: Duration,
    pub attacks: Vec<Ended>,
    pub honest: Honest,
    pub rotations: Rotations,
    /// How often the authority was asked for each document.
    pub metadata: usize,
    pub keys: usize,
    pub memory: Memory,
}

impl Report {
    pub fn is_good(&self) -> bool {
        self.faults().is_empty()
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for Ended { kind, answers } in &self.attacks {
            for (status, times) in answers {
                if !status.is_some_and(|status| kind.admits(status)) {
                    let status =
                        status.map_or_else(|| "nothing".to_owned(), |status| status.to_string());
                    faults.push(format!(
                        "{}: {status} was answered {times} times",
                        kind.name()
                    ));
                }
            }
        }
        for (what, times) in &self.honest.wrong {
            faults.push(format!("the honest caller, {what}, {times} times"));
        }
        if self.rotations.believed > 0 {
            faults.push("a key that was dropped went on to be believed".to_owned());
        }
        if self.metadata > self.most_fetches() || self.keys > self.most_fetches() {
            faults.push("the authority was asked too often".to_owned());
        }
        if !self.memory.is_bounded() {
            faults.push("memory grew".to_owned());
        }
        faults
    }

    /// One fetch for each cool-down, and a few for the beginning.
    fn most_fetches(&self) -> usize {
        let cooldowns = self.length.as_secs() / COOLDOWN.as_secs();
        usize::try_from(cooldowns)
            .unwrap_or(usize::MAX)
            .saturating_add(5)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| under attack for {} s | |\n|---|---|",
            self.length.as_secs()
        )?;
        for Ended { kind, answers } in &self.attacks {
            let sent: usize = answers.values().sum();
            let answers: Vec<_> = answers
                .iter()
                .map(|(status, times)| {
                    let status =
                        status.map_or("nothing".to_owned(), |status| status.as_u16().to_string());
                    format!("{status}: {times}")
                })
                .collect();
            writeln!(
                f,
                "| {} | {sent} sent; {} |",
                kind.name(),
                answers.join(", ")
            )?;
        }
        let Honest { asked, wrong, .. } = &self.honest;
        let wrong: usize = wrong.values().sum();
        writeln!(
            f,
            "| the honest caller | {asked} asked, {wrong} answered wrongly; half within {:.1?}, 99 of 100 within {:.1?} |",
            self.honest.within(500),
            self.honest.within(990),
        )?;
        writeln!(f, "| keys rotated | {} times |", self.rotations.made)?;
        writeln!(
            f,
            "| the authority was asked | {} times for metadata, {} for keys; {} at most |",
            self.metadata,
            self.keys,
            self.most_fetches(),
        )?;
        let mebibytes = |bytes: usize| bytes / (1024 * 1024);
        let Memory { begin, peak, end } = self.memory;
        writeln!(
            f,
            "| memory, callers included | {} MiB once warm, {} at most, {} at the end |",
            mebibytes(begin),
            mebibytes(peak),
            mebibytes(end),
        )?;
        for fault in self.faults() {
            writeln!(f, "\nwrong: {fault}")?;
        }
        Ok(())
    }
}

/// One line that is written over again and again; nothing where nobody watches.
pub fn progress(passed: Duration, length: Duration, attacks: &[Attack]) {
    let mut out = std::io::stderr();
    if !out.is_terminal() {
        return;
    }
    let sent: Vec<_> = attacks
        .iter()
        .map(|attack| attack.sent().to_string())
        .collect();
    let _ = write!(
        out,
        "\r{} of {} s; sent: {} ",
        passed.as_secs(),
        length.as_secs(),
        sent.join(", ")
    );
    let _ = out.flush();
}
