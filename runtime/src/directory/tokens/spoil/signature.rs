//! Signatures that are none, or that are made by another key or another algorithm than they should be.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, ECDSA_P384_SHA384_FIXED_SIGNING, EcdsaKeyPair,
    EcdsaSigningAlgorithm, Ed25519KeyPair,
};
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, EncodingKey};

use crate::directory::serve::Service;
use crate::directory::tokens::bad::Bad;
use crate::directory::tokens::key::{Mishap, signed};

impl Service {
    /// The first two parts of a token, and what follows them.
    pub(super) fn spoilt_signature(&self, message: &str, bad: Bad) -> Result<String, Mishap> {
        let key = self.keys.current();
        let rsa = |algorithm| key.sign_message(message, algorithm);
        match bad {
            Bad::AlgNone
            | Bad::AlgNoneMixed
            | Bad::AlgNoneTitle
            | Bad::AlgNoneUpper
            | Bad::SignatureEmpty => Ok(format!("{message}.")),
            Bad::Hmac | Bad::HmacDer | Bad::HmacModulus | Bad::Hs384 | Bad::Hs512 => {
                self.hmac(message, bad)
            }
            Bad::Rs384 => rsa(Algorithm::RS384),
            Bad::Rs512 => rsa(Algorithm::RS512),
            Bad::Ps256 => rsa(Algorithm::PS256),
            Bad::Ps384 => rsa(Algorithm::PS384),
            Bad::Ps512 => rsa(Algorithm::PS512),
            Bad::Es256 => ecdsa(message, &ECDSA_P256_SHA256_FIXED_SIGNING, Algorithm::ES256),
            Bad::Es384 => ecdsa(message, &ECDSA_P384_SHA384_FIXED_SIGNING, Algorithm::ES384),
            Bad::EdDsa => eddsa(message),
            Bad::Key | Bad::Stranger | Bad::Jwk | Bad::Jku | Bad::X5c | Bad::X5u => {
                let stranger = self.keys.stranger()?;
                stranger.sign_message(message, Algorithm::RS256)
            }
            Bad::SignatureOfAnother => {
                let other = key.sign_message(&format!("{message}A"), Algorithm::RS256)?;
                let (_, signature) = other.rsplit_once('.').ok_or("no signature")?;
                Ok(format!("{message}.{signature}"))
            }
            _ => rsa(Algorithm::RS256),
        }
    }

    /// The public key, in one of the spellings that a confused verifier would take for a secret.
    fn hmac(&self, message: &str, bad: Bad) -> Result<String, Mishap> {
        let key = self.keys.current();
        let secret = match bad {
            Bad::HmacDer => key.public_der().to_vec(),
            Bad::HmacModulus => BASE64_URL_SAFE_NO_PAD.decode(&key.modulus)?,
            _ => key.public_pem().into_bytes(),
        };
        let algorithm = match bad {
            Bad::Hs384 => Algorithm::HS384,
            Bad::Hs512 => Algorithm::HS512,
            _ => Algorithm::HS256,
        };
        let secret = EncodingKey::from_secret(&secret);
        Ok(signed(message, &secret, algorithm)?)
    }
}

fn ecdsa(
    message: &str,
    curve: &'static EcdsaSigningAlgorithm,
    algorithm: Algorithm,
) -> Result<String, Mishap> {
    let pair = EcdsaKeyPair::generate(curve)?.to_pkcs8v1()?;
    let key = EncodingKey::from_ec_der(pair.as_ref());
    Ok(signed(message, &key, algorithm)?)
}

fn eddsa(message: &str) -> Result<String, Mishap> {
    let pair = Ed25519KeyPair::generate()?.to_pkcs8v1()?;
    let key = EncodingKey::from_ed_der(pair.as_ref());
    Ok(signed(message, &key, Algorithm::EdDSA)?)
}
