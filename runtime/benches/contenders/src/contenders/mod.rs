//! The contenders, one a file.

mod axum_gate;
mod axum_jwt_auth;
mod axum_login;
mod bare;
mod by_hand;
mod hand_cache;
mod jwt_authorizer;
mod layer_and_argument;
mod no_operation;
mod oauth_resource_server;
pub mod rolecall;

pub use self::by_hand::{Claims, Reader, bearer, with_body as with_body_by_hand};
pub use self::hand_cache::Cache;
use crate::contender::Contender;

/// All that stand side by side, the bare handler first.
pub fn all() -> Vec<Box<dyn Contender>> {
    vec![
        Box::new(bare::Bare),
        Box::new(rolecall::Rolecall::PLAIN),
        Box::new(layer_and_argument::LayerAndArgument),
        Box::new(no_operation::NoOperation),
        Box::new(hand_cache::HandCache),
        Box::new(by_hand::ByHand),
        Box::new(jwt_authorizer::JwtAuthorizerLayer),
        Box::new(axum_gate::AxumGate::HS256),
        Box::new(axum_gate::AxumGate::RS256),
        Box::new(axum_jwt_auth::AxumJwtAuth),
        Box::new(oauth_resource_server::OauthResourceServer),
        Box::new(axum_login::AxumLogin),
    ]
}

/// The one of this key, be it among them or a variant of rolecall.
pub fn of(key: &str) -> Option<Box<dyn Contender>> {
    let variants: [Box<dyn Contender>; 2] = [
        Box::new(rolecall::Rolecall::WITH_IDENTITY),
        Box::new(rolecall::Rolecall::COLD),
    ];
    let mut all = all().into_iter().chain(variants);
    all.find(|contender| contender.key() == key)
}
