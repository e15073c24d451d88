//! Who may call with a good token.

use std::fmt;
use std::time::Duration;

use super::EngineBuilder;
use crate::config::Variable;
use crate::entra::{Asked, ClientProof, TenantCheck};

impl EngineBuilder {
    /// Asks the application about each tenant, beside a list of them ([`tenants`](Self::tenants)) or instead of one. With
    /// [`tenant_id`](Self::tenant_id) `organizations`, or `common` with personal accounts, which count only where a list
    /// names their tenant, `9188040d-6c67-4c5b-b112-36a304b66dad`. Default: nobody is asked. No variable stands for this.
    ///
    /// It is asked for each token that is not remembered, after everything else was found right. Its yes is remembered
    /// with the token ([`cache_age`](Self::cache_age)), its no is not: whoever has a good token of a tenant that is not
    /// taken can ask again and again. What it takes its time for, the caller waits for.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Editor: [edit] } }
    /// use rolecall::Engine;
    /// use rolecall::entra::TenantRefused;
    ///
    /// async fn customers(tenant: String) -> Result<(), TenantRefused> {
    ///     let known = ["22222222-bbbb-4bbb-8bbb-222222222222"];
    ///     if known.contains(&tenant.as_str()) {
    ///         return Ok(());
    ///     }
    ///     Err(TenantRefused::new("no customer of ours"))
    /// }
    ///
    /// let builder = Engine::builder(policy::Policy)
    ///     .tenant_id("organizations")
    ///     .tenant_check(customers);
    /// ```
    pub fn tenant_check(mut self, check: impl TenantCheck + 'static) -> Self {
        self.own.callers.tenant_check = Some(Asked::new(check));
        self
    }

    /// Whether guests of the tenant are let in: those whom it invited (`acct`), and those whom another directory signed
    /// in (`idp`). Default: they are not. No variable stands for this.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Editor: [edit] } }
    /// use rolecall::Engine;
    ///
    /// let builder = Engine::builder(policy::Policy).from_env().guests(true);
    /// ```
    pub fn guests(mut self, let_in: bool) -> Self {
        self.own.callers.guests = let_in;
        self
    }

    /// The applications that may call, by their client IDs (`AAD_CLIENT_APP_IDS`, separated by commas): GUIDs for
    /// Entra, anything for another provider. They are compared with `azp`, elsewhere with `azp` or `client_id`. At least
    /// one. Default: any.
    pub fn client_apps<A: fmt::Display>(mut self, ids: impl IntoIterator<Item = A>) -> Self {
        self.own.settings.set_list(Variable::ClientApps, ids);
        self
    }

    /// How well the calling application must have proved which one it is (`azpacr`), at least. A token that does not
    /// say is then refused. Default: not asked for.
    ///
    /// ```
    /// # mod policy { rolecall::permissions! { edit } rolecall::roles! { Editor: [edit] } }
    /// use rolecall::Engine;
    /// use rolecall::entra::ClientProof;
    ///
    /// let builder = Engine::builder(policy::Policy).client_proof(ClientProof::Secret);
    /// ```
    pub fn client_proof(mut self, least: ClientProof) -> Self {
        self.own.callers.least_proof = Some(least);
        self
    }

    /// How long after it was issued (`iat`) a token is accepted, give or take a minute for clocks that differ. Default:
    /// until it ends. Bounds: 1 minute and 30 days.
    ///
    /// What a token says of roles is as old as the token, which Entra lets live for 60 to 90 minutes; this shortens it.
    /// Entra dates tokens back by five minutes, so that less than ten leave fresh ones little time.
    pub fn max_token_age(mut self, age: Duration) -> Self {
        self.own.callers.ages.token = Some(age);
        self
    }

    /// How long after the sign-in (`auth_time`) a person's token is accepted, give or take a minute for clocks that
    /// differ. A person's token that does not say is then refused: for Entra, `auth_time` is an
    /// [optional claim](https://learn.microsoft.com/entra/identity-platform/optional-claims-reference). Applications
    /// never sign in, and are not asked. Default: not asked for. Bounds: 1 minute and 365 days.
    pub fn max_sign_in_age(mut self, age: Duration) -> Self {
        self.own.callers.ages.sign_in = Some(age);
        self
    }
}
