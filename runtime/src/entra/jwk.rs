//! One key of a key set, or the reason why it is not used. Nothing of a bad key is repaired, and it spoils no other.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::{
    AlgorithmParameters, CommonParameters, EllipticCurve, EllipticCurveKeyParameters, Jwk,
    KeyOperations, PublicKeyUse, RSAKeyParameters,
};
use serde_json::{Map, Value};

use super::algorithm::Algorithm;
use super::authority::Authority;
use super::claims::Claims;
use super::fault::Fault;
use super::jose::Envelope;
use super::key_issuer::KeyIssuer;
use super::signature::Verifier;

/// A public key that may sign tokens.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) id: Option<String>,
    /// Whose tokens it may sign, where it says so.
    issuer: Option<KeyIssuer>,
    parameters: AlgorithmParameters,
    verifiers: Vec<Verifier>,
}

impl Key {
    /// Takes a key from a set, to verify `allowed` algorithms of a `cloud` where one is known.
    pub(super) fn import(
        members: &Map<String, Value>,
        allowed: &[Algorithm],
        cloud: Option<&str>,
    ) -> Result<Self, &'static str> {
        refuse_secrets(members)?;
        refuse_other_clouds(members, cloud)?;
        let issuer = issuer(members)?;
        let jwk: Jwk = serde_json::from_value(Value::Object(members.clone()))
            .map_err(|_| "a member has the wrong type")?;
        refuse_other_uses(&jwk.common)?;
        Ok(Self {
            id: jwk.common.key_id.clone(),
            issuer,
            verifiers: verifiers(&jwk, allowed)?,
            parameters: jwk.algorithm,
        })
    }

    /// Whether the other is the same key with the same rights.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (&self.id, &self.issuer, &self.parameters) == (&other.id, &other.issuer, &other.parameters)
            && self.algorithms().eq(other.algorithms())
    }

    fn algorithms(&self) -> impl Iterator<Item = Algorithm> {
        self.verifiers.iter().map(|verifier| verifier.algorithm)
    }

    /// Whether the key made the signature, by an algorithm that it is for.
    pub(super) fn check_signature(
        &self,
        algorithm: Algorithm,
        envelope: &Envelope<'_>,
    ) -> Result<(), Fault> {
        let fits = |verifier: &&Verifier| verifier.algorithm == algorithm;
        let verifier = self.verifiers.iter().find(fits).ok_or(Fault::Algorithm)?;
        if verifier.agrees(envelope.message, &envelope.signature) {
            return Ok(());
        }
        Err(Fault::Signature)
    }

    /// A key that names an issuer signs for no other. Without this a key made for personal accounts could sign for any
    /// tenant.
    pub(super) fn check_issuer(
        &self,
        claims: &Claims<'_>,
        authority: &Authority,
    ) -> Result<(), Fault> {
        match &self.issuer {
            Some(issuer) => issuer.check(claims, authority),
            None => Ok(()),
        }
    }
}

/// A key set is public; whatever in it is secret was published by mistake, and anybody may sign with it.
fn refuse_secrets(members: &Map<String, Value>) -> Result<(), &'static str> {
    const SECRET: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
    if SECRET.iter().any(|name| members.contains_key(*name)) {
        return Err("it holds a private or shared secret");
    }
    Ok(())
}

/// Why a key of another cloud is left out. Entra's public cloud publishes some, so this is nothing to worry about.
pub(super) const OTHER_CLOUD: &str = "it is of another cloud";

fn refuse_other_clouds(
    members: &Map<String, Value>,
    cloud: Option<&str>,
) -> Result<(), &'static str> {
    match (members.get("cloud_instance_name"), cloud) {
        (None, _) | (Some(Value::String(_)), None) => Ok(()),
        (Some(Value::String(of_key)), Some(cloud)) if of_key == cloud => Ok(()),
        (Some(Value::String(_)), Some(_)) => Err(OTHER_CLOUD),
        (Some(_), _) => Err("its `cloud_instance_name` is not a string"),
    }
}

fn issuer(members: &Map<String, Value>) -> Result<Option<KeyIssuer>, &'static str> {
    match members.get("issuer") {
        None => Ok(None),
        Some(Value::String(issuer)) => Ok(Some(KeyIssuer::new(issuer))),
        Some(_) => Err("its `issuer` is not a string"),
    }
}

fn refuse_other_uses(common: &CommonParameters) -> Result<(), &'static str> {
    if !matches!(common.public_key_use, None | Some(PublicKeyUse::Signature)) {
        return Err("its `use` is not `sig`");
    }
    match &common.key_operations {
        Some(operations) if !operations.contains(&KeyOperations::Verify) => {
            Err("its `key_ops` lack `verify`")
        }
        _ => Ok(()),
    }
}

/// One verifier for each allowed algorithm that the key is for.
fn verifiers(jwk: &Jwk, allowed: &[Algorithm]) -> Result<Vec<Verifier>, &'static str> {
    let declared = jwk.common.key_algorithm;
    let is_for = |algorithm: &&Algorithm| declared.is_none_or(|own| own == algorithm.jose().into());
    let algorithms = allowed
        .iter()
        .copied()
        .filter(|algorithm| is_for(&algorithm));
    let verifiers: Vec<_> = match &jwk.algorithm {
        AlgorithmParameters::RSA(key) => {
            let (n, e) = rsa_numbers(key)?;
            algorithms
                .filter_map(|algorithm| Verifier::rsa(algorithm, &n, &e))
                .collect()
        }
        AlgorithmParameters::EllipticCurve(key) => {
            let point = point(key)?;
            algorithms
                .filter_map(|algorithm| Verifier::ecdsa(algorithm, &key.curve, &point))
                .collect()
        }
        _ => return Err("its `kty` is neither `RSA` nor `EC`"),
    };
    if verifiers.is_empty() {
        return Err("it fits none of the allowed algorithms");
    }
    Ok(verifiers)
}

fn rsa_numbers(key: &RSAKeyParameters) -> Result<(Vec<u8>, Vec<u8>), &'static str> {
    let (n, e) = (decoded(&key.n)?, decoded(&key.e)?);
    let [Some(first), Some(exponent_first)] = [n.first(), e.first()] else {
        return Err("`n` or `e` is empty");
    };
    let bits = n.len() * 8 - first.leading_zeros() as usize;
    let is_odd = e.last().is_some_and(|last| last % 2 == 1);
    match () {
        () if *first == 0 || *exponent_first == 0 => Err("`n` or `e` begins with zeros"),
        () if bits < 2048 => Err("it is shorter than 2048 bits"),
        () if bits > 8192 => Err("it is longer than 8192 bits"),
        () if !is_odd || e == [1] => Err("its exponent is even or less than 3"),
        () => Ok((n, e)),
    }
}

/// The uncompressed form of SEC 1: 4, then both coordinates in full length.
fn point(key: &EllipticCurveKeyParameters) -> Result<Vec<u8>, &'static str> {
    let length = match key.curve {
        EllipticCurve::P256 => 32,
        EllipticCurve::P384 => 48,
        _ => return Err("its `crv` is neither `P-256` nor `P-384`"),
    };
    let (x, y) = (decoded(&key.x)?, decoded(&key.y)?);
    if x.len() != length || y.len() != length {
        return Err("its coordinates are not of its `crv`");
    }
    Ok([&[4], x.as_slice(), y.as_slice()].concat())
}

fn decoded(number: &str) -> Result<Vec<u8>, &'static str> {
    URL_SAFE_NO_PAD
        .decode(number)
        .map_err(|_| "a number is not base64url")
}
