//! Which authentication contexts every token has to meet.

use super::EngineBuilder;

impl EngineBuilder {
    /// The authentication contexts (`acrs`), `c1` to `c99`, all of which every token has to meet, whatever a handler asks
    /// for beside them. Default: none.
    ///
    /// A person whose token lacks one is asked to sign in for it: 401 with the claims challenge that Microsoft's
    /// libraries answer by themselves
    /// ([claims challenge](https://learn.microsoft.com/entra/identity-platform/claims-challenge)). An application in its
    /// own name cannot, and a client may declare that it cannot: they get 403. The registration of the API has to ask
    /// for the optional claim `acrs`.
    ///
    /// It counts wherever an identity is judged or handed to a handler; [`Engine::verify`](crate::Engine::verify) by
    /// itself judges nobody. [`Grants`](crate::identity::Grants), and whoever decides by them alone, know nothing of it.
    pub fn require_contexts<C: Into<String>>(
        mut self,
        contexts: impl IntoIterator<Item = C>,
    ) -> Self {
        self.policy.contexts = contexts.into_iter().map(Into::into).collect();
        self
    }
}
