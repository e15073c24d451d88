//! Nonsense at every edge: the committed corpus, and what becomes of it when it is bent at random. cargo-fuzz looks
//! further (`tests/fuzz/Cargo.toml`); this runs everywhere, for `ROLECALL_FUZZ_SECONDS`, or for some thousand rounds.

mod bend;
mod claims;
mod edges;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rolecall::Clock;

use self::bend::Bend;
use self::edges::EDGES;

/// How many bent inputs there are where no time is given.
const ROUNDS: usize = 3_000;

#[test]
fn whatever_stands_in_an_authorization_header_is_no_more_than_a_token() {
    holds_out("authorization");
}

#[test]
fn whatever_a_header_says_is_read_as_others_read_it() {
    holds_out("header");
}

#[test]
fn whatever_a_key_set_holds_no_secret_of_it_counts() {
    holds_out("key_set");
}

#[test]
fn whatever_metadata_says_it_is_the_authority_s_own_or_nothing() {
    holds_out("metadata");
}

#[test]
fn whatever_a_payload_says_is_read_in_one_pass_as_in_many() {
    holds_out("payload");
}

#[test]
fn whatever_becomes_of_a_claim_is_read_in_one_pass_as_in_many() {
    let mut bend = Bend::new(corpus("payload"));
    let (mut rounds, mut accepted) = (0, 0);
    lasting(|| {
        let payload = claims::bent(&mut bend);
        accepted += usize::from(edges::payload(payload.as_bytes()));
        rounds += 1;
        rounds
    });
    println!(
        "claims: {rounds} bent payloads, {accepted} of them accepted, seed {}",
        bend.seed
    );
    assert!(
        accepted > rounds / 20 && accepted < rounds / 20 * 19,
        "{accepted} of {rounds}"
    );
}

#[test]
fn whatever_is_sent_as_a_token_is_refused_unless_it_was_signed() {
    holds_out("token");
}

#[test]
fn what_is_honest_passes_at_every_edge() {
    for (name, edge) in EDGES {
        let path = folder(name).join("honest");
        assert!(edge(&std::fs::read(path).expect("readable")), "{name}");
    }
}

fn holds_out(name: &str) {
    let (_, edge) = EDGES
        .iter()
        .find(|(known, _)| *known == name)
        .expect("an edge");
    let corpus = corpus(name);
    for input in &corpus {
        edge(input);
    }
    let mut bend = Bend::new(corpus);
    let mut rounds = 0;
    lasting(|| {
        edge(&bend.next());
        rounds += 1;
        rounds
    });
    println!("{name}: {rounds} bent inputs, seed {}", bend.seed);
}

/// Goes on for the time that is given, or for some thousand rounds; each says the how manieth it was.
fn lasting(mut round: impl FnMut() -> usize) {
    let clock = Clock::system();
    let seconds = std::env::var("ROLECALL_FUZZ_SECONDS")
        .ok()
        .and_then(|text| text.parse().ok());
    let length = seconds.map(Duration::from_secs);
    let mut rounds = 0;
    while length.map_or(rounds < ROUNDS, |length| clock.elapsed() < length) {
        rounds = round();
    }
}

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<_> = std::fs::read_dir(folder(name))
        .expect("a corpus")
        .map(|file| file.expect("a file").path())
        .collect();
    files.sort();
    assert!(files.len() >= 10, "{name} has a corpus of {}", files.len());
    files
        .iter()
        .map(|file| std::fs::read(file).expect("readable"))
        .collect()
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(name)
}
