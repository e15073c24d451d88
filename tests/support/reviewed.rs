//! Texts that are kept beside the tests, to be read in a review.

use std::path::Path;

/// Compares a text with the reviewed one. `BLESS=1` writes it there instead, for the next review.
pub fn compare(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    if std::env::var("BLESS").is_ok_and(|word| word == "1") {
        return std::fs::write(&path, text).unwrap();
    }
    let reviewed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        reviewed == text,
        "tests/{file} is not what was found:\n\n{text}\nthese lines differ:\n{}\nif this is meant, run the test once \
         with BLESS=1, and review the change of the file",
        differences(&reviewed, text),
    );
}

fn differences(reviewed: &str, found: &str) -> String {
    let missing = lines("-", reviewed, found);
    missing + &lines("+", found, reviewed)
}

fn lines(sign: &str, of: &str, not_in: &str) -> String {
    of.lines()
        .filter(|line| !not_in.lines().any(|other| other == *line))
        .map(|line| format!("{sign} {line}\n"))
        .collect()
}
