//! What an application may ask for in its own name: everything that it was granted of one resource.

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
