//! What consent is remembered under.

/// The name of one consent: who agreed, to which client, to which scope in full.
pub(in crate::directory) fn consent_key(user: &str, client_id: &str, scope: &str) -> String {
    format!("{user}\n{client_id}\n{scope}")
}
