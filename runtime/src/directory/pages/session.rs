//! Who is signed in in which browser. The cookie holds a secret that means nothing elsewhere.

use aws_lc_rs::error::Unspecified;
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};

use crate::directory::flows::guid;
use crate::directory::registry::{RegisteredApp, RegisteredUser};
use crate::directory::serve::Service;
use crate::directory::state::Session;

/// A session, and the secret that it is known by.
pub(super) struct SignedIn {
    secret: String,
    pub(super) session: Session,
}

impl SignedIn {
    pub(super) fn is_of(&self, user: &RegisteredUser) -> bool {
        self.session.user == user.name
    }
}

impl Service {
    /// The session of that browser.
    pub(super) fn signed_in(&self, jar: &CookieJar) -> Option<SignedIn> {
        let secret = jar.get(&self.cookie_name())?.value().to_owned();
        let session = self.state.sessions.get(&secret, self.now())?;
        Some(SignedIn { secret, session })
    }

    /// Signs a user in under a new secret. Whoever was signed in there before no longer is; the same user goes on with
    /// the same session.
    pub(super) fn sign_in(
        &self,
        user: &RegisteredUser,
        jar: &CookieJar,
    ) -> Result<(SignedIn, CookieJar), Unspecified> {
        let before = self.signed_in(jar);
        let kept = before.as_ref().filter(|before| before.is_of(user));
        let session = Session {
            user: user.name.clone(),
            sid: kept.map_or_else(guid, |kept| kept.session.sid.clone()),
            auth_time: self.now(),
            client_ids: kept.map_or_else(Vec::new, |kept| kept.session.client_ids.clone()),
        };
        let sessions = &self.state.sessions;
        let secret = sessions.keep(session.clone(), self.now(), LIFETIME)?;
        if let Some(before) = before {
            sessions.remove(&before.secret);
        }
        let jar = jar.clone().add(self.cookie(secret.clone()));
        Ok((SignedIn { secret, session }, jar))
    }

    /// Ends a session, and takes the cookie back.
    pub(super) fn sign_out(&self, signed_in: &SignedIn, jar: CookieJar) -> CookieJar {
        self.state.sessions.remove(&signed_in.secret);
        jar.remove(self.cookie(String::new()))
    }

    /// Notes that the client has to be told when the session ends.
    pub(super) fn visited(&self, signed_in: &SignedIn, client: &RegisteredApp) {
        let sessions = &self.state.sessions;
        sessions.change(&signed_in.secret, self.now(), |session| {
            if !session.client_ids.contains(&client.client_id) {
                session.client_ids.push(client.client_id.clone());
            }
        });
    }

    fn cookie(&self, secret: String) -> Cookie<'static> {
        Cookie::build((self.cookie_name(), secret))
            .path("/")
            .http_only(true)
            .same_site(SameSite::Lax)
            .secure(self.site.base().starts_with("https:"))
            .build()
    }

    /// Cookies do not keep ports apart, so the name does.
    fn cookie_name(&self) -> String {
        let port = self.site.host().rsplit(':').next().unwrap_or_default();
        format!("directory-{port}")
    }
}

/// How long a session is good, in seconds.
const LIFETIME: u64 = 24 * 3_600;
