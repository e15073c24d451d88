//! GUIDs as Entra writes them.

use uuid::Uuid;

/// How long a GUID with hyphens is, in bytes.
const LENGTH: usize = 36;

/// A GUID with hyphens, put into the lower case that Entra writes. Braces and other forms are not taken.
pub(crate) fn guid(text: &str) -> Option<String> {
    let guid = Uuid::try_parse(text)
        .ok()
        .filter(|_| text.len() == LENGTH)?;
    Some(guid.hyphenated().to_string())
}

/// Whether `text` is a GUID byte for byte as Entra writes it.
pub(super) fn is_guid(text: &str) -> bool {
    text.len() == LENGTH
        && !text.bytes().any(|byte| byte.is_ascii_uppercase())
        && Uuid::try_parse(text).is_ok()
}
