//! The authority's metadata document (OpenID Connect Discovery), of which three members count.

use serde::Deserialize;
use serde_json::Value;
use url::Url;

use super::authority::{Authority, trusted_url};
use super::fault::shown;
use super::json;

/// What counts of the document.
#[derive(Clone, Debug)]
pub(super) struct Metadata {
    /// Where the keys are.
    pub(super) keys: Url,
    /// The cloud that the authority is of; keys of another are not taken.
    pub(super) cloud: Option<String>,
}

#[derive(Deserialize)]
struct Document {
    issuer: String,
    jwks_uri: String,
    cloud_instance_name: Option<String>,
}

impl Metadata {
    /// Reads the document. It must be the authority's own: `issuer` is compared byte for byte, wherever it came from.
    pub(super) fn read(text: &[u8], authority: &Authority) -> Result<Self, String> {
        let members = json::object(text).map_err(|what| format!("the metadata is {what}"))?;
        let document: Document = serde_json::from_value(Value::Object(members))
            .map_err(|_| "the metadata is not JSON with `issuer` and `jwks_uri`".to_owned())?;
        if !authority.is_described_as(&document.issuer) {
            return Err(format!(
                "the metadata is of issuer `{}`, not of `{}`",
                shown(&document.issuer),
                authority.issuer()
            ));
        }
        let keys = trusted_url(&document.jwks_uri)
            .map_err(|fault| format!("`jwks_uri` of the metadata {fault}"))?;
        Ok(Self {
            keys,
            cloud: document.cloud_instance_name,
        })
    }
}
