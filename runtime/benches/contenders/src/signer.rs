//! The keys of the authority, and the tokens they sign.

use aws_lc_rs::encoding::{AsDer as _, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _, RSA_PKCS1_SHA256,
    RsaPublicKeyComponents,
};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// Which key signs, and how.
#[derive(Clone, Copy, Debug)]
pub enum Algorithm {
    Es256,
    Rs256,
}

/// A key of each algorithm: RSA of 2,048 bits, and one on P-256.
pub struct Signer {
    rsa: RsaKeyPair,
    p256: EcdsaKeyPair,
}

impl Signer {
    pub fn generate() -> Self {
        Self {
            rsa: RsaKeyPair::generate(KeySize::Rsa2048).expect("an RSA key"),
            p256: EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a P-256 key"),
        }
    }

    /// The public halves, as an authority publishes them.
    pub fn key_set(&self) -> Value {
        let rsa = RsaPublicKeyComponents::<Vec<u8>>::from(self.rsa.public_key());
        let (x, y) = self.p256.public_key().as_ref()[1..].split_at(32);
        json!({"keys": [
            {
                "kty": "RSA", "use": "sig", "alg": "RS256", "kid": Algorithm::Rs256.key_id(),
                "n": encoded(&rsa.n), "e": encoded(&rsa.e),
            },
            {
                "kty": "EC", "use": "sig", "alg": "ES256", "kid": Algorithm::Es256.key_id(),
                "crv": "P-256", "x": encoded(x), "y": encoded(y),
            },
        ]})
    }

    pub fn sign(&self, algorithm: Algorithm, payload: &Value) -> String {
        let header = json!({"typ": "JWT", "alg": algorithm.name(), "kid": algorithm.key_id()});
        let message = format!(
            "{}.{}",
            encoded(header.to_string()),
            encoded(payload.to_string())
        );
        let signature = encoded(self.signature(algorithm, message.as_bytes()));
        format!("{message}.{signature}")
    }

    fn signature(&self, algorithm: Algorithm, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match algorithm {
            Algorithm::Rs256 => {
                let mut signature = vec![0; self.rsa.public_modulus_len()];
                self.rsa
                    .sign(&RSA_PKCS1_SHA256, &random, message, &mut signature)
                    .expect("a signature");
                signature
            }
            Algorithm::Es256 => {
                let signature = self.p256.sign(&random, message).expect("a signature");
                signature.as_ref().to_vec()
            }
        }
    }
}

impl Algorithm {
    fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Rs256 => "RS256",
        }
    }

    /// As long as those of Entra.
    fn key_id(self) -> &'static str {
        match self {
            Self::Es256 => "sM1_yAxV8GV4yN-B6j2xzmiz5Ao",
            Self::Rs256 => "2ZpQqZcQxIFaXkQfTdYm7hIYS8o",
        }
    }
}

/// The same token with another signature of the same length: one letter in the middle is another.
pub fn bent(token: &str) -> String {
    let (message, signature) = token.rsplit_once('.').expect("a signature");
    let (before, after) = signature.split_at(signature.len() / 2);
    let letter = if after.starts_with('A') { 'B' } else { 'A' };
    format!("{message}.{before}{letter}{}", &after[1..])
}

/// A new RSA key, its private half and its public one.
pub fn rsa_pems() -> (String, String) {
    let key = RsaKeyPair::generate(KeySize::Rsa2048).expect("an RSA key");
    let private: Pkcs8V1Der<'_> = key.as_der().expect("a private key");
    let public: PublicKeyX509Der<'_> = key.public_key().as_der().expect("a public key");
    (
        pem("PRIVATE KEY", private.as_ref()),
        pem("PUBLIC KEY", public.as_ref()),
    )
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    for line in text.as_bytes().chunks(64) {
        pem.push_str(&String::from_utf8_lossy(line));
        pem.push('\n');
    }
    pem + &format!("-----END {label}-----\n")
}

pub fn decoded(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).expect("base64url")
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}
