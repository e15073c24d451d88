//! Key sets in which something stands that must not be believed.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::kind::Trouble;
use crate::directory::serve::Service;
use crate::directory::tokens::Mishap;

/// Spoils a good key set.
pub(super) fn spoil(set: &mut Value, kind: Trouble, service: &Service) -> Result<(), Mishap> {
    let Some(keys) = set.get_mut("keys").and_then(Value::as_array_mut) else {
        return Ok(());
    };
    if kind == Trouble::WithoutKeys {
        keys.clear();
        return Ok(());
    }
    let stranger = service.keys.stranger()?;
    let mut key = service.jwk(stranger);
    if let (Some(members), Value::Object(change)) = (key.as_object_mut(), change(kind, service)) {
        members.extend(change);
    }
    keys.insert(0, key);
    Ok(())
}

/// What is wrong with the key that is added.
fn change(kind: Trouble, service: &Service) -> Value {
    match kind {
        Trouble::Foreign => {
            let other = &service.registry.other_tenant_id;
            json!({ "issuer": service.site.issuer_of(other) })
        }
        Trouble::OtherCloud => json!({ "cloud_instance_name": "cloud.invalid" }),
        Trouble::Encryption => json!({ "use": "enc" }),
        Trouble::Weak => json!({ "n": BASE64_URL_SAFE_NO_PAD.encode([0xB5; 128]) }),
        Trouble::Secret => json!({ "d": "AQAB" }),
        Trouble::OtherAlgorithm => json!({ "alg": "RS512" }),
        Trouble::Duplicate => json!({ "kid": service.keys.current().kid }),
        _ => Value::Null,
    }
}
