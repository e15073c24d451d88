//! A client assertion: a statement that an application signs with its certificate, in place of a secret
//! ([certificate credentials](https://learn.microsoft.com/entra/identity-platform/certificate-credentials)).

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use pem::Pem;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use tokio_rustls::rustls::pki_types::{CertificateDer, SignatureVerificationAlgorithm};
use webpki::EndEntityCert;
use webpki::aws_lc_rs::{RSA_PKCS1_2048_8192_SHA256, RSA_PSS_2048_8192_SHA256_LEGACY_KEY};

use super::fault::Fault;
use crate::directory::registry::RegisteredApp;
use crate::directory::serve::{Service, Tenant};
use crate::directory::tokens::Proof;

#[derive(Deserialize)]
struct Header {
    alg: String,
    x5t: Option<String>,
    #[serde(rename = "x5t#S256")]
    x5t_s256: Option<String>,
}

/// Some clients write times with fractions.
#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: String,
    exp: f64,
    nbf: Option<f64>,
}

impl Service {
    /// Verifies the signature by a certificate of the application, then what is said.
    pub(super) fn check_assertion(
        &self,
        assertion: &str,
        app: &RegisteredApp,
    ) -> Result<Proof, Fault> {
        let mut parts = assertion.split('.');
        let (Some(header), Some(payload), Some(signature), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(NOT_A_JWT);
        };
        let message = assertion.get(..header.len() + 1 + payload.len());
        let message = message.ok_or(NOT_A_JWT)?.as_bytes();
        let signature = decoded(signature)?;
        let header: Header = json(header)?;
        let certificate = named(&header, app)?;
        verify(&certificate, algorithm(&header)?, message, &signature)?;
        self.check_claims(&json(payload)?, app)?;
        Ok(Proof::Certificate)
    }

    fn check_claims(&self, claims: &Claims, app: &RegisteredApp) -> Result<(), Fault> {
        let own = |id: &str| id.eq_ignore_ascii_case(&app.client_id);
        let refused = |why| Err(Fault::AssertionClaims(why));
        #[expect(clippy::cast_precision_loss, reason = "seconds are far below 2^52")]
        let now = self.now() as f64;
        match claims {
            _ if !own(&claims.iss) || !own(&claims.sub) => {
                refused("`iss` and `sub` must be the client id")
            }
            _ if !self.is_addressed(&claims.aud) => {
                refused("`aud` must be the token endpoint or the issuer")
            }
            _ if claims.exp <= now => refused("it has ended (`exp`)"),
            _ if claims.exp > now + LONGEST => refused("it is good for more than 24 hours (`exp`)"),
            _ if claims.nbf.is_some_and(|begin| begin > now + SKEW) => {
                refused("it has not begun (`nbf`)")
            }
            _ => Ok(()),
        }
    }

    /// The token endpoint under any of its tenant's names, or the issuer.
    fn is_addressed(&self, audience: &str) -> bool {
        let endpoint = || {
            let path = audience.strip_prefix(self.site.base())?;
            let path = path.strip_prefix('/')?;
            path.strip_suffix("/oauth2/v2.0/token")
        };
        let named = endpoint().and_then(|tenant| Tenant::parse(tenant, &self.registry));
        audience == self.site.issuer() || named.is_some()
    }
}

/// The certificate that the assertion names by its thumbprint, if the application has it.
fn named(header: &Header, app: &RegisteredApp) -> Result<Pem, Fault> {
    let (sent, hash) = match (&header.x5t_s256, &header.x5t) {
        (Some(sent), _) => (sent, &digest::SHA256),
        (None, Some(sent)) => (sent, &digest::SHA1_FOR_LEGACY_USE_ONLY),
        (None, None) => return Err(Fault::Assertion("it names no certificate (`x5t#S256`)")),
    };
    let sent = decoded(sent)?;
    let own = app.certificates.iter();
    let mut own = own.flat_map(|text| pem::parse_many(text).unwrap_or_default());
    let found = own.find(|pem| {
        pem.tag() == "CERTIFICATE" && digest::digest(hash, pem.contents()).as_ref() == sent
    });
    found.ok_or(Fault::Assertion(
        "no certificate with that thumbprint is registered for the client",
    ))
}

fn algorithm(header: &Header) -> Result<&'static dyn SignatureVerificationAlgorithm, Fault> {
    match header.alg.as_str() {
        "PS256" => Ok(RSA_PSS_2048_8192_SHA256_LEGACY_KEY),
        "RS256" => Ok(RSA_PKCS1_2048_8192_SHA256),
        _ => Err(Fault::Assertion(
            "its algorithm is neither `PS256` nor `RS256`",
        )),
    }
}

fn verify(
    certificate: &Pem,
    algorithm: &dyn SignatureVerificationAlgorithm,
    message: &[u8],
    signature: &[u8],
) -> Result<(), Fault> {
    let der = CertificateDer::from(certificate.contents());
    let certificate = EndEntityCert::try_from(&der);
    let certificate =
        certificate.map_err(|_| Fault::Assertion("the registered certificate cannot be read"))?;
    let verified = certificate.verify_signature(algorithm, message, signature);
    verified.map_err(|_| Fault::Assertion("its signature is not by the certificate it names"))
}

fn json<T: DeserializeOwned>(part: &str) -> Result<T, Fault> {
    serde_json::from_slice(&decoded(part)?).map_err(|_| NOT_A_JWT)
}

/// Some clients pad, which base64url of this kind does not.
fn decoded(part: &str) -> Result<Vec<u8>, Fault> {
    let bare = part.trim_end_matches('=');
    BASE64_URL_SAFE_NO_PAD.decode(bare).map_err(|_| NOT_A_JWT)
}

const NOT_A_JWT: Fault = Fault::Assertion("it is not a signed JWT with the members that it needs");
const LONGEST: f64 = 24.0 * 3_600.0;
/// How far a client's clock may be ahead, in seconds.
const SKEW: f64 = 300.0;
