//! The OpenAPI document, written from the table that enforces.
//!
//! Handlers bring their own documentation by `#[utoipa::path]`; who may call them is added here, once, when the router
//! is finished and every path and group is known. So the order of the attributes does not matter, and nothing that the
//! document says of access can differ from what is enforced.
//!
//! | in the document | says |
//! |---|---|
//! | `security` | the alternatives, one scheme to an object: `{"oauth2": [scopes]}` for a person through an application, `{"bearer": [roles]}` for an application in its own name; `[]` for everybody, `{}` besides where an identity may be absent |
//! | `x-requirement` | the rule as data: `{"all": [{"role": "Admin"}, {"permission": "edit"}]}` |
//! | `x-required-roles`, `x-required-permissions` | the names in it, those under a `not` left out |
//! | `x-nobody` | the rule cannot be met as the policy stands |
//! | `x-policy`, at the root | roles, permissions and scopes: with it `x-requirement` can be judged by whoever has the document alone |
//! | the end of a description | what `security` cannot say: denial, checkers, authentication contexts, concealment |
//! | `401`, `403` or `404`, `503` | the answers of the guard, unless the handler describes its own |
//!
//! Tags, summaries and descriptions stay as they were written. `security(…)` in the documentation of a handler, and
//! schemes called `oauth2` or `bearer`, are refused when the router is finished: they could say otherwise than the rules.
//! What is mounted without documentation is in the matrix and not in the document. Redoc's assets come in no crate
//! without a network, and `aide` does not tell what it holds before it is finished, nor knows of groups: neither is
//! supported.
//!
//! Where an engine trusts several authorities ([`EngineBuilder::also`](crate::EngineBuilder::also)), the security schemes
//! name its own: its addresses, and its scopes as its clients ask for them.

mod alternatives;
mod draft;
mod extract;
mod names;
mod operation;
mod policy;
mod refusals;
mod schemes;
mod seen;
#[cfg(feature = "swagger")]
mod ui;
mod words;

pub(crate) use self::draft::{Draft, Finished, methods};
pub use self::extract::Document;
#[cfg(feature = "swagger")]
pub use self::ui::Docs;
