//! Nonsense at every edge: the committed corpus, and what becomes of it when it is bent at random. cargo-fuzz looks
//! further (`tests/fuzz/Cargo.toml`); this runs everywhere, for `ROLECALL_FUZZ_SECONDS`, or for some thousand rounds.

mod bend;
mod claims;
mod edges;

use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
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

/// Texts are looked at eight bytes at a time: whatever ends one, or must not stand in it, at every place of several such
/// words, behind letters of every length.
#[test]
fn whatever_stands_wherever_in_a_text_ends_it_where_json_says() {
    let odd = [
        "",
        "\\\"",
        "\\\\",
        "\\/",
        "\\n",
        "\\u00e9",
        "\\ud83d\\ude00",
        "\\ud800",
        "\\x",
        "\"",
        "\\",
        "\0",
        "\u{1f}",
        " ",
        "!",
        "#",
        "[",
        "]",
        "\u{7f}",
        "\u{a2}",
        "\u{dc}",
        "\u{2028}",
    ];
    let mut accepted = [0, 0];
    for letter in ["a", "\u{e9}", "\u{5c22}", "\u{10ffff}"] {
        for (before, odd) in (0..18).flat_map(|before| odd.map(|odd| (before, odd))) {
            for after in [0, 1, 7, 8, 9] {
                let (before, after) = (letter.repeat(before), letter.repeat(after));
                let text = format!("\"{before}{odd}{after}\"");
                let payload = claims::saying(&[
                    ("name", &text),
                    (&text, "1"),
                    ("roles", &format!("[{text} , {text}]")),
                ]);
                accepted[usize::from(edges::payload(payload.as_bytes()))] += 1;
            }
        }
    }
    assert!(
        accepted.iter().all(|number| *number > 1_000),
        "{accepted:?}"
    );
}

/// Vectors of bytes are decoded by other instructions than what is left over: every length up to that of several, and
/// every place in it.
#[test]
fn whatever_stands_wherever_in_base64url_is_decoded_as_one_byte_after_the_other() {
    let odd = [
        "=", "+", "/", " ", "\n", "\0", ".", "~", "@", "[", "`", "{", "\u{7f}", "é", "B", "-", "_",
    ];
    for length in 0..=150 {
        let honest: String = ('A'..='Z').chain('a'..='z').cycle().take(length).collect();
        assert_decoded_alike(&honest);
        for padding in ["=", "==", "A", "B", "Q"] {
            assert_decoded_alike(&format!("{honest}{padding}"));
        }
        for place in 0..length {
            for odd in odd {
                let mut bent = honest.clone();
                bent.replace_range(place..=place, odd);
                assert_decoded_alike(&bent);
            }
        }
    }
}

fn assert_decoded_alike(text: &str) {
    let ours = rolecall::entra::edges::base64url(text);
    assert_eq!(ours, URL_SAFE_NO_PAD.decode(text).ok(), "{text}");
    let again = ours.map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
    assert!(
        again.is_none_or(|again| again == text),
        "{text} is one of two ways to write it"
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
