//! Which tenants of Entra count: one, those of a list, or those that the application says yes to.
//!
//! Anybody can have a tenant, and it is Entra that signs the tokens of all of them. So there is no way to trust every
//! tenant unasked, and the tenant of personal accounts counts only where it is listed by name.

use std::fmt;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::slice;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;

use super::fault::{Fault, Unavailable, Unproven, shown};

/// The tenants whose tokens count.
#[derive(Debug)]
pub(crate) enum Tenants {
    /// This one, a GUID in lower case.
    One(String),
    /// Those that both say yes to.
    Several {
        /// GUIDs in lower case.
        listed: Option<Vec<String>>,
        check: Option<Asked>,
        /// Personal accounts may sign in too.
        personal: bool,
        /// Those that another authority of the engine names, and which are that one's alone.
        elsewhere: Vec<String>,
    },
}

/// The application's word on a tenant that no setting can know, such as one that signed up yesterday.
///
/// Any `async` function from the tenant's ID to a `Result` is one; see
/// [`tenant_check`](crate::EngineBuilder::tenant_check). It is asked for each token that is not remembered, and only
/// when the signature is verified: whoever has no good token for this API cannot make it ask a database. Its yes holds
/// as long as the token is remembered; its no is not remembered.
pub trait TenantCheck: Send + Sync {
    /// Whether tokens of `tenant`, a GUID in lower case, are taken.
    ///
    /// # Errors
    ///
    /// [`TenantRefused::new`] where they are not, which is 401; [`TenantRefused::unavailable`] where it cannot be told
    /// now, which is 503. So is a panic.
    fn check(
        &self,
        tenant: String,
    ) -> Pin<Box<dyn Future<Output = Result<(), TenantRefused>> + Send + '_>>;
}

impl<F, Answer> TenantCheck for F
where
    F: Fn(String) -> Answer + Send + Sync,
    Answer: Future<Output = Result<(), TenantRefused>> + Send + 'static,
{
    fn check(
        &self,
        tenant: String,
    ) -> Pin<Box<dyn Future<Output = Result<(), TenantRefused>> + Send + '_>> {
        Box::pin(self(tenant))
    }
}

/// Why a tenant is not taken. The reason goes to the log, escaped and cut, and never to the caller.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TenantRefused {
    reason: String,
    is_final: bool,
}

impl TenantRefused {
    /// The tenant is not taken: 401.
    ///
    /// ```
    /// use rolecall::entra::TenantRefused;
    ///
    /// async fn customers(tenant: String) -> Result<(), TenantRefused> {
    ///     match tenant.as_str() {
    ///         "22222222-bbbb-4bbb-8bbb-222222222222" => Ok(()),
    ///         _ => Err(TenantRefused::new("no customer of ours")),
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn new(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            is_final: true,
        }
    }

    /// Whether the tenant is taken cannot be told now: 503, and worth another try.
    #[must_use]
    pub fn unavailable(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            is_final: false,
        }
    }
}

/// Whoever is asked about a tenant.
#[derive(Clone)]
pub(crate) struct Asked(Arc<dyn TenantCheck>);

impl Asked {
    pub(crate) fn new(check: impl TenantCheck + 'static) -> Self {
        Self(Arc::new(check))
    }

    /// Asks, and takes no panic for an answer.
    async fn ask(&self, tenant: &str) -> Result<(), Unproven> {
        let asked = AssertUnwindSafe(async { self.0.check(tenant.to_owned()).await });
        match asked.catch_unwind().await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(refused)) => Err(refused.into()),
            Err(_) => Err(TenantRefused::unavailable("it panicked").into()),
        }
    }
}

impl fmt::Debug for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TenantCheck")
    }
}

impl Tenants {
    /// What stands in the place of the tenant where people sign in, and in the address of the metadata.
    pub(super) fn segment(&self) -> &str {
        match self {
            Self::One(tenant) => tenant,
            Self::Several { personal: true, .. } => "common",
            Self::Several { .. } => "organizations",
        }
    }

    /// Whether `tenant` may count, as far as can be told without asking anybody.
    pub(super) fn may_count(&self, tenant: &str) -> bool {
        match self {
            Self::One(own) => own == tenant,
            Self::Several {
                listed: Some(listed),
                ..
            } => listed.iter().any(|each| each == tenant),
            Self::Several {
                listed: None,
                check,
                elsewhere,
                ..
            } => {
                let is_elsewhere = elsewhere.iter().any(|each| each == tenant);
                check.is_some() && tenant != PERSONAL && !is_elsewhere
            }
        }
    }

    /// The tenants that are named; none where the application alone chooses.
    pub(super) fn named(&self) -> &[String] {
        match self {
            Self::One(tenant) => slice::from_ref(tenant),
            Self::Several { listed, .. } => listed.as_deref().unwrap_or_default(),
        }
    }

    /// Whether the application alone chooses.
    pub(super) fn are_open(&self) -> bool {
        matches!(self, Self::Several { listed: None, .. })
    }

    /// Leaves these tenants to the authorities that name them.
    pub(super) fn leave(&mut self, tenants: Vec<String>) {
        if let Self::Several { elsewhere, .. } = self {
            *elsewhere = tenants;
        }
    }

    /// Whether the application wants to be asked.
    pub(super) fn asks(&self) -> bool {
        matches!(self, Self::Several { check: Some(_), .. })
    }

    /// Asks the application, where it wants to be asked.
    pub(super) async fn ask(&self, tenant: &str) -> Result<(), Unproven> {
        match self {
            Self::Several {
                check: Some(check), ..
            } => check.ask(tenant).await,
            _ => Ok(()),
        }
    }
}

impl From<TenantRefused> for Unproven {
    fn from(refused: TenantRefused) -> Self {
        let reason = shown(&refused.reason);
        if refused.is_final {
            Fault::TenantRefused(reason).into()
        } else {
            Unavailable::of_tenant_check(&reason, RETRY).into()
        }
    }
}

/// The tenant of all personal accounts.
pub(crate) const PERSONAL: &str = "9188040d-6c67-4c5b-b112-36a304b66dad";

/// When it is worth asking again.
const RETRY: Duration = Duration::from_secs(5);
