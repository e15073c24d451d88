//! Who is in which groups: known already, or asked for by one for all who wait.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;
use uuid::Uuid;

use super::access::Access;
use super::answer::{Failure, PAUSE};
use super::ask;
use super::known::{Known, Outcome};
use super::tenant::Tenants;
use crate::Clock;
use crate::entra::fault::Unavailable;
use crate::entra::fetch::Fetcher;
use crate::entra::token::Proven;
use crate::identity::{Groups, Key, Subject};
use crate::policy::Kind;

/// How many people and applications are asked about at a time. Whoever finds that many before them is told to come back.
const ASKED_AT_ONCE: usize = 64;

/// When those may come back.
const CROWDED: Duration = Duration::from_secs(5);

/// Fills in the groups that were too many for a token, where that is configured.
#[derive(Debug)]
pub(crate) struct Resolver(Option<Resolving>);

#[derive(Debug)]
struct Resolving {
    access: Access,
    fetcher: Arc<Fetcher>,
    clock: Clock,
    known: Known,
    tenants: Tenants,
    asking: Semaphore,
}

/// Somebody whose groups are asked for.
struct Member<'a> {
    key: &'a Key,
    tenant: &'a str,
    object: &'a str,
    kind: Kind,
}

impl Resolver {
    /// A resolver that reaches Graph in the way of `fetcher`; without access it resolves nothing.
    pub(crate) fn new(access: Option<Access>, fetcher: &Fetcher, clock: &Clock) -> Self {
        Self(access.map(|access| Resolving {
            access,
            fetcher: Arc::new(fetcher.clone()),
            clock: clock.clone(),
            known: Known::new(),
            tenants: Tenants::default(),
            asking: Semaphore::new(ASKED_AT_ONCE),
        }))
    }

    /// Whether Graph has a word to say about the groups.
    pub(crate) fn is_asked(&self, proven: &Proven) -> bool {
        self.0.is_some() && proven.subject.groups == Groups::Overage
    }

    /// The same proof with the groups, if they were too many for the token. It is then remembered no longer than they
    /// count, and where they could not be told, for half a minute.
    pub(crate) async fn resolve(&self, proven: Proven) -> Proven {
        match &self.0 {
            Some(resolving) if proven.subject.groups == Groups::Overage => {
                resolving.resolve(proven).await
            }
            _ => proven,
        }
    }

    /// Forgets the groups of somebody; those of everybody where it is not said whose they are.
    pub(crate) fn forget(&self, whom: Option<&Key>) {
        if let Some(resolving) = &self.0 {
            resolving.known.forget(whom);
        }
    }
}

impl Resolving {
    async fn resolve(&self, mut proven: Proven) -> Proven {
        let Some(outcome) = self.outcome(&proven.subject).await else {
            return proven;
        };
        let now = self.clock.elapsed();
        let (groups, until) = match outcome.groups {
            Ok(groups) => (named(&groups), outcome.until),
            Err(failure) => {
                let left = outcome.until.saturating_sub(now);
                let why = Unavailable::of_groups(&failure.reason, left);
                (Groups::Unreachable(why), outcome.until.min(now + PAUSE))
            }
        };
        proven.subject.groups = groups;
        proven.spoils = proven.spoils.min(until);
        proven
    }

    /// What is known of a subject in the end; nothing of one whom Graph knows by no object.
    async fn outcome(&self, subject: &Subject) -> Option<Outcome> {
        let (tenant, object) = subject.key.of_tenant()?;
        let member = Member {
            key: &subject.key,
            tenant,
            object,
            kind: subject.kind,
        };
        if let Some(outcome) = self.known.of(member.key, self.clock.elapsed()) {
            return Some(outcome);
        }
        let seat = self.known.board(member.key);
        let Ok(mut landed) = timeout(self.access.how.time_limit, seat.flight().lock()).await else {
            return Some(self.came(Err(too_slow())));
        };
        Some(
            match landed.clone().filter(|outcome| self.counts(outcome)) {
                Some(outcome) => outcome,
                None => landed.insert(self.find_out(&member).await).clone(),
            },
        )
    }

    fn counts(&self, outcome: &Outcome) -> bool {
        self.clock.elapsed() < outcome.until
    }

    async fn find_out(&self, member: &Member<'_>) -> Outcome {
        let Ok(_one) = self.asking.try_acquire() else {
            return self.came(Err(crowded()));
        };
        let since = self.known.purges();
        let outcome = self.came(self.ask(member).await);
        self.known.remember(member.key, outcome.clone(), since);
        outcome
    }

    async fn ask(&self, member: &Member<'_>) -> Result<Box<[Uuid]>, Failure> {
        let Self {
            access,
            fetcher,
            clock,
            ..
        } = self;
        let place = access.members_of(member.object, member.kind);
        let place = place.ok_or_else(|| Failure::of_member("it knows nobody but by a GUID"))?;
        let tenant = self.tenants.get(member.tenant, access, fetcher, clock)?;
        let asking = async {
            let token = tenant.token(&access.scope, clock.elapsed()).await?;
            ask::groups(access, fetcher, &token, place, member.kind).await
        };
        let came = timeout(access.how.time_limit, asking).await;
        let came = came.unwrap_or_else(|_| Err(too_slow()));
        tenant.note(member.tenant, &came, &access.scope, clock.elapsed());
        came
    }

    /// What came of a question, and until when it counts.
    fn came(&self, groups: Result<Box<[Uuid]>, Failure>) -> Outcome {
        let age = match &groups {
            Ok(_) => self.access.how.max_age,
            Err(failure) => failure.pause,
        };
        Outcome {
            groups: groups.map(Arc::from),
            until: self.clock.elapsed().saturating_add(age),
        }
    }
}

/// As tokens name them.
fn named(groups: &[Uuid]) -> Groups {
    let names = groups.iter().map(|group| group.hyphenated().to_string());
    Groups::Known(names.collect())
}

fn too_slow() -> Failure {
    Failure::of_member("it took too long")
}

fn crowded() -> Failure {
    Failure {
        pause: CROWDED,
        ..Failure::of_member("too many are asked about at once")
    }
}
