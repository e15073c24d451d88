//! What Graph is asked with for one tenant, and how long it wants to be left alone.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::access::Access;
use super::answer::{Extent, Failure, PAUSE};
use crate::Clock;
use crate::entra::fetch::Fetcher;
use crate::tokens::{AccessToken, Client, TokenError};

/// How many tenants are kept apart; where there are more, all begin anew.
const MOST: usize = 1_000;

/// The tenants that were asked about.
#[derive(Debug, Default)]
pub(super) struct Tenants(Mutex<HashMap<String, Arc<Tenant>>>);

/// One of them.
#[derive(Debug)]
pub(super) struct Tenant {
    client: Client,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// What Graph said when it wanted to be left alone, and until when.
    pause: Option<(Failure, Duration)>,
    /// Whether the log was told that it does not answer.
    is_failing: bool,
}

impl Tenants {
    /// The tenant, of which tokens are then asked for in the application's own name.
    pub(super) fn get(
        &self,
        tenant: &str,
        access: &Access,
        fetcher: &Arc<Fetcher>,
        clock: &Clock,
    ) -> Result<Arc<Tenant>, Failure> {
        let mut tenants = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = tenants.get(tenant) {
            return Ok(Arc::clone(known));
        }
        let (client_id, secret) = (&access.client_id, access.secret.clone());
        let client = Client::through(
            Arc::clone(fetcher),
            &access.login,
            tenant,
            client_id,
            secret,
        );
        let client = client.map_err(|wrong| Failure::of_member(wrong.to_string()))?;
        if tenants.len() >= MOST {
            tenants.clear();
        }
        let new = Arc::new(Tenant {
            client: client.clock(clock.clone()),
            state: Mutex::default(),
        });
        tenants.insert(tenant.to_owned(), Arc::clone(&new));
        Ok(new)
    }
}

impl Tenant {
    /// A token for Graph, unless Graph wants to be left alone.
    pub(super) async fn token(
        &self,
        scope: &str,
        elapsed: Duration,
    ) -> Result<AccessToken, Failure> {
        self.must_not_pause(elapsed)?;
        let token = self.client.for_app(scope).await;
        token.map_err(|error| Failure {
            reason: format!("there is no token for it: {error}"),
            pause: match error {
                // The client itself asks no sooner than it may: to look again costs nobody anything.
                TokenError::Unavailable(_, after) => after.min(PAUSE),
                _ => PAUSE,
            },
            of: Extent::Member,
        })
    }

    fn must_not_pause(&self, elapsed: Duration) -> Result<(), Failure> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match &state.pause {
            Some((failure, until)) if elapsed < *until => Err(Failure {
                pause: until.saturating_sub(elapsed),
                of: Extent::Member,
                ..failure.clone()
            }),
            _ => Ok(()),
        }
    }

    /// Draws the consequences of a failure for those who come after.
    pub(super) fn note<T>(
        &self,
        tenant: &str,
        came: &Result<T, Failure>,
        scope: &str,
        elapsed: Duration,
    ) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let was_failing = std::mem::replace(&mut state.is_failing, came.is_err());
        match came {
            Err(failure) => {
                if failure.of == Extent::Tenant {
                    state.pause = Some((failure.clone(), elapsed.saturating_add(failure.pause)));
                }
                if failure.of == Extent::Token {
                    self.client.forget(scope);
                }
                if !was_failing {
                    tracing::warn!(
                        tenant,
                        "groups cannot be asked for at Microsoft Graph: {}; rules that turn on them answer 503",
                        failure.reason
                    );
                }
            }
            Ok(_) if was_failing => tracing::info!(tenant, "Microsoft Graph tells groups again"),
            Ok(_) => {}
        }
    }
}
