//! Where everything is: one base URL, and Entra's paths under it.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use url::form_urlencoded;

use crate::directory::registry::Registry;
use crate::directory::tokens::TokenRequest;
use crate::directory::trouble::TOKEN;

/// The URLs of a directory. They follow from where it listens, never from a request.
#[derive(Debug)]
pub(in crate::directory) struct Site {
    host: String,
    base: String,
    tenant: String,
    issuer: String,
    ca_file: Option<PathBuf>,
}

impl Site {
    /// Behind TLS, where there is a certificate to trust, it is called by the name that clients look for in it.
    pub(in crate::directory) fn new(
        bound: SocketAddr,
        ca_file: Option<PathBuf>,
        registry: &Registry,
    ) -> Self {
        let (scheme, host) = if ca_file.is_some() {
            ("https", format!("localhost:{}", bound.port()))
        } else {
            ("http", bound.to_string())
        };
        let base = format!("{scheme}://{host}");
        Self {
            issuer: format!("{base}/{}/v2.0", registry.tenant_id),
            tenant: registry.tenant_id.clone(),
            host,
            base,
            ca_file,
        }
    }

    /// Host and port, which stand where Entra names one of its clouds.
    pub(in crate::directory) fn host(&self) -> &str {
        &self.host
    }

    pub(in crate::directory) fn base(&self) -> &str {
        &self.base
    }

    pub(in crate::directory) fn issuer(&self) -> &str {
        &self.issuer
    }

    pub(in crate::directory) fn ca_file(&self) -> Option<&Path> {
        self.ca_file.as_deref()
    }

    /// The issuer of v2.0 tokens of some tenant; `{tenantid}` is the one that stands for any.
    pub(in crate::directory) fn issuer_of(&self, tenant: &str) -> String {
        format!("{}/{tenant}/v2.0", self.base)
    }

    /// The issuer of v1.0 tokens.
    pub(in crate::directory) fn v1_issuer(&self) -> String {
        self.v1_issuer_of(&self.tenant)
    }

    /// The issuer of v1.0 tokens of some tenant; `{tenantid}` is the one that stands for any.
    pub(in crate::directory) fn v1_issuer_of(&self, tenant: &str) -> String {
        format!("{}/{tenant}/", self.base)
    }

    pub(in crate::directory) fn metadata(&self) -> String {
        format!("{}/.well-known/openid-configuration", self.issuer)
    }

    pub(in crate::directory) fn keys(&self) -> String {
        self.under(&self.tenant, "discovery/v2.0/keys")
    }

    /// A path below that of a tenant, or of a word that stands for several.
    pub(in crate::directory) fn under(&self, tenant: &str, path: &str) -> String {
        format!("{}/{tenant}/{path}", self.base)
    }

    /// Where an `error_uri` leads.
    pub(in crate::directory) fn error(&self, number: u32) -> String {
        format!("{}/error?code={number}", self.base)
    }

    /// Where a token can be had without a flow.
    pub(in crate::directory) fn token(&self, request: &TokenRequest) -> String {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(request.parameters())
            .finish();
        format!("{}{TOKEN}?{query}", self.base)
    }

    /// The same for a shell.
    pub(in crate::directory) fn token_command(&self, request: &TokenRequest) -> String {
        let trusting = self.ca_file().map_or_else(String::new, |path| {
            format!("--cacert {} ", quoted(&path.display().to_string()))
        });
        format!("curl -s {trusting}'{}'", self.token(request))
    }
}

/// One word for a shell.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-".contains(letter);
    if word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}
