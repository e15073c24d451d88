//! Headers and payloads that are wrong as texts: no JSON, or JSON that two readers understand differently.

use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};
use serde_json::{Map, Value};

use crate::directory::serve::Service;
use crate::directory::tokens::bad::Bad;

/// The first two parts of a token.
pub(super) fn message(header: &str, payload: &[u8], bad: Bad) -> String {
    let payload = match bad {
        Bad::Alphabet => BASE64_STANDARD_NO_PAD.encode(payload),
        _ => BASE64_URL_SAFE_NO_PAD.encode(payload),
    };
    format!("{}.{payload}", BASE64_URL_SAFE_NO_PAD.encode(header))
}

pub(super) fn header(members: Map<String, Value>, bad: Bad) -> String {
    let text = Value::Object(members).to_string();
    match text.strip_prefix('{') {
        Some(rest) if bad == Bad::DuplicateHeader => format!("{{\"alg\":\"none\",{rest}"),
        _ => text,
    }
}

impl Service {
    pub(super) fn spoilt_payload(&self, claims: Map<String, Value>, bad: Bad) -> Vec<u8> {
        let text = Value::Object(claims).to_string();
        let within = text.trim_start_matches('{');
        match bad {
            Bad::Array => format!("[{text}]").into(),
            Bad::Behind => format!("{text}{{}}").into(),
            Bad::Deep => {
                let (open, close) = ("[".repeat(DEPTH), "]".repeat(DEPTH));
                format!("{{\"xms_deep\":{open}{close},{within}").into()
            }
            Bad::Duplicate => {
                let other = &self.registry.other_tenant_id;
                format!("{{\"tid\":\"{other}\",{within}").into()
            }
            Bad::Encoding => {
                let start = b"{\"xms_note\":\"\xff\xfe\",";
                [start.as_slice(), within.as_bytes()].concat()
            }
            _ => text.into(),
        }
    }
}

/// Beyond what a reader that calls itself survives, and short enough for a token.
const DEPTH: usize = 10_000;
