//! What may be asked for: in an application's own name everything that it was granted of one resource, in a person's name
//! some scopes of one.

use super::error::TokenError;

/// The scope, if it is exactly one resource and `/.default`. Entra reads several as one, and gives what nobody meant.
pub(super) fn of_app(scope: &str) -> Result<&str, TokenError> {
    const LONGEST: usize = 2_048;
    let resource = scope.strip_suffix("/.default").unwrap_or_default();
    let is_one = !resource.is_empty() && resource.bytes().all(|byte| byte.is_ascii_graphic());
    (is_one && scope.len() <= LONGEST)
        .then_some(scope)
        .ok_or(TokenError::Scope)
}

/// The scopes, if they are of one resource: each once, in one order, so that they are found again however they were
/// written. A bare one is Microsoft Graph's, as at Entra. What lasts beyond the person's own token is not asked for.
pub(super) fn delegated(scopes: &str) -> Result<String, TokenError> {
    const LONGEST: usize = 2_048;
    let mut words: Vec<_> = scopes.split(' ').collect();
    words.sort_unstable();
    words.dedup();
    let resource = |word: &str| match word.rsplit_once('/') {
        Some((resource, _)) => resource.to_owned(),
        None => PUBLIC_GRAPH.to_owned(),
    };
    let is_word = |word: &&str| {
        let (_, name) = word.rsplit_once('/').unwrap_or(("", word));
        !name.is_empty() && word.bytes().all(|byte| byte.is_ascii_graphic())
    };
    let is_of_one = words.windows(2).all(|pair| match pair {
        [one, other] => resource(one) == resource(other),
        _ => true,
    });
    let good = words.iter().all(is_word) && is_of_one && !words.contains(&"offline_access");
    (good && scopes.len() <= LONGEST)
        .then(|| words.join(" "))
        .ok_or(TokenError::Scopes)
}

const PUBLIC_GRAPH: &str = "https://graph.microsoft.com";
