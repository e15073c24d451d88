//! The versions in our lock.

use std::cmp::Reverse;

const LOCK: &str = include_str!("../Cargo.lock");

/// The newest version of a package that begins so.
pub fn of(package: &str, beginning: &str) -> String {
    let mut versions: Vec<&str> = entries()
        .filter(|(name, version)| *name == package && version.starts_with(beginning))
        .map(|(_, version)| version)
        .collect();
    versions.sort_by_key(|version| Reverse(numbers(version)));
    (*versions.first().expect("a package of the lock")).to_owned()
}

fn entries() -> impl Iterator<Item = (&'static str, &'static str)> {
    LOCK.split("[[package]]").filter_map(|entry| {
        let value = |key: &str| {
            let line = entry.lines().find(|line| line.starts_with(key))?;
            line.split('"').nth(1)
        };
        Some((value("name = ")?, value("version = ")?))
    })
}

fn numbers(version: &str) -> Vec<u64> {
    version
        .split(['.', '-', '+'])
        .filter_map(|number| number.parse().ok())
        .collect()
}
