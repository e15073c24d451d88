//! What an answer of Graph is worth: all groups, some of them and where the next are, or nothing.

use std::time::Duration;

use http::StatusCode;
use serde::Deserialize;
use url::Url;
use uuid::Uuid;

use super::access::group;
use super::settings::Graph;
use crate::entra::fault::shown;
use crate::entra::fetch::Answer;

/// Why the groups of somebody are not known: for the log.
#[derive(Clone, Debug)]
pub(super) struct Failure {
    pub(super) reason: String,
    /// How long nobody asks again.
    pub(super) pause: Duration,
    /// Whom it is about.
    pub(super) of: Extent,
}

/// Whom a failure is about.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Extent {
    /// The one who was asked about.
    Member,
    /// Everybody of the tenant: Graph wants to be left alone.
    Tenant,
    /// The token that Graph was asked with.
    Token,
}

/// Some groups, and where the next are.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) groups: Vec<Uuid>,
    pub(super) next: Option<Url>,
}

impl Failure {
    /// About the one who was asked about.
    pub(super) fn of_member(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            pause: PAUSE,
            of: Extent::Member,
        }
    }
}

impl Page {
    /// The page that was answered to a question at `asked`.
    pub(super) fn read(answer: &Answer, asked: &Url, how: &Graph) -> Result<Self, Failure> {
        if answer.status != StatusCode::OK {
            return Err(refused(answer));
        }
        let unusable = || Failure::of_member("it answered 200 without groups");
        let written: Written = serde_json::from_slice(&answer.body).map_err(|_| unusable())?;
        let counting = written.value.iter().filter(|one| one.counts(how));
        let groups = counting.map(|one| group(one.id()).ok_or_else(unusable));
        let next = written.next.map(|link| following(&link, asked, how));
        Ok(Self {
            groups: groups.collect::<Result<_, _>>()?,
            next: next.transpose()?,
        })
    }
}

#[derive(Deserialize)]
struct Written {
    value: Vec<WrittenGroup>,
    #[serde(rename = "@odata.nextLink")]
    next: Option<String>,
}

/// Its id, or more of it.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenGroup {
    Id(String),
    Object {
        id: String,
        #[serde(rename = "securityEnabled")]
        security: Option<bool>,
    },
}

impl WrittenGroup {
    fn id(&self) -> &str {
        match self {
            Self::Id(id) | Self::Object { id, .. } => id,
        }
    }

    /// Who may not read of a group what it is still reads that somebody is in it, which then counts.
    fn counts(&self, how: &Graph) -> bool {
        match self {
            Self::Object { security, .. } => how.every_group || *security != Some(false),
            Self::Id(_) => true,
        }
    }
}

/// The next page, if it is one of the same answer: at the same place, or below it. The token goes nowhere else.
fn following(link: &str, asked: &Url, how: &Graph) -> Result<Url, Failure> {
    let elsewhere = || Failure::of_member("its next page is elsewhere, and was not asked for");
    if !how.by_pages {
        return Err(Failure::of_member(
            "it answered a part alone: ask `by_pages`",
        ));
    }
    let next = Url::parse(link).map_err(|_| elsewhere())?;
    let below = next.path().strip_prefix(asked.path());
    let is_below = below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let is_bare = next.username().is_empty() && next.password().is_none();
    if next.origin() == asked.origin() && is_below && is_bare {
        Ok(next)
    } else {
        Err(elsewhere())
    }
}

#[derive(Deserialize)]
struct Refused {
    error: Code,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

/// The code that Graph gives for it says more than the status; its message may say too much.
fn refused(answer: &Answer) -> Failure {
    let status = answer.status;
    let code = serde_json::from_slice::<Refused>(&answer.body);
    let code = code.map(|refused| format!(" (`{}`)", shown(&refused.error.code)));
    let of = match status {
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Extent::Tenant,
        StatusCode::UNAUTHORIZED => Extent::Token,
        _ => Extent::Member,
    };
    let asked_for = answer.retry_after.filter(|_| of == Extent::Tenant);
    Failure {
        reason: format!("it answered {status}{}", code.unwrap_or_default()),
        pause: asked_for.unwrap_or(PAUSE).clamp(SHORTEST, LONGEST),
        of,
    }
}

/// How long it is remembered that there was no answer.
pub(super) const PAUSE: Duration = Duration::from_secs(30);
const SHORTEST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_hours(1);
