//! Writes policies that nobody thought of, each twice: as the macros read them, and as plain data. `ROLECALL_SEED` says
//! which.

mod chance;
mod policy;
mod print;

use std::{env, fs, io, path};

use self::chance::Chance;
use self::policy::Policy;

/// What a run without `ROLECALL_SEED` is made of: the same everywhere.
const SEED: u64 = 20_260_731;
const POLICIES: usize = 60;

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build");
    println!("cargo::rerun-if-env-changed=ROLECALL_SEED");
    let seed = match env::var("ROLECALL_SEED") {
        Ok(written) => written.parse().map_err(io::Error::other)?,
        Err(_) => SEED,
    };
    let mut chance = Chance::new(seed);
    let policies: Vec<_> = (0..POLICIES)
        .map(|number| Policy::of(number, &mut chance))
        .collect();
    let folder = env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?;
    let file = path::Path::new(&folder).join("policies.rs");
    fs::write(file, print::all(seed, &policies))
}
