//! The keys that tokens are signed with. They are made at the start and kept nowhere.

use std::error::Error;
use std::fmt;

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk, ThumbprintHash};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use once_cell::sync::OnceCell;
use pem::Pem;
use serde_json::{Map, Value};

/// The key of the key set, and one that is not in it.
#[derive(Debug)]
pub(in crate::directory) struct KeyRing {
    current: SigningKey,
    stranger: OnceCell<SigningKey>,
}

impl KeyRing {
    /// Takes a noticeable fraction of a second, so not for a task that others wait for.
    pub(in crate::directory) fn generate() -> Result<Self, Box<dyn Error + Send + Sync>> {
        // An error says that the application has chosen a provider already; then that one serves.
        let _chosen = crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        Ok(Self {
            current: SigningKey::generate()?,
            stranger: OnceCell::new(),
        })
    }

    pub(in crate::directory) fn current(&self) -> &SigningKey {
        &self.current
    }

    /// A key that is not in the set; made when it is first asked for, since most directories never need it.
    pub(in crate::directory) fn stranger(
        &self,
    ) -> Result<&SigningKey, Box<dyn Error + Send + Sync>> {
        self.stranger.get_or_try_init(SigningKey::generate)
    }
}

/// One RSA key pair of 2048 bits.
pub(in crate::directory) struct SigningKey {
    private: EncodingKey,
    /// The public key as PEM, which is what a confused verifier would take for an HMAC secret.
    public_pem: String,
    pub(in crate::directory) kid: String,
    pub(in crate::directory) modulus: String,
    pub(in crate::directory) exponent: String,
}

impl SigningKey {
    fn generate() -> Result<Self, Box<dyn Error + Send + Sync>> {
        let pair = KeyPair::generate(KeySize::Rsa2048)?;
        let pkcs8: Pkcs8V1Der<'_> = pair.as_der()?;
        let spki: PublicKeyX509Der<'_> = pair.public_key().as_der()?;
        let private = EncodingKey::from_rsa_pem(pem("PRIVATE KEY", pkcs8.as_ref()).as_bytes())?;
        let jwk = Jwk::from_encoding_key(&private, Algorithm::RS256)?;
        let kid = jwk.thumbprint(ThumbprintHash::SHA256)?;
        let AlgorithmParameters::RSA(numbers) = jwk.algorithm else {
            return Err("not an RSA key".into());
        };
        Ok(Self {
            private,
            public_pem: pem("PUBLIC KEY", spki.as_ref()),
            kid,
            modulus: numbers.n,
            exponent: numbers.e,
        })
    }

    /// A token of this header and payload, whatever they say, signed as RS256.
    pub(in crate::directory) fn sign(
        &self,
        header: Map<String, Value>,
        payload: &str,
    ) -> jsonwebtoken::errors::Result<String> {
        sign(header, payload, &self.private, Algorithm::RS256)
    }

    /// The same signed as HS256, with the public key as the secret.
    pub(in crate::directory) fn sign_with_public(
        &self,
        header: Map<String, Value>,
        payload: &str,
    ) -> jsonwebtoken::errors::Result<String> {
        let secret = EncodingKey::from_secret(self.public_pem.as_bytes());
        sign(header, payload, &secret, Algorithm::HS256)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

/// A token up to the last dot. The header is written by hand, because a bad one could not be said by a library that
/// signs good ones.
pub(in crate::directory) fn unsigned(header: Map<String, Value>, payload: &str) -> String {
    let header = Value::Object(header).to_string();
    format!(
        "{}.{}",
        BASE64_URL_SAFE_NO_PAD.encode(header),
        BASE64_URL_SAFE_NO_PAD.encode(payload)
    )
}

/// Characters that mean nothing, from `bytes` random bytes.
pub(in crate::directory) fn opaque<const BYTES: usize>() -> Result<String, Unspecified> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(random::<BYTES>()?))
}

pub(in crate::directory) fn random<const BYTES: usize>() -> Result<[u8; BYTES], Unspecified> {
    let mut bytes = [0; BYTES];
    aws_lc_rs::rand::fill(&mut bytes)?;
    Ok(bytes)
}

fn sign(
    header: Map<String, Value>,
    payload: &str,
    key: &EncodingKey,
    algorithm: Algorithm,
) -> jsonwebtoken::errors::Result<String> {
    let message = unsigned(header, payload);
    let signature = crypto::sign(message.as_bytes(), key, algorithm)?;
    Ok(format!("{message}.{signature}"))
}

fn pem(tag: &str, der: &[u8]) -> String {
    pem::encode(&Pem::new(tag, der))
}
