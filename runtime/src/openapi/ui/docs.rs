//! What an application says of its page: where it is, what it is called, who may see it.

use axum::routing::MethodRouter;

use super::serve;
use crate::policy::{Requirement, Scope};

/// The documentation page, mounted by [`Router::docs`](crate::Router::docs): Swagger UI, set up so that *Authorize* signs
/// in and *Execute* then calls the API.
///
/// It signs in by the authorization code flow with PKCE, as a public client that is registered for it: set
/// [`docs_client_id`](crate::EngineBuilder::docs_client_id) (`AAD_DOCS_CLIENT_ID`), and register
/// `https://{host}/docs/oauth2-redirect.html` as a redirect URI of the kind *single-page application*
/// ([authorization code flow](https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow)). It has no
/// secret. Whoever signs in gets a token that lives in the page alone, and is gone when that is closed or loaded anew.
///
/// Its requests go to the address that it was loaded from and to the authority; its content security policy forbids all
/// others, so `servers` of other origins cannot be tried out. Addresses in its query (`?url=`, `?configUrl=`) mean nothing.
///
/// Endpoints that `conceal` are in the document as any: where their names are a secret, let the page be
/// [`filtered`](Self::filtered), or let it and the document [`require`](Self::require) something.
///
/// Swagger UI 5.32.6 is inside the binary, under the Apache License 2.0, and needs no network when it is built. Whoever sets
/// `SWAGGER_UI_OVERWRITE_FOLDER` at a build puts other files in the place of its own.
///
/// ```no_run
/// # mod policy { rolecall::permissions! { #[scope("Documents.Read")] view } rolecall::roles! { Viewer: [view] } }
/// use rolecall::openapi::Docs;
/// use rolecall::{Engine, Router, protected, routes};
///
/// #[protected(permission = "view")]
/// #[utoipa::path(get, path = "/documents")]
/// async fn list() -> &'static str { "documents" }
///
/// # async fn run() -> Result<(), Box<dyn std::error::Error>> {
/// let app: axum::Router = Router::new()
///     .routes(routes!(list))
///     .docs(Docs::new().title("Documents").scopes([policy::scope::Documents_Read]))
///     .with(Engine::from_env(policy::Policy).await?)?;
/// # Ok(()) }
/// # fn main() {}
/// ```
#[derive(Clone, Debug)]
#[must_use = "nothing is served before `Router::docs`"]
pub struct Docs {
    path: String,
    pub(super) title: Option<String>,
    pub(super) scopes: Option<Vec<Scope>>,
    /// Whether everybody sees what they may do alone.
    pub(super) filtered: bool,
    requirements: Vec<Requirement>,
}

impl Docs {
    /// A page at `/docs` that everyone may see, with the title of the document and every declared scope preselected.
    pub fn new() -> Self {
        Self::at("/docs")
    }

    /// The same at another path: `/api/docs`. It begins with a slash, ends without one, and consists of letters, digits and
    /// `-._~`; another is refused when the router is finished.
    pub fn at(path: impl Into<String>) -> Self {
        Self {
            path: path.into(),
            title: None,
            scopes: None,
            filtered: false,
            requirements: Vec::new(),
        }
    }

    /// The title in the browser's tab. Default: that of the document.
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// The scopes that are ticked when *Authorize* is pressed; whoever signs in can tick others. Default: every declared
    /// one.
    pub fn scopes<N: Into<Scope>>(mut self, scopes: impl IntoIterator<Item = N>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Shows everybody what they may do, and nothing else: before a sign-in what is public, and after it what
    /// [`Document::seen_by`](crate::openapi::Document::seen_by) leaves of the document. Default: the whole document.
    ///
    /// It is about this page. A handler of yours that answers with the document too has to do the same.
    pub fn filtered(mut self) -> Self {
        self.filtered = true;
        self
    }

    /// Demands something of whoever opens the page, and of whatever belongs to it: its files, the document, and the page
    /// on which a sign-in ends. Said twice, it demands both. Default: nothing.
    ///
    /// A browser that opens a page sends no bearer token, so this is for pages behind something that adds
    /// `Authorization`, such as a proxy that signs people in. It does not protect the document where a handler of yours
    /// answers with it too: give that handler the same rule.
    pub fn require(mut self, requirement: Requirement) -> Self {
        self.requirements.push(requirement);
        self
    }

    /// The routes with their paths, or what is wrong with the path.
    pub(crate) fn routes<S>(self) -> Result<Vec<(String, MethodRouter<S>)>, String>
    where
        S: Clone + Send + Sync + 'static,
    {
        if is_plain(&self.path) {
            return Ok(serve::routes(self));
        }
        Err(format!(
            "{}: no path for the documentation; write one as in `/docs`: a slash first, none at the end, letters, digits and \
             `-._~` between",
            self.path
        ))
    }

    pub(crate) fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    pub(super) fn path(&self) -> &str {
        &self.path
    }

    /// The last part of the path, from where it leads to the page: `docs/`. A relative address survives whatever a router
    /// or a proxy puts before the path.
    pub(super) fn page_from_here(&self) -> String {
        let name = self.path.rsplit('/').next().unwrap_or_default();
        format!("{name}/")
    }
}

impl Default for Docs {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether it is one or more names, each behind a slash.
fn is_plain(path: &str) -> bool {
    let unreserved = |letter: char| letter.is_ascii_alphanumeric() || "-._~".contains(letter);
    let name = |name: &str| {
        !name.is_empty() && name.chars().all(unreserved) && name.chars().any(|letter| letter != '.')
    };
    path.strip_prefix('/')
        .is_some_and(|names| names.split('/').all(name))
}
