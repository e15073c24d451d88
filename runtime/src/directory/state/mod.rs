//! What the directory remembers between two requests. All of it is in memory, bounded, and gone with the directory.

mod consent;
mod expiring;
mod grant;

pub(super) use self::consent::consent_key;
pub(super) use self::expiring::Expiring;
pub(super) use self::grant::{Code, DeviceCode, Grant, RefreshToken, Session, Verdict};

/// Everything that was given and not yet taken back.
#[derive(Debug, Default)]
pub(super) struct State {
    /// Authorization codes, by themselves.
    pub(super) codes: Expiring<Code>,
    /// Refresh tokens, by themselves.
    pub(super) refresh_tokens: Expiring<RefreshToken>,
    /// Sign-ins on devices, by the device code.
    pub(super) device_codes: Expiring<DeviceCode>,
    /// Every device code of the last day, so that one that has ended can be told from one that never was.
    pub(super) known_device_codes: Expiring<()>,
    /// Browsers in which somebody is signed in, by the secret in their cookie.
    pub(super) sessions: Expiring<Session>,
    /// What users agreed to on the consent page: one entry for a user, a client and a scope.
    pub(super) consents: Expiring<()>,
}

impl State {
    /// How many of each there are.
    pub(super) fn counts(&self, now: u64) -> [(&'static str, usize); 4] {
        [
            ("codes", self.codes.count(now)),
            ("refresh tokens", self.refresh_tokens.count(now)),
            ("device codes", self.device_codes.count(now)),
            ("sessions", self.sessions.count(now)),
        ]
    }
}
