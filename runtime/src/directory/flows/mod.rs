//! The OAuth flows behind Entra's v2.0 paths, as far as no person is needed: the token endpoint with its grants, and
//! how they fail.
//!
//! | file | holds |
//! |---|---|
//! | `endpoint` | the two endpoints, and which grant a request is of |
//! | `form`, `client`, `assertion` | what was sent, and who sent it |
//! | `code`, `refresh`, `daemon`, `device`, `behalf`, `password` | the grants, one each |
//! | `scope`, `consent` | what is asked for, and whether the user agreed |
//! | `given`, `answer` | what is given |
//! | `fault`, `request_id` | how it is refused |

mod answer;
mod assertion;
mod behalf;
mod client;
mod code;
mod consent;
mod daemon;
mod device;
mod endpoint;
mod fault;
mod form;
mod given;
mod password;
mod refresh;
mod request_id;
mod scope;

use std::sync::Arc;

use axum::Router;
use axum::routing::post;

pub(super) use self::answer::{refusal, token};
pub(super) use self::fault::Fault;
pub(super) use self::given::client_info;
pub(super) use self::request_id::{RequestId, guid};
pub(super) use self::scope::{Openid, Scopes};
use super::serve::{Service, any_origin};

/// The endpoints that programs call.
pub(super) fn routes() -> Router<Arc<Service>> {
    let token = Router::new().route("/{tenant}/oauth2/v2.0/token", post(endpoint::token));
    let devices = Router::new().route(
        "/{tenant}/oauth2/v2.0/devicecode",
        post(endpoint::device_code),
    );
    token.layer(any_origin()).merge(devices)
}
