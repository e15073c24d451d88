//! Who the documentation page signs in as.

use super::EngineBuilder;
use crate::config::Variable;

impl EngineBuilder {
    /// The client ID of the application that the documentation page signs in as (`AAD_DOCS_CLIENT_ID`): a GUID for Entra,
    /// anything for another provider. It is a public client, registered as a single-page application; a browser keeps no
    /// secret. Default: none, and *Authorize* asks for one.
    ///
    /// It may be the registration of the API itself. Entra then takes scopes of the form `{client id}/{scope}` alone
    /// (AADSTS90009), and that is how the document writes them.
    ///
    /// The page is that of `openapi::Docs` (feature `swagger`).
    pub fn docs_client_id(self, id: impl Into<String>) -> Self {
        self.with(Variable::DocsClientId, id.into())
    }
}
