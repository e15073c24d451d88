//! A signature and nothing else: the floor under every validation, with a key that is parsed once.

use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_FIXED, ParsedPublicKey, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents,
};
use serde_json::Value;

use crate::scene::Scene;
use crate::signer::{Algorithm, decoded};

/// A token that is taken apart, and the key that signed it.
pub struct Raw {
    key: ParsedPublicKey,
    message: Vec<u8>,
    signature: Vec<u8>,
}

impl Raw {
    pub fn new(scene: &Scene, algorithm: Algorithm, token: &str) -> Self {
        let (message, signature) = token.rsplit_once('.').expect("a signature");
        Self {
            key: key(&scene.keys, algorithm),
            message: message.as_bytes().to_vec(),
            signature: decoded(signature),
        }
    }

    pub fn verify(&self) -> bool {
        self.key.verify_sig(&self.message, &self.signature).is_ok()
    }
}

fn key(keys: &Value, algorithm: Algorithm) -> ParsedPublicKey {
    match algorithm {
        Algorithm::Rs256 => {
            let [n, e] = ["n", "e"].map(|name| number(&keys["keys"][0][name]));
            let components = RsaPublicKeyComponents { n, e };
            components
                .to_parsed_public_key(&RSA_PKCS1_2048_8192_SHA256)
                .expect("an RSA key")
        }
        Algorithm::Es256 => {
            let [x, y] = ["x", "y"].map(|name| number(&keys["keys"][1][name]));
            let point = [vec![4], x, y].concat();
            ParsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point).expect("a P-256 key")
        }
    }
}

fn number(text: &Value) -> Vec<u8> {
    decoded(text.as_str().expect("a number"))
}
