//! The words of the language, and the nearest word to one that is not.

/// The terms of a requirement, in the order in which they are listed to somebody who wrote another.
pub(crate) const TERMS: [&str; 14] = [
    "role",
    "permission",
    "scope",
    "authenticated",
    "caller",
    "any",
    "all",
    "not",
    "check",
    "acrs",
    "shadow",
    "conceal",
    "schemes",
    "policy",
];

/// The kinds of credentials, in the order in which the runtime counts them.
pub(crate) const SCHEMES: [&str; 4] = ["api_key", "basic", "bearer", "session"];

/// The declared word that was probably meant: the same but for case, or within two letters of it.
pub(crate) fn nearest<'a>(
    word: &str,
    declared: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let close = |candidate: &&str| {
        let same = candidate.eq_ignore_ascii_case(word);
        let distance = strsim::damerau_levenshtein(word, candidate);
        let allowed = 2.min(word.chars().count().saturating_sub(1));
        (same || distance <= allowed).then_some(if same { 0 } else { distance })
    };
    declared
        .into_iter()
        .filter_map(|candidate| Some((close(&candidate)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
