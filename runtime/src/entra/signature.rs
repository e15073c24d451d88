//! One verifier per key and algorithm, made when the key is imported and kept: parsing a key anew for each token costs
//! as much again as verifying with it.

use aws_lc_rs::signature::{ParsedPublicKey, RsaPublicKeyComponents};
use jsonwebtoken::crypto::JwtVerifier;
use jsonwebtoken::jwk::EllipticCurve;
use jsonwebtoken::signature;

use super::algorithm::Algorithm;

/// A public key, ready to verify one algorithm.
#[derive(Debug)]
pub(super) struct Verifier {
    pub(super) algorithm: Algorithm,
    key: ParsedPublicKey,
}

impl Verifier {
    /// Of an RSA key; nothing where the algorithm is not of RSA or the numbers are no key.
    pub(super) fn rsa(algorithm: Algorithm, n: &[u8], e: &[u8]) -> Option<Self> {
        let components = RsaPublicKeyComponents { n, e };
        let key = components.to_parsed_public_key(algorithm.rsa()?).ok()?;
        Some(Self { algorithm, key })
    }

    /// Of a point on a curve; nothing where the algorithm is of another curve or the point is not on it.
    pub(super) fn ecdsa(algorithm: Algorithm, curve: &EllipticCurve, point: &[u8]) -> Option<Self> {
        let key = ParsedPublicKey::new(algorithm.ecdsa(curve)?, point).ok()?;
        Some(Self { algorithm, key })
    }

    /// Whether `signature` is the key's over `message`.
    pub(super) fn agrees(&self, message: &[u8], signature: &[u8]) -> bool {
        self.key.verify_sig(message, signature).is_ok()
    }
}

impl signature::Verifier<Vec<u8>> for Verifier {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        let agrees = self.agrees(message, signature);
        agrees.then_some(()).ok_or_else(signature::Error::new)
    }
}

impl JwtVerifier for Verifier {
    fn algorithm(&self) -> jsonwebtoken::Algorithm {
        self.algorithm.jose()
    }
}
