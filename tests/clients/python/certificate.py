"""A certificate with its key, made at run time, in every form that MSAL takes one in."""

import uuid
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs12,
)

PASSPHRASE = b"for the tests alone"


class Certificate:
    """A self-signed one. The directory knows it where its PEM is named in the file."""

    def __init__(self):
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        name = x509.Name.from_rfc4514_string("CN=robot")
        today = datetime.now(UTC)
        self.certificate = (
            x509.CertificateBuilder(name, name, self.key.public_key(), x509.random_serial_number())
            .not_valid_before(today - timedelta(days=1))
            .not_valid_after(today + timedelta(days=1))
            .sign(self.key, hashes.SHA256())
        )

    @property
    def pem(self):
        return self.certificate.public_bytes(Encoding.PEM).decode()

    @property
    def private_pem(self):
        return self._private(NoEncryption())

    @property
    def locked_pem(self):
        return self._private(BestAvailableEncryption(PASSPHRASE))

    @property
    def sha1(self):
        return self.certificate.fingerprint(hashes.SHA1()).hex().upper()

    @property
    def sha256(self):
        return self.certificate.fingerprint(hashes.SHA256())

    def pfx(self, folder):
        """As a file, as certificate stores export one."""
        path = folder / f"{uuid.uuid4()}.pfx"
        locked = BestAvailableEncryption(PASSPHRASE)
        path.write_bytes(
            pkcs12.serialize_key_and_certificates(b"robot", self.key, self.certificate, None, locked)
        )
        return str(path)

    def _private(self, encryption):
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption).decode()
