//! Keys to sign tokens with, and their public halves as members of a key set.

use std::sync::{Arc, LazyLock};

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{
    self, EcdsaKeyPair, EcdsaSigningAlgorithm, KeyPair, RsaEncoding, RsaKeyPair,
    RsaPublicKeyComponents,
};
use aws_lc_rs::{hmac, rsa};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

/// A private key with a name.
#[derive(Clone)]
pub struct Signer {
    pub id: String,
    pair: Arc<Pair>,
}

enum Pair {
    Rsa(RsaKeyPair),
    P256(EcdsaKeyPair),
    P384(EcdsaKeyPair),
}

static FIRST: LazyLock<Arc<Pair>> = LazyLock::new(rsa_pair);
static SECOND: LazyLock<Arc<Pair>> = LazyLock::new(rsa_pair);
static P256: LazyLock<Arc<Pair>> = LazyLock::new(|| {
    Arc::new(Pair::P256(ec_pair(
        &signature::ECDSA_P256_SHA256_FIXED_SIGNING,
    )))
});
static P384: LazyLock<Arc<Pair>> = LazyLock::new(|| {
    Arc::new(Pair::P384(ec_pair(
        &signature::ECDSA_P384_SHA384_FIXED_SIGNING,
    )))
});

impl Signer {
    /// The RSA key that an authority begins with.
    pub fn first() -> Self {
        Self::named("first", &FIRST)
    }

    /// Another RSA key.
    pub fn second() -> Self {
        Self::named("second", &SECOND)
    }

    pub fn p256() -> Self {
        Self::named("p256", &P256)
    }

    pub fn p384() -> Self {
        Self::named("p384", &P384)
    }

    fn named(id: &str, pair: &Arc<Pair>) -> Self {
        Self {
            id: id.to_owned(),
            pair: Arc::clone(pair),
        }
    }

    /// The same key under another name.
    pub fn called(mut self, id: &str) -> Self {
        self.id = id.to_owned();
        self
    }

    /// The public half.
    pub fn jwk(&self) -> Value {
        match &*self.pair {
            Pair::Rsa(pair) => {
                let key = RsaPublicKeyComponents::<Vec<u8>>::from(pair.public_key());
                json!({
                    "kty": "RSA", "use": "sig", "kid": self.id,
                    "n": encoded(&key.n), "e": encoded(&key.e),
                })
            }
            Pair::P256(pair) => self.ec_jwk("P-256", pair),
            Pair::P384(pair) => self.ec_jwk("P-384", pair),
        }
    }

    fn ec_jwk(&self, curve: &str, pair: &EcdsaKeyPair) -> Value {
        let point = &pair.public_key().as_ref()[1..];
        let (x, y) = point.split_at(point.len() / 2);
        json!({
            "kty": "EC", "use": "sig", "kid": self.id, "crv": curve,
            "x": encoded(x), "y": encoded(y),
        })
    }

    /// Signs by an algorithm that fits the key.
    pub fn sign(&self, algorithm: &str, message: &[u8]) -> Vec<u8> {
        let random = SystemRandom::new();
        match &*self.pair {
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(rsa_encoding(algorithm), &random, message, &mut signature)
                    .unwrap();
                signature
            }
            Pair::P256(pair) | Pair::P384(pair) => {
                pair.sign(&random, message).unwrap().as_ref().to_vec()
            }
        }
    }

    /// The public half as anybody may write it down: what an attacker has.
    pub fn public_spellings(&self) -> Vec<Vec<u8>> {
        let Pair::Rsa(pair) = &*self.pair else {
            panic!("only RSA keys are spelled out");
        };
        let public = pair.public_key();
        let components = RsaPublicKeyComponents::<Vec<u8>>::from(public);
        let spki: PublicKeyX509Der = public.as_der().unwrap();
        let pkcs1 = public.as_ref();
        let jwk = self.jwk();
        vec![
            spki.as_ref().to_vec(),
            pem("PUBLIC KEY", spki.as_ref()).into_bytes(),
            pem("PUBLIC KEY", spki.as_ref()).trim().as_bytes().to_vec(),
            pkcs1.to_vec(),
            pem("RSA PUBLIC KEY", pkcs1).into_bytes(),
            components.n,
            jwk["n"].as_str().unwrap().as_bytes().to_vec(),
            jwk.to_string().into_bytes(),
        ]
    }

    /// The private half, as jsonwebtoken reads it.
    pub fn private_pem(&self) -> String {
        let Pair::Rsa(pair) = &*self.pair else {
            panic!("only RSA keys are spelled out");
        };
        let der: Pkcs8V1Der = pair.as_der().unwrap();
        pem("PRIVATE KEY", der.as_ref())
    }
}

/// An HMAC by any of the three names.
pub fn hmac(algorithm: &str, secret: &[u8], message: &[u8]) -> Vec<u8> {
    let hash = match algorithm {
        "HS256" => hmac::HMAC_SHA256,
        "HS384" => hmac::HMAC_SHA384,
        "HS512" => hmac::HMAC_SHA512,
        other => panic!("{other} is no HMAC"),
    };
    hmac::sign(&hmac::Key::new(hash, secret), message)
        .as_ref()
        .to_vec()
}

/// An RSA key of any size that nobody has the private half of.
pub fn rsa_jwk(id: &str, bytes: usize, exponent: &[u8]) -> Value {
    let mut modulus = vec![0xB5; bytes];
    modulus[bytes - 1] = 0x0F;
    json!({
        "kty": "RSA", "use": "sig", "kid": id, "n": encoded(&modulus), "e": encoded(exponent),
    })
}

pub fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

fn rsa_pair() -> Arc<Pair> {
    let pair = rsa::KeyPair::generate(rsa::KeySize::Rsa2048).unwrap();
    Arc::new(Pair::Rsa(pair))
}

fn ec_pair(algorithm: &'static EcdsaSigningAlgorithm) -> EcdsaKeyPair {
    EcdsaKeyPair::generate(algorithm).unwrap()
}

fn rsa_encoding(algorithm: &str) -> &'static dyn RsaEncoding {
    match algorithm {
        "PS256" => &signature::RSA_PSS_SHA256,
        "PS384" => &signature::RSA_PSS_SHA384,
        "PS512" => &signature::RSA_PSS_SHA512,
        "RS384" => &signature::RSA_PKCS1_SHA384,
        "RS512" => &signature::RSA_PKCS1_SHA512,
        _ => &signature::RSA_PKCS1_SHA256,
    }
}

fn pem(label: &str, der: &[u8]) -> String {
    let text = base64::engine::general_purpose::STANDARD.encode(der);
    let lines: Vec<_> = text
        .as_bytes()
        .chunks(64)
        .map(|line| std::str::from_utf8(line).unwrap())
        .collect();
    format!(
        "-----BEGIN {label}-----\n{}\n-----END {label}-----\n",
        lines.join("\n")
    )
}
