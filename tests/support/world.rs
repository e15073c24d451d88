//! An authority, an engine that trusts it, and a clock that only the test moves.

use rolecall::clock::Hand;
use rolecall::{Clock, Engine, EngineBuilder, Fault, Identity, Unproven};

use serde_json::json;

use crate::policy::Policy;
use crate::{Answer, Authority, NOW, Token};

pub struct World {
    pub authority: Authority,
    pub engine: Engine,
    pub hand: Hand,
}

/// A world with nothing unusual in it.
pub async fn world() -> World {
    world_with(|builder| builder).await
}

/// A world whose engine is set up otherwise.
pub async fn world_with(settings: impl FnOnce(EngineBuilder) -> EngineBuilder) -> World {
    World::of(Authority::start().await, settings).await
}

impl World {
    /// A world around an authority.
    pub async fn of(
        authority: Authority,
        settings: impl FnOnce(EngineBuilder) -> EngineBuilder,
    ) -> Self {
        let (clock, hand) = Clock::by_hand(NOW);
        let builder = settings(authority.builder_at(&clock));
        let engine = builder.start().await.unwrap();
        Self {
            authority,
            engine,
            hand,
        }
    }

    /// A world whose authority is not of Entra: its issuer is its address.
    pub async fn elsewhere(settings: impl FnOnce(EngineBuilder) -> EngineBuilder) -> Self {
        let authority = Authority::start().await;
        let document = json!({"issuer": authority.base(), "jwks_uri": authority.url("/keys")});
        let path = "/.well-known/openid-configuration";
        authority.answer(path, Answer::json(&document));
        let (clock, hand) = Clock::by_hand(NOW);
        let builder = Engine::builder(Policy)
            .authority(authority.base())
            .client_id("documents")
            .clock(clock);
        let engine = settings(builder).start().await.unwrap();
        Self {
            authority,
            engine,
            hand,
        }
    }

    /// An honest token of a person.
    pub fn user(&self) -> Token {
        Token::of_user(&self.authority.issuer())
    }

    /// An honest token of an application.
    pub fn application(&self) -> Token {
        Token::of_application(&self.authority.issuer())
    }

    /// Who the token speaks for; the test fails if it is refused.
    #[track_caller]
    pub fn accepts(&self, token: &str) -> impl Future<Output = Identity> {
        let at = std::panic::Location::caller();
        async move {
            match self.engine.verify(token).await {
                Ok(identity) => identity,
                Err(why) => panic!("{at}: refused: {why}"),
            }
        }
    }

    /// The check that refused the token; the test fails if it is accepted.
    #[track_caller]
    pub fn refuses(&self, token: &str) -> impl Future<Output = Fault> {
        let at = std::panic::Location::caller();
        async move {
            match self.engine.verify(token).await {
                Ok(identity) => panic!("{at}: accepted: {identity:?}"),
                Err(Unproven::Refused(fault)) => fault,
                Err(Unproven::Unavailable(why)) => panic!("{at}: unavailable: {why}"),
            }
        }
    }

    /// The code of the check that refused the token.
    #[track_caller]
    pub fn code(&self, token: &str) -> impl Future<Output = &'static str> {
        let fault = self.refuses(token);
        async move { fault.await.code() }
    }

    /// Whether the token could not be judged for want of keys.
    pub async fn is_unavailable(&self, token: &str) -> bool {
        matches!(
            self.engine.verify(token).await,
            Err(Unproven::Unavailable(_))
        )
    }
}
