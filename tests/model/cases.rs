//! How many cases are tried, and what they are made of: two thousand from a seed that stays, or as many as
//! `ROLECALL_CASES` says from a new one. `ROLECALL_SEED` repeats a run, its policies included.

use std::env;
use std::fmt::Debug;
use std::sync::LazyLock;

use proptest::strategy::Strategy;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseResult, TestRng, TestRunner};

/// Tries the property `name` on so many cases in a hundred of the run's.
#[track_caller]
pub fn try_all<S: Strategy>(
    name: &str,
    percent: u32,
    strategy: &S,
    property: impl Fn(S::Value) -> TestCaseResult,
) where
    S::Value: Debug,
{
    let cases = (RUN.cases / 100 * percent).max(1);
    let config = Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 4096,
        ..Config::default()
    };
    let mut runner = TestRunner::new_with_rng(config, rng(name));
    if let Err(why) = runner.run(strategy, property) {
        panic!("with ROLECALL_SEED={}: {why}", RUN.seed);
    }
    println!("{name}: {cases} cases with ROLECALL_SEED={}", RUN.seed);
}

struct Run {
    cases: u32,
    seed: u64,
}

static RUN: LazyLock<Run> = LazyLock::new(|| {
    let number = |name: &str| -> Option<u64> {
        let written = env::var(name).ok()?;
        Some(written.parse().expect("a number in the environment"))
    };
    let cases = number("ROLECALL_CASES");
    let fresh = || {
        let mut bytes = [0; 8];
        aws_lc_rs::rand::fill(&mut bytes).expect("chance");
        u64::from_le_bytes(bytes)
    };
    Run {
        cases: u32::try_from(cases.unwrap_or(2_000)).expect("fewer cases"),
        seed: number("ROLECALL_SEED").unwrap_or_else(|| cases.map_or(random::SEED, |_| fresh())),
    }
});

/// Each property has its own cases.
fn rng(name: &str) -> TestRng {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&RUN.seed.to_le_bytes());
    for (place, byte) in name.bytes().enumerate() {
        seed[8 + place % 24] ^= byte.rotate_left(u32::try_from(place % 7).unwrap_or(0));
    }
    TestRng::from_seed(RngAlgorithm::ChaCha, &seed)
}
