//! All that a token says, as it was sent: handlers may ask for claims that nobody else reads.

use std::fmt;
use std::sync::OnceLock;

use serde_json::{Map, Value};

/// The text of a payload, and its claims by name as soon as somebody asks for one. Few do.
pub(crate) struct RawClaims {
    text: Vec<u8>,
    by_name: OnceLock<Map<String, Value>>,
}

impl RawClaims {
    pub(crate) fn new(text: Vec<u8>) -> Self {
        Self {
            text,
            by_name: OnceLock::new(),
        }
    }

    pub(crate) fn text(&self) -> &[u8] {
        &self.text
    }

    /// A claim, as it was sent. A text that is no object has none; it was refused long before.
    pub(crate) fn get(&self, name: &str) -> Option<&Value> {
        let read = || serde_json::from_slice(&self.text).unwrap_or_default();
        self.by_name.get_or_init(read).get(name)
    }
}

/// Without the claims, which are nobody's business but the handler's.
impl fmt::Debug for RawClaims {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RawClaims")
    }
}
