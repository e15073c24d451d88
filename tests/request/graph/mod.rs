//! Groups that are too many for a token and are asked for at Microsoft Graph: who is asked about, when, with what, and
//! what is made of every answer.

mod answers;
mod directory;
mod known;
mod place;
mod settings;
mod tenants;
mod unreachable;
