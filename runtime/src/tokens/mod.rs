//! Tokens for other APIs: what an application asks Entra for when it calls one itself.
//!
//! So far an application gets them in its own name, by its secret
//! ([client credentials](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow)). The
//! token of a caller is never passed on: it was issued for this API, and no other should take it.
//!
//! | file | holds |
//! |---|---|
//! | `client` | which token is kept, and when the next is asked for |
//! | `grant` | one request to the token endpoint, and what its answer is worth |
//! | `scope` | what may be asked for |
//! | `error` | why there is no token |

mod client;
mod error;
mod grant;
mod scope;

pub use self::client::{Client, ClientError};
pub use self::error::{Refused, TokenError};
pub use self::grant::AccessToken;
