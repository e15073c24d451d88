//! Who is expected to sign in, or out.

use crate::directory::registry::{RegisteredUser, Registry};

impl Registry {
    /// Whom a hint names: by a name that they sign in with, or by the `login_hint` of an ID token.
    pub(super) fn hinted(&self, hint: &str) -> Option<&RegisteredUser> {
        let named = self.sign_in_name(hint);
        named.or_else(|| self.users.iter().find(|user| user.login_hint() == hint))
    }
}
