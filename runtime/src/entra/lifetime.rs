//! When a token holds. Asked when it is verified, and again each time its identity is recalled: remembering must never
//! make a token live longer.

use std::time::Duration;

use super::fault::Fault;
use crate::policy::Kind;

/// How far the clocks of two machines may differ, in seconds.
pub(crate) const LEEWAY: u64 = 60;

/// The times of a token, in seconds since 1970.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lifetime {
    pub(super) issued: u64,
    pub(super) not_before: Option<u64>,
    pub(super) expires: u64,
    /// When the person behind it signed in (`auth_time`).
    pub(super) authenticated: Option<u64>,
    /// When it is older than is accepted, whatever it says itself.
    pub(super) too_old: Option<u64>,
}

/// How old a token may become, and the sign-in behind it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ages {
    pub(crate) token: Option<Duration>,
    pub(crate) sign_in: Option<Duration>,
}

impl Lifetime {
    /// Whether `now` lies within, give or take the leeway.
    pub(crate) fn check(&self, now: u64) -> Result<(), Fault> {
        let soonest = now.saturating_add(LEEWAY);
        let is_over = |end: u64| now >= end.saturating_add(LEEWAY);
        let begins = [Some(self.issued), self.not_before, self.authenticated];
        if is_over(self.expires) {
            Err(Fault::Expired)
        } else if begins.into_iter().flatten().any(|begin| begin > soonest) {
            Err(Fault::NotYetValid)
        } else if self.too_old.is_some_and(is_over) {
            Err(Fault::TooOld)
        } else {
            Ok(())
        }
    }

    /// The same, ending no later than `ages` allow. Where they ask when somebody signed in, a person's token has to
    /// tell; an application never signs in.
    pub(super) fn within(self, ages: &Ages, kind: Kind) -> Result<Self, Fault> {
        let of_token = ages.token.map(|age| after(self.issued, age));
        let of_sign_in = match (ages.sign_in, kind) {
            (Some(age), Kind::User) => Some(after(self.sign_in()?, age)),
            _ => None,
        };
        let too_old = of_token.into_iter().chain(of_sign_in).min();
        Ok(Self { too_old, ..self })
    }

    fn sign_in(&self) -> Result<u64, Fault> {
        self.authenticated
            .ok_or_else(|| Fault::Claim("auth_time".to_owned()))
    }
}

fn after(begin: u64, age: Duration) -> u64 {
    begin.saturating_add(age.as_secs())
}
