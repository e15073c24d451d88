//! The page of results: what was measured, on which machine, with which versions, and what was aimed at.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use crate::contenders;
use crate::tables::{Aim, Table, Target};
use crate::versions;

/// Everything between the marks of the page.
pub fn results(tables: &[Table], arguments: &str) -> String {
    let mut page = format!("{}\n\n{}", machine(arguments), versions_table());
    for Table { title, text, .. } in tables {
        // A `String` takes whatever is written.
        let _ = write!(page, "\n\n### {title}\n\n{text}");
    }
    let targets: Vec<&Target> = tables.iter().flat_map(|table| &table.targets).collect();
    let _ = write!(page, "\n\n## Targets\n\n{}", targets_table(&targets));
    page
}

/// Puts the results between the marks of the page beside the script.
pub fn write(results: &str) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let page = fs::read_to_string(path).expect("a page");
    let (before, rest) = page.split_once(BEGIN).expect("a beginning of the results");
    let (_, after) = rest.split_once(END).expect("an end of the results");
    let page = format!("{before}{BEGIN}\n\n{results}\n\n{END}{after}");
    fs::write(path, page).expect("a page that can be written");
}

const BEGIN: &str = "<!-- results -->";
const END: &str = "<!-- end of results -->";

fn machine(arguments: &str) -> String {
    let processor = line("/proc/cpuinfo", "model name");
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let kernel = fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default();
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load = load.split(' ').next().unwrap_or_default().to_owned();
    format!(
        "{processor}, {} cores of {}; Linux {}; {}; `--release` defaults. Load of the machine at the end: {load}, \
         of which we are 2 at most.\nMade by `runtime/benches/contenders/run{arguments}`.",
        cores.max(2),
        count("/proc/cpuinfo", "processor"),
        kernel.trim(),
        compiler(),
    )
}

fn line(path: &str, key: &str) -> String {
    let text = fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().find(|line| line.starts_with(key));
    let value = line.and_then(|line| line.split_once(": "));
    value.map_or("a processor", |(_, value)| value).to_owned()
}

fn count(path: &str, key: &str) -> usize {
    let text = fs::read_to_string(path).unwrap_or_default();
    text.lines().filter(|line| line.starts_with(key)).count()
}

fn compiler() -> String {
    let output = Command::new("rustc").arg("--version").output();
    let text = output.map_or_else(|_| Vec::new(), |output| output.stdout);
    String::from_utf8_lossy(&text).trim().to_owned()
}

fn versions_table() -> String {
    let mut text = String::from(
        "| contender | package | what it does not do, or in its own way |\n|---|---|---|",
    );
    for contender in contenders::all() {
        let (package, beginning) = contender.package();
        let version = versions::of(package, beginning);
        // A `String` takes whatever is written.
        let _ = write!(
            text,
            "\n| {} | {package} {version} | {} |",
            contender.name(),
            contender.remark()
        );
    }
    text
}

fn targets_table(targets: &[&Target]) -> String {
    let mut text = String::from("| | what | target | measured | |\n|---|---|--:|--:|---|");
    for target in targets {
        let (sign, number) = match target.aim {
            Aim::AtLeast(number) => ('≥', number),
            Aim::AtMost(number) => ('≤', number),
        };
        let verdict = if target.is_met() { "met" } else { "**missed**" };
        // A `String` takes whatever is written.
        let _ = write!(
            text,
            "\n| {} | {} | {sign} {number} | {:.2} | {verdict} |",
            target.id, target.what, target.measured
        );
    }
    text
}
