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

/// The keywords of Rust, those to come among them, sorted: what a name may have to be written raw for.
pub(crate) const KEYWORDS: [&str; 53] = [
    "Self", "_", "abstract", "as", "async", "await", "become", "box", "break", "const", "continue",
    "crate", "do", "dyn", "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if",
    "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "self", "static", "struct", "super", "trait", "true", "try", "type", "typeof",
    "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Words that other systems use, and what they are here.
const SYNONYMS: [(&str, &[&str]); 4] = [
    ("any", &["or", "either", "one_of", "any_of", "some"]),
    ("all", &["and", "both", "all_of", "every"]),
    ("not", &["none", "none_of", "unless", "except", "without"]),
    (
        "authenticated",
        &[
            "login",
            "login_required",
            "logged_in",
            "signed_in",
            "required",
        ],
    ),
];

/// The word of the language that was probably meant.
pub(crate) fn nearest_term(word: &str) -> Option<&'static str> {
    let synonym = SYNONYMS
        .iter()
        .find(|(_, others)| others.contains(&word))
        .map(|(term, _)| *term);
    synonym.or_else(|| nearest(word, TERMS))
}

/// The declared word that was probably meant: the same but for case and signs, or a letter or two away from it.
pub(crate) fn nearest<'a>(
    word: &str,
    declared: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let allowed = (word.chars().count() / 3).clamp(1, 2);
    let distance = |candidate: &str| {
        if is_same(word, candidate) {
            return Some(0);
        }
        let distance = strsim::damerau_levenshtein(word, candidate);
        (distance <= allowed && distance < word.chars().count()).then_some(distance)
    };
    declared
        .into_iter()
        .filter_map(|candidate| Some((distance(candidate)?, candidate)))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// The same letters and digits, whatever their case and the signs between them.
pub(crate) fn is_same(word: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        let kept = text.chars().filter(|letter| letter.is_alphanumeric());
        kept.flat_map(char::to_lowercase).collect()
    };
    letters(word) == letters(other)
}
