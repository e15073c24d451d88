//! Which authorities vouch for callers beside the engine's own.

use super::EngineBuilder;
use crate::entra::Authority;

impl EngineBuilder {
    /// Trusts one authority more, with rules and keys of its own. May be called again. Default: the engine's own
    /// authority alone. No variable stands for this.
    ///
    /// A token is judged by the authority that its issuer (`iss`) is of, and by that one alone: a key of one never
    /// verifies a token of another, and whatever else is set of tokens and callers is set for each by itself: audiences,
    /// client applications, guests, algorithms, ages. Each one's keys are fetched by themselves, so that callers of one
    /// that cannot be reached are answered 503 while those of the others pass.
    ///
    /// What is the engine's counts for all: policy, [`group_role`](Self::group_role),
    /// [`require_contexts`](Self::require_contexts), the cache, revocation, [`max_token_bytes`](Self::max_token_bytes),
    /// and how keys are fetched. Whom an authority gives a declared role, in whichever claim it gives roles, holds it:
    /// trust none that is not to say so. Where one of them is Entra, groups are named by object ID alone. The OpenAPI
    /// document, and a challenge to somebody who is not known, name the engine's own authority.
    ///
    /// A tenant, or an issuer, is of one authority; two that could both have issued a token are refused at the start,
    /// and so are two policies of one tenant of Azure AD B2C, whose issuer and people are the same. What one authority
    /// names, another's [`tenant_check`](Self::tenant_check) is not asked about. So
    /// [`Identity::key`](crate::Identity::key) tells people of different authorities apart; where two clouds leave their
    /// tenants to a check, by Microsoft's word that no tenant ID is given twice. Mistakes call the engine's own authority
    /// number 1, and those that are added here 2, 3 and so on.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Editor: [edit] } }
    /// use rolecall::Engine;
    /// use rolecall::entra::Authority;
    ///
    /// let builder = Engine::builder(policy::Policy)
    ///     .from_env()
    ///     .also(
    ///         Authority::new()
    ///             .tenant_id("99999999-bbbb-4bbb-8bbb-222222222222")
    ///             .client_id("88888888-aaaa-4aaa-8aaa-111111111111")
    ///             .guests(true),
    ///     )
    ///     .also(
    ///         Authority::new()
    ///             .authority("https://id.partner.example")
    ///             .audiences(["documents"]),
    ///     );
    /// # let _ = builder;
    /// ```
    pub fn also(mut self, authority: Authority) -> Self {
        self.further.push(authority.0);
        self
    }
}
