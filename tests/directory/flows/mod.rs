//! The token endpoint, grant by grant, knocked on as clients of Entra do; and the documents that they read before.

mod behalf;
mod certificate;
mod client;
mod code;
mod consent;
mod cors;
mod daemon;
mod device;
mod errors;
mod format;
mod instance;
mod password;
mod refresh;
mod tenants;
mod userinfo;
