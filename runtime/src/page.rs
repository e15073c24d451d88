//! What every page of this crate is sent with: permission for what stands in it, and for nothing else.

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// A text within a page as a content security policy allows it: by its hash
/// ([CSP level 3](https://www.w3.org/TR/CSP3/#grammardef-hash-source)).
pub(crate) fn hash(text: &str) -> String {
    let hash = digest::digest(&digest::SHA256, text.as_bytes());
    format!("'sha256-{}'", BASE64_STANDARD.encode(hash))
}
