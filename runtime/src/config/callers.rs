//! Whom code alone can let in or keep out: no variable stands for any of it.

use std::ops::RangeInclusive;
use std::time::Duration;

use super::error::Mistakes;
use crate::entra::{Ages, Asked, ClientProof};

/// What is asked of callers beside a good token.
#[derive(Clone, Debug, Default)]
pub(crate) struct Callers {
    pub(crate) guests: bool,
    /// Whether Entra's tokens of version 1.0 count too.
    pub(crate) version_one: bool,
    pub(crate) least_proof: Option<ClientProof>,
    pub(crate) ages: Ages,
    /// Whom the application wants to be asked about tenants.
    pub(crate) tenant_check: Option<Asked>,
}

const TOKEN_AGE: RangeInclusive<Duration> = Duration::from_mins(1)..=Duration::from_hours(24 * 30);
const SIGN_IN_AGE: RangeInclusive<Duration> =
    Duration::from_mins(1)..=Duration::from_hours(24 * 365);

impl Callers {
    pub(super) fn check(&self, mistakes: &mut Mistakes) {
        let is_outside = |age: Option<Duration>, bounds: RangeInclusive<Duration>| {
            age.is_some_and(|age| !bounds.contains(&age))
        };
        if is_outside(self.ages.token, TOKEN_AGE) {
            mistakes.add("`max_token_age` must be 1 minute to 30 days");
        }
        if is_outside(self.ages.sign_in, SIGN_IN_AGE) {
            mistakes.add("`max_sign_in_age` must be 1 minute to 365 days");
        }
    }
}
