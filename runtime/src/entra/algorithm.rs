//! The signature algorithms that may be allowed. Those with a shared secret are not among them: a public key can never
//! be taken for one.

use std::fmt;

use aws_lc_rs::signature::{self, EcdsaVerificationAlgorithm, RsaParameters};
use jsonwebtoken::jwk::EllipticCurve;

/// A signature algorithm of RFC 7518 that an [`Engine`](crate::Engine) can be told to allow. Entra signs with
/// [`Rs256`](Self::Rs256), which alone is allowed by default.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
#[non_exhaustive]
pub enum Algorithm {
    /// ECDSA with P-256 and SHA-256.
    Es256,
    /// ECDSA with P-384 and SHA-384.
    Es384,
    /// RSASSA-PSS with SHA-256.
    Ps256,
    /// RSASSA-PSS with SHA-384.
    Ps384,
    /// RSASSA-PSS with SHA-512.
    Ps512,
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    Rs256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    Rs384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    Rs512,
}

impl Algorithm {
    /// As the `alg` member says it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Es256 => "ES256",
            Self::Es384 => "ES384",
            Self::Ps256 => "PS256",
            Self::Ps384 => "PS384",
            Self::Ps512 => "PS512",
            Self::Rs256 => "RS256",
            Self::Rs384 => "RS384",
            Self::Rs512 => "RS512",
        }
    }

    /// The same in the words of jsonwebtoken.
    pub(super) fn jose(self) -> jsonwebtoken::Algorithm {
        match self {
            Self::Es256 => jsonwebtoken::Algorithm::ES256,
            Self::Es384 => jsonwebtoken::Algorithm::ES384,
            Self::Ps256 => jsonwebtoken::Algorithm::PS256,
            Self::Ps384 => jsonwebtoken::Algorithm::PS384,
            Self::Ps512 => jsonwebtoken::Algorithm::PS512,
            Self::Rs256 => jsonwebtoken::Algorithm::RS256,
            Self::Rs384 => jsonwebtoken::Algorithm::RS384,
            Self::Rs512 => jsonwebtoken::Algorithm::RS512,
        }
    }

    /// How an RSA key verifies it; nothing where it is not of RSA.
    pub(super) fn rsa(self) -> Option<&'static RsaParameters> {
        match self {
            Self::Ps256 => Some(&signature::RSA_PSS_2048_8192_SHA256),
            Self::Ps384 => Some(&signature::RSA_PSS_2048_8192_SHA384),
            Self::Ps512 => Some(&signature::RSA_PSS_2048_8192_SHA512),
            Self::Rs256 => Some(&signature::RSA_PKCS1_2048_8192_SHA256),
            Self::Rs384 => Some(&signature::RSA_PKCS1_2048_8192_SHA384),
            Self::Rs512 => Some(&signature::RSA_PKCS1_2048_8192_SHA512),
            Self::Es256 | Self::Es384 => None,
        }
    }

    /// How a key on `curve` verifies it; nothing where it is of another curve.
    pub(super) fn ecdsa(
        self,
        curve: &EllipticCurve,
    ) -> Option<&'static EcdsaVerificationAlgorithm> {
        match (self, curve) {
            (Self::Es256, EllipticCurve::P256) => Some(&signature::ECDSA_P256_SHA256_FIXED),
            (Self::Es384, EllipticCurve::P384) => Some(&signature::ECDSA_P384_SHA384_FIXED),
            _ => None,
        }
    }
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
