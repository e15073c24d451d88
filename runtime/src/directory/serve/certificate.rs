//! The certificates of a directory behind TLS: an authority that is good for this machine alone, and what it signs.
//!
//! Both are made at the start. The authority's key signs once and is dropped; only its certificate is written to a file,
//! for clients to trust.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::path::Path;
use std::sync::Arc;

use pem::Pem;
use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, KeyPair, KeyUsagePurpose, NameConstraints,
    SanType,
};
use time::{Duration, OffsetDateTime};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use crate::clock::Clock;
use crate::directory::error::{Cause, DirectoryError};

/// What the server shows, and what its clients have to trust.
pub(in crate::directory) struct Certificates {
    pub(super) server: Arc<ServerConfig>,
    authority_pem: String,
}

impl Certificates {
    /// Takes new keys for both.
    pub(in crate::directory) fn generate() -> Result<Self, DirectoryError> {
        let authority = authority().map_err(|error| DirectoryError::Certificate(error.into()))?;
        let server = server(&authority).map_err(DirectoryError::Certificate)?;
        Ok(Self {
            server: Arc::new(server),
            authority_pem: authority.pem(),
        })
    }

    /// Writes the authority's certificate, in the place of that of an earlier start but of nothing else.
    pub(in crate::directory) fn write(&self, path: &Path) -> Result<(), DirectoryError> {
        let refused = |source| DirectoryError::CaFile {
            path: path.to_owned(),
            source,
        };
        let there = there(path).map_err(refused)?;
        let written = match there {
            There::Nothing => create(path, &self.authority_pem),
            There::Earlier => fs::write(path, &self.authority_pem),
            There::Other => return Err(DirectoryError::NoCaFile(path.to_owned())),
        };
        written.map_err(refused)
    }
}

/// What stands where the certificate shall be.
enum There {
    Nothing,
    /// The certificate of an earlier start, or nothing in a file.
    Earlier,
    Other,
}

/// A wrong name must not cost anybody a file: neither one of another kind, nor the certificates that somebody else's
/// authorities are trusted by.
fn there(path: &Path) -> io::Result<There> {
    let content = match fs::read(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(There::Nothing),
        content => content?,
    };
    let blocks = pem::parse_many(&content).unwrap_or_default();
    let earlier = !blocks.is_empty() && blocks.iter().all(is_of_a_directory);
    Ok(if earlier || content.is_empty() {
        There::Earlier
    } else {
        There::Other
    })
}

/// By the name that stands in it.
fn is_of_a_directory(block: &Pem) -> bool {
    let name = AUTHORITY.as_bytes();
    let mut parts = block.contents().windows(name.len());
    block.tag() == "CERTIFICATE" && parts.any(|part| part == name)
}

/// Follows no link to where there is nothing: it would be a file in another place.
fn create(path: &Path, pem: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(pem.as_bytes())
}

/// An authority that can vouch for this machine's own names and for no other, should it be trusted too widely.
fn authority() -> Result<CertifiedIssuer<'static, KeyPair>, rcgen::Error> {
    let mut params = params(AUTHORITY);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params.name_constraints = Some(NameConstraints {
        permitted_subtrees: own_names(),
        excluded_subtrees: Vec::new(),
    });
    CertifiedIssuer::self_signed(params, KeyPair::generate()?)
}

fn server(authority: &CertifiedIssuer<'_, KeyPair>) -> Result<ServerConfig, Cause> {
    let mut params = params("localhost");
    let [v4, v6] = ADDRESSES.map(SanType::IpAddress);
    params.subject_alt_names = vec![SanType::DnsName("localhost".try_into()?), v4, v6];
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    params.use_authority_key_identifier_extension = true;
    let key = KeyPair::generate()?;
    let certificate = params.signed_by(&key, authority)?;
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(key.serialize_der()));
    // Named here, so that an application with another one in its build does not make it ambiguous.
    let provider = Arc::new(aws_lc_rs::default_provider());
    let mut server = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(vec![certificate.der().clone()], key)?;
    server.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(server)
}

/// What both have in common. Clients look at the system's clock, so the directory's own does not matter here.
fn params(name: &str) -> CertificateParams {
    let mut params = CertificateParams::default();
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::CommonName, name);
    let now = i64::try_from(Clock::system().now()).unwrap_or_default();
    let now = OffsetDateTime::from_unix_timestamp(now).unwrap_or(OffsetDateTime::UNIX_EPOCH);
    params.not_before = now - Duration::DAY;
    params.not_after = now + LIFETIME;
    params
}

fn own_names() -> Vec<GeneralSubtree> {
    let [v4, v6] = ADDRESSES.map(|address| {
        let bits = if address.is_ipv4() { 32 } else { 128 };
        GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, bits))
    });
    vec![GeneralSubtree::DnsName("localhost".to_owned()), v4, v6]
}

const AUTHORITY: &str = "rolecall development directory, good on this machine alone";
const ADDRESSES: [IpAddr; 2] = [
    IpAddr::V4(Ipv4Addr::LOCALHOST),
    IpAddr::V6(Ipv6Addr::LOCALHOST),
];
/// A directory is started anew long before that, and then has another authority.
const LIFETIME: Duration = Duration::days(30);
