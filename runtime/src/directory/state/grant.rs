//! What a user has agreed to, and the things that stand for it.

use crate::directory::serve::Tenant;

/// A user's agreement that a client may have tokens: what every code, refresh token and device code comes down to.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Grant {
    /// The user's short name.
    pub(in crate::directory) user: String,
    pub(in crate::directory) client_id: String,
    /// As they were asked for, in one string.
    pub(in crate::directory) scope: String,
    /// To be echoed in the ID token.
    pub(in crate::directory) nonce: Option<String>,
    /// The browser session in which it was given (`sid`), a GUID.
    pub(in crate::directory) sid: String,
    /// When the user signed in, in seconds since 1970.
    pub(in crate::directory) auth_time: u64,
}

/// An authorization code.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Code {
    pub(in crate::directory) grant: Grant,
    /// Must be said again at the token endpoint.
    pub(in crate::directory) redirect_uri: String,
    /// The S256 challenge, in base64url.
    pub(in crate::directory) challenge: String,
    /// It is good once.
    pub(in crate::directory) redeemed: bool,
}

/// A refresh token. It belongs to a user and a client, not to a resource.
#[derive(Clone, Debug)]
pub(in crate::directory) struct RefreshToken {
    pub(in crate::directory) grant: Grant,
    /// When it ends, in seconds since 1970. It is remembered longer.
    pub(in crate::directory) ends: u64,
    /// What all have in common that follow from one sign-in: those of a code, the code.
    pub(in crate::directory) line: String,
    /// It was taken back, and is known only to say so.
    pub(in crate::directory) revoked: bool,
}

/// A sign-in that was begun on a device.
#[derive(Clone, Debug)]
pub(in crate::directory) struct DeviceCode {
    /// What the person types on the page: nine letters and digits.
    pub(in crate::directory) user_code: String,
    /// The path that it was begun on says who may sign in.
    pub(in crate::directory) tenant: Tenant,
    pub(in crate::directory) client_id: String,
    pub(in crate::directory) scope: String,
    pub(in crate::directory) verdict: Verdict,
}

/// How far a sign-in on a device has come.
#[derive(Clone, Debug)]
pub(in crate::directory) enum Verdict {
    /// Nobody has typed the code yet.
    Pending,
    /// Somebody said no.
    Declined,
    /// Somebody signed in.
    Granted(Grant),
}

/// A browser in which somebody is signed in.
#[derive(Clone, Debug)]
pub(in crate::directory) struct Session {
    /// The user's short name.
    pub(in crate::directory) user: String,
    /// The identifier that clients are told, a GUID. The cookie holds another secret.
    pub(in crate::directory) sid: String,
    /// When the user signed in, in seconds since 1970.
    pub(in crate::directory) auth_time: u64,
    /// The clients that were signed in to, for when the user signs out.
    pub(in crate::directory) client_ids: Vec<String>,
}
