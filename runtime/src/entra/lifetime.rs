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

/// When a token holds, in seconds since 1970: all that is asked of the times of one that is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Window {
    begins: u64,
    /// Not in it any more.
    ends: u64,
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
        let window = self.window();
        if window.holds(now) {
            Ok(())
        } else if now >= self.expires.saturating_add(LEEWAY) {
            Err(Fault::Expired)
        } else if now < window.begins {
            Err(Fault::NotYetValid)
        } else {
            Err(Fault::TooOld)
        }
    }

    /// From when until when it holds, the leeway on both sides among it.
    pub(crate) fn window(&self) -> Window {
        let begins = [Some(self.issued), self.not_before, self.authenticated];
        let ends = [Some(self.expires), self.too_old];
        let latest = begins.into_iter().flatten().max().unwrap_or(u64::MAX);
        let soonest = ends.into_iter().flatten().min().unwrap_or_default();
        Window {
            begins: latest.saturating_sub(LEEWAY),
            ends: soonest.saturating_add(LEEWAY),
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

impl Window {
    #[inline]
    pub(crate) fn holds(self, now: u64) -> bool {
        (self.begins..self.ends).contains(&now)
    }
}

fn after(begin: u64, age: Duration) -> u64 {
    begin.saturating_add(age.as_secs())
}
