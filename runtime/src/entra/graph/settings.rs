//! How groups are asked for, as it is said in code.

use std::ops::RangeInclusive;
use std::time::Duration;

/// How the groups of somebody are asked for at Microsoft Graph whose token says that they are too many
/// ([`EngineBuilder::graph`](crate::EngineBuilder::graph)).
///
/// # Defaults
///
/// The Graph of the authority's cloud; one request for all groups, of which security groups count; what was answered
/// counts for 5 minutes; somebody waits for 10 seconds at most.
///
/// ```
/// use std::time::Duration;
///
/// use rolecall::entra::Graph;
///
/// let graph = Graph::resolve().max_age(Duration::from_mins(1));
/// # let _ = graph;
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is resolved unless an engine is told"]
pub struct Graph {
    pub(crate) url: Option<String>,
    pub(super) by_pages: bool,
    pub(super) every_group: bool,
    pub(super) max_age: Duration,
    pub(super) time_limit: Duration,
}

impl Graph {
    /// Groups are asked for. Where is said by [`url`](Self::url) or `AAD_GRAPH_URL`.
    pub fn resolve() -> Self {
        Self {
            url: None,
            by_pages: false,
            every_group: false,
            max_age: Duration::from_mins(5),
            time_limit: Duration::from_secs(10),
        }
    }

    /// Where Graph is (`AAD_GRAPH_URL`): `https://graph.microsoft.us`, with or without `/v1.0` behind it. `http` is
    /// accepted for loopback addresses alone. Default: the Graph of the authority's cloud, which is known of the public
    /// one, the US government's (L4) and China's
    /// ([national clouds](https://learn.microsoft.com/graph/deployments)).
    pub fn url(mut self, url: impl Into<String>) -> Self {
        self.url = Some(url.into());
        self
    }

    /// Asks page by page (`GET …/transitiveMemberOf/microsoft.graph.group`), of 999 groups each, and not for all at once
    /// (`POST …/getMemberObjects`), which Graph refuses of somebody in more than 11000
    /// ([transitive memberships](https://learn.microsoft.com/graph/api/user-list-transitivememberof)). Up to 50 pages and
    /// 20000 groups are read; whoever is in more stays in unknown groups. What is asked by pages is answered by an index,
    /// which a new membership reaches later.
    pub fn by_pages(mut self) -> Self {
        self.by_pages = true;
        self
    }

    /// Counts distribution groups too, as the tokens do of an app registration that emits `All` groups
    /// (`groupMembershipClaims`). Default: security groups alone, as for `SecurityGroup`, so that groups mean the same
    /// whether they fit into the token or not.
    pub fn every_group(mut self) -> Self {
        self.every_group = true;
        self
    }

    /// How long what was answered counts, from the answer on, in every token of the same person or application: what it
    /// may take until somebody who left a group is out of it. Default: 5 minutes. Bounds: 1 second and 1 hour.
    ///
    /// An identity that rests on it is remembered no longer. That there was no answer is remembered for 30
    /// seconds, or for as long as Graph asks to be left alone, up to an hour.
    pub fn max_age(mut self, age: Duration) -> Self {
        self.max_age = age;
        self
    }

    /// How long it may take to ask about one person or application, the token for Graph and all pages included. Default:
    /// 10 seconds. Bounds: 100 milliseconds and 1 minute.
    ///
    /// Each single request is bounded by [`fetch_timeout`](crate::EngineBuilder::fetch_timeout) as well. Whoever waits for
    /// an answer that another was asking for, and has to ask in the end, waits for twice that at most.
    pub fn time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = limit;
        self
    }

    /// What is out of bounds.
    pub(crate) fn mistakes(&self) -> impl Iterator<Item = &'static str> {
        const AGE: RangeInclusive<Duration> = Duration::from_secs(1)..=Duration::from_hours(1);
        const LIMIT: RangeInclusive<Duration> = Duration::from_millis(100)..=Duration::from_mins(1);
        let age = (!AGE.contains(&self.max_age))
            .then_some("`max_age` of `graph` must be 1 second to 1 hour");
        let limit = (!LIMIT.contains(&self.time_limit))
            .then_some("`time_limit` of `graph` must be 100 milliseconds to 1 minute");
        age.into_iter().chain(limit)
    }
}
