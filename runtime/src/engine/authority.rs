//! One authority more, in the words of [`EngineBuilder`](super::EngineBuilder).

use std::fmt;
use std::time::Duration;

use crate::config::{AuthoritySettings, Variable};
use crate::entra::{Algorithm, Asked, ClientProof, TenantCheck};

/// One authority more for an engine, with rules of its own; see [`EngineBuilder::also`](crate::EngineBuilder::also).
///
/// Each method says of this authority what the method of [`EngineBuilder`](crate::EngineBuilder) of the same name says
/// of the engine's own, with the same defaults. Nothing is taken over from there, and nothing is read from the
/// environment: whom an engine trusts beside its own authority is for code alone.
///
/// ```
/// use std::time::Duration;
///
/// use rolecall::entra::Authority;
///
/// let customers = Authority::new()
///     .authority("https://contoso.ciamlogin.com")
///     .tenant_id("99999999-bbbb-4bbb-8bbb-222222222222")
///     .client_id("88888888-aaaa-4aaa-8aaa-111111111111")
///     .max_token_age(Duration::from_mins(30));
/// let partners = Authority::new()
///     .authority("https://id.partner.example")
///     .audiences(["documents"])
///     .roles_claim("groups_of_documents");
/// ```
#[derive(Debug, Default)]
#[must_use = "it counts once an engine has it"]
pub struct Authority(pub(super) AuthoritySettings);

impl Authority {
    /// An authority of which nothing is said but the defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// The directory (tenant) ID of Entra; as [`EngineBuilder::tenant_id`](crate::EngineBuilder::tenant_id).
    pub fn tenant_id(self, id: impl Into<String>) -> Self {
        self.with(Variable::TenantId, id.into())
    }

    /// The tenants whose tokens count; as [`EngineBuilder::tenants`](crate::EngineBuilder::tenants).
    pub fn tenants<A: fmt::Display>(self, ids: impl IntoIterator<Item = A>) -> Self {
        self.with_list(Variable::TenantIds, ids)
    }

    /// Asks the application about each tenant; as [`EngineBuilder::tenant_check`](crate::EngineBuilder::tenant_check).
    /// It is not asked about a tenant that another authority of the engine names.
    pub fn tenant_check(mut self, check: impl TenantCheck + 'static) -> Self {
        self.0.callers.tenant_check = Some(Asked::new(check));
        self
    }

    /// The application (client) ID of this API at this authority; as
    /// [`EngineBuilder::client_id`](crate::EngineBuilder::client_id).
    pub fn client_id(self, id: impl Into<String>) -> Self {
        self.with(Variable::ClientId, id.into())
    }

    /// The audiences accepted; as [`EngineBuilder::audiences`](crate::EngineBuilder::audiences). Those of other
    /// authorities do not count.
    pub fn audiences<A: fmt::Display>(self, audiences: impl IntoIterator<Item = A>) -> Self {
        self.with_list(Variable::Audiences, audiences)
    }

    /// Who issues the tokens: where Entra is, or the issuer of another OpenID provider; as
    /// [`EngineBuilder::authority`](crate::EngineBuilder::authority).
    pub fn authority(self, url: impl Into<String>) -> Self {
        self.with(Variable::Authority, url.into())
    }

    /// Where the metadata document is fetched; as [`EngineBuilder::metadata_url`](crate::EngineBuilder::metadata_url).
    pub fn metadata_url(self, url: impl Into<String>) -> Self {
        self.with(Variable::MetadataUrl, url.into())
    }

    /// Whether Entra's tokens of version 1.0 are taken; as
    /// [`EngineBuilder::version_one`](crate::EngineBuilder::version_one).
    pub fn version_one(mut self, taken: bool) -> Self {
        self.0.callers.version_one = taken;
        self
    }

    /// Whether guests of the tenant are let in; as [`EngineBuilder::guests`](crate::EngineBuilder::guests).
    pub fn guests(mut self, let_in: bool) -> Self {
        self.0.callers.guests = let_in;
        self
    }

    /// The applications that may call; as [`EngineBuilder::client_apps`](crate::EngineBuilder::client_apps).
    pub fn client_apps<A: fmt::Display>(self, ids: impl IntoIterator<Item = A>) -> Self {
        self.with_list(Variable::ClientApps, ids)
    }

    /// How well the calling application must have proved which one it is; as
    /// [`EngineBuilder::client_proof`](crate::EngineBuilder::client_proof).
    pub fn client_proof(mut self, least: ClientProof) -> Self {
        self.0.callers.least_proof = Some(least);
        self
    }

    /// How long after it was issued a token is accepted; as
    /// [`EngineBuilder::max_token_age`](crate::EngineBuilder::max_token_age).
    pub fn max_token_age(mut self, age: Duration) -> Self {
        self.0.callers.ages.token = Some(age);
        self
    }

    /// How long after the sign-in a person's token is accepted; as
    /// [`EngineBuilder::max_sign_in_age`](crate::EngineBuilder::max_sign_in_age).
    pub fn max_sign_in_age(mut self, age: Duration) -> Self {
        self.0.callers.ages.sign_in = Some(age);
        self
    }

    /// The claim that carries roles, for another OpenID provider; as
    /// [`EngineBuilder::roles_claim`](crate::EngineBuilder::roles_claim).
    pub fn roles_claim(self, name: impl Into<String>) -> Self {
        self.with(Variable::RolesClaim, name.into())
    }

    /// The claim that carries scopes, for another OpenID provider; as
    /// [`EngineBuilder::scopes_claim`](crate::EngineBuilder::scopes_claim).
    pub fn scopes_claim(self, name: impl Into<String>) -> Self {
        self.with(Variable::ScopesClaim, name.into())
    }

    /// The signature algorithms allowed; as [`EngineBuilder::algorithms`](crate::EngineBuilder::algorithms).
    pub fn algorithms(mut self, algorithms: impl IntoIterator<Item = Algorithm>) -> Self {
        self.0.algorithms = algorithms.into_iter().collect();
        self
    }

    fn with(mut self, variable: Variable, value: String) -> Self {
        self.0.settings.set(variable, value);
        self
    }

    fn with_list<A: fmt::Display>(
        mut self,
        variable: Variable,
        items: impl IntoIterator<Item = A>,
    ) -> Self {
        self.0.settings.set_list(variable, items);
        self
    }
}
