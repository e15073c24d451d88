//! Tokens for other APIs: what an application asks Entra for when it calls one itself.
//!
//! It gets them in its own name, by its secret
//! ([client credentials](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow)), and in
//! the name of a person who called it
//! ([on-behalf-of](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow)). The token of a
//! caller is never passed on: it was issued for this API, and no other should take it. It is exchanged, at the authority
//! alone. A program without a browser gets one for the person before it by a
//! [device code](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code).
//!
//! | file | holds |
//! |---|---|
//! | `client` | an application that asks |
//! | `kept` | which tokens are kept, and when the next is asked for |
//! | `assertion` | a caller's token that can be exchanged |
//! | `device` | sign-in where there is no browser |
//! | `grant` | one request to the token endpoint, and what its answer is worth |
//! | `scope` | what may be asked for |
//! | `error` | why there is no token |

mod assertion;
mod client;
mod device;
mod error;
mod grant;
mod kept;
mod scope;

pub use self::assertion::Assertion;
pub use self::client::Client;
pub use self::device::{DeviceClient, DeviceLogin};
pub use self::error::{ClientError, Interaction, Refused, TokenError};
pub use self::grant::AccessToken;
