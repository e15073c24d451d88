//! Which tokens count: whose they are, for whom, and how they are written.

use std::fmt;

use super::EngineBuilder;
use crate::config::Variable;
use crate::entra::Algorithm;

impl EngineBuilder {
    /// The directory (tenant) ID of Entra, a GUID (`AAD_TENANT_ID`). Where [`tenants`](Self::tenants) or
    /// [`tenant_check`](Self::tenant_check) choose among several, it may be `organizations`, or `common` with personal
    /// accounts, or be left out.
    pub fn tenant_id(self, id: impl Into<String>) -> Self {
        self.with(Variable::TenantId, id.into())
    }

    /// The tenants whose tokens count, by their directory IDs (`AAD_TENANT_IDS`, separated by commas). At least one; a
    /// tenant that is not listed is refused. Personal accounts are a tenant of their own,
    /// `9188040d-6c67-4c5b-b112-36a304b66dad`, and count only where it is listed. Default: the one of
    /// [`tenant_id`](Self::tenant_id).
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Editor: [edit] } }
    /// use rolecall::Engine;
    ///
    /// let builder = Engine::builder(policy::Policy).tenants([
    ///     "22222222-bbbb-4bbb-8bbb-222222222222",
    ///     "99999999-bbbb-4bbb-8bbb-222222222222",
    /// ]);
    /// ```
    pub fn tenants<A: fmt::Display>(mut self, ids: impl IntoIterator<Item = A>) -> Self {
        self.own.settings.set_list(Variable::TenantIds, ids);
        self
    }

    /// The application (client) ID of this API (`AAD_CLIENT_ID`): a GUID for Entra, anything for another provider.
    pub fn client_id(self, id: impl Into<String>) -> Self {
        self.with(Variable::ClientId, id.into())
    }

    /// The audiences accepted, compared byte for byte (`AAD_API_AUDIENCE`). Default: the client ID, and `api://`
    /// followed by it.
    pub fn audiences<A: fmt::Display>(mut self, audiences: impl IntoIterator<Item = A>) -> Self {
        self.own.settings.set_list(Variable::Audiences, audiences);
        self
    }

    /// Who issues the tokens (`AAD_AUTHORITY`). Default: Entra's public cloud.
    ///
    /// With a tenant it is where Entra is: `https://login.microsoftonline.us`, with or without `/{tenant}` or
    /// `/{tenant}/v2.0` behind it; or `https://{name}.ciamlogin.com` of External ID, in the same forms, whose custom domains
    /// are given by [`metadata_url`](Self::metadata_url); or a policy of Azure AD B2C,
    /// `https://{name}.b2clogin.com/{name}.onmicrosoft.com/{policy}`, of which no other policy's tokens are taken. Without a tenant it is another OpenID provider's issuer, byte for byte; such tokens
    /// need no `tid`, `ver`, `azp` and `oid`, but a `sub`. `http` is accepted for loopback addresses alone.
    pub fn authority(self, url: impl Into<String>) -> Self {
        self.with(Variable::Authority, url.into())
    }

    /// Whether Entra's tokens of version 1.0 are taken beside those of 2.0: of an issuer such as
    /// `https://sts.windows.net/{tenant}/`, with `ver` `1.0` and the calling application in `appid`. Their audience is
    /// often the App ID URI, exactly as the client asked for it: list it in [`audiences`](Self::audiences) where it is not
    /// `api://` and the client ID. Default: they are not. No variable stands for this.
    ///
    /// Entra writes this version for every API whose registration does not set `requestedAccessTokenVersion` to 2, which is
    /// the better way
    /// ([access tokens](https://learn.microsoft.com/entra/identity-platform/access-tokens#token-formats)).
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Editor: [edit] } }
    /// use rolecall::Engine;
    ///
    /// let builder = Engine::builder(policy::Policy)
    ///     .from_env()
    ///     .version_one(true)
    ///     .audiences(["api://documents.example"]);
    /// ```
    pub fn version_one(mut self, taken: bool) -> Self {
        self.own.callers.version_one = taken;
        self
    }

    /// The claim that carries roles, for another OpenID provider (`AAD_ROLES_CLAIM`). Default: `roles`.
    pub fn roles_claim(self, name: impl Into<String>) -> Self {
        self.with(Variable::RolesClaim, name.into())
    }

    /// The claim that carries scopes, for another OpenID provider (`AAD_SCOPES_CLAIM`). Default: `scp`, else `scope`.
    pub fn scopes_claim(self, name: impl Into<String>) -> Self {
        self.with(Variable::ScopesClaim, name.into())
    }

    /// The longest token that is looked at, in bytes. Default: 32768. Bounds: 1024 and 1048576.
    pub fn max_token_bytes(mut self, bytes: usize) -> Self {
        self.limits.max_token_bytes = bytes;
        self
    }

    /// The signature algorithms allowed. Default: [`Rs256`](Algorithm::Rs256) alone. At least one.
    pub fn algorithms(mut self, algorithms: impl IntoIterator<Item = Algorithm>) -> Self {
        self.own.algorithms = algorithms.into_iter().collect();
        self
    }
}
