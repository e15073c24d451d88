//! The keys that tokens are signed with. They are made when they are needed and kept nowhere.

use std::error::Error;
use std::fmt;

use aws_lc_rs::digest;
use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rsa::{KeyPair, KeySize};
use aws_lc_rs::signature::KeyPair as _;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{AlgorithmParameters, Jwk};
use jsonwebtoken::{Algorithm, EncodingKey, crypto};
use pem::Pem;
use rcgen::{CertificateParams, DistinguishedName, DnType};
use serde_json::{Map, Value};

/// Why there is no key, or no signature.
pub(in crate::directory) type Mishap = Box<dyn Error + Send + Sync>;

/// One RSA key pair of 2048 bits, and a certificate that it signed for itself.
pub(in crate::directory) struct SigningKey {
    private: EncodingKey,
    /// The public key as a confused verifier would take it for an HMAC secret.
    public_der: Vec<u8>,
    /// In DER, as `x5c` has it.
    pub(in crate::directory) certificate: Vec<u8>,
    /// The thumbprint of the certificate (`x5t`), which Entra names its keys by.
    pub(in crate::directory) kid: String,
    pub(in crate::directory) modulus: String,
    pub(in crate::directory) exponent: String,
}

impl SigningKey {
    pub(super) fn generate() -> Result<Self, Mishap> {
        let pair = KeyPair::generate(KeySize::Rsa2048)?;
        let pkcs8: Pkcs8V1Der<'_> = pair.as_der()?;
        let spki: PublicKeyX509Der<'_> = pair.public_key().as_der()?;
        let pkcs8 = pem("PRIVATE KEY", pkcs8.as_ref());
        let private = EncodingKey::from_rsa_pem(pkcs8.as_bytes())?;
        let AlgorithmParameters::RSA(numbers) =
            Jwk::from_encoding_key(&private, Algorithm::RS256)?.algorithm
        else {
            return Err("not an RSA key".into());
        };
        let certificate = certificate(&pkcs8)?;
        Ok(Self {
            private,
            public_der: spki.as_ref().to_vec(),
            kid: thumbprint(&certificate),
            certificate,
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
        signed(&unsigned(header, payload), &self.private, Algorithm::RS256)
    }

    /// The first two parts of a token, signed by this algorithm of RSA.
    pub(super) fn sign_message(&self, message: &str, by: Algorithm) -> Result<String, Mishap> {
        Ok(signed(message, &self.private, by)?)
    }

    /// The certificate as PEM.
    pub(in crate::directory) fn certificate_pem(&self) -> String {
        pem("CERTIFICATE", &self.certificate)
    }

    /// The public key as PEM.
    pub(super) fn public_pem(&self) -> String {
        pem("PUBLIC KEY", &self.public_der)
    }

    /// The public key as DER (`SubjectPublicKeyInfo`).
    pub(super) fn public_der(&self) -> &[u8] {
        &self.public_der
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
pub(super) fn unsigned(header: Map<String, Value>, payload: &str) -> String {
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

/// The first two parts of a token, and the signature behind them.
pub(super) fn signed(
    message: &str,
    key: &EncodingKey,
    algorithm: Algorithm,
) -> jsonwebtoken::errors::Result<String> {
    let signature = crypto::sign(message.as_bytes(), key, algorithm)?;
    Ok(format!("{message}.{signature}"))
}

/// As Entra's are: in the name of its token service, and signed by itself.
fn certificate(pkcs8: &str) -> Result<Vec<u8>, Mishap> {
    let pair = rcgen::KeyPair::from_pem(pkcs8)?;
    let mut parameters = CertificateParams::default();
    parameters.distinguished_name = DistinguishedName::new();
    parameters
        .distinguished_name
        .push(DnType::CommonName, "accounts.accesscontrol.windows.net");
    Ok(parameters.self_signed(&pair)?.der().to_vec())
}

fn thumbprint(certificate: &[u8]) -> String {
    let hash = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, certificate);
    BASE64_URL_SAFE_NO_PAD.encode(hash)
}

fn pem(tag: &str, der: &[u8]) -> String {
    pem::encode(&Pem::new(tag, der))
}
