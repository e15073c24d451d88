//! The groups of those who are in more than fit into a token, asked for at Microsoft Graph
//! ([groups overage](https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference#groups-overage-claim)).
//!
//! Only somebody whose token was proven whole, and says that the groups are too many, is asked about, and only where that
//! is configured. Where to ask is never taken from the token. Whatever is not a whole answer is none: the groups then
//! stay unknown, which nobody passes by, and whoever was proven stays proven.
//!
//! | file | holds |
//! |---|---|
//! | `settings` | how groups are asked for, as it is said in code |
//! | `access` | where, and as whom |
//! | `resolver` | which groups are known already, and who asks for the others: one for all who wait |
//! | `known` | what is remembered of them, within bounds |
//! | `tenant` | the tokens of one tenant, and how long Graph wants to be left alone |
//! | `ask` | the questions about one person or application |
//! | `answer` | what an answer of Graph is worth |

mod access;
mod answer;
mod ask;
mod known;
mod resolver;
mod settings;
mod tenant;

pub(crate) use self::access::Access;
pub(crate) use self::resolver::Resolver;
pub use self::settings::Graph;
