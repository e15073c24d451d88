"""An authority that is none of ours: PyJWT signs, http.server publishes, both in the shape of Microsoft Entra ID."""

import base64
import json
import time
import uuid

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from jwt.algorithms import HMACAlgorithm, RSAAlgorithm
from server import Server

HOUR = 3600


class Key:
    """A signing key with the name that it is published under."""

    def __init__(self):
        self.id = base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode()
        self.private = rsa.generate_private_key(public_exponent=65537, key_size=2048)

    def published(self, issuer):
        """As a member of Entra's key set: without `alg`, with members that OpenID does not know."""
        numbers = RSAAlgorithm.to_jwk(self.private.public_key(), as_dict=True)
        return {
            "kty": "RSA",
            "use": "sig",
            "kid": self.id,
            "x5t": self.id,
            "n": numbers["n"],
            "e": numbers["e"],
            "cloud_instance_name": "microsoftonline.com",
            "issuer": issuer,
        }


class Entra(Server):
    """One tenant with one application, whose metadata and keys are served on a free loopback port."""

    def __init__(self):
        self.tenant = str(uuid.uuid4())
        self.application = str(uuid.uuid4())
        self.key = Key()
        super().__init__(lambda request: self._answer(request))

    @property
    def issuer(self):
        return issuer_of(self.tenant)

    @property
    def metadata_url(self):
        return f"{self.url}/{self.tenant}/v2.0/.well-known/openid-configuration"

    @property
    def settings(self):
        """What makes a program believe this authority."""
        return {
            "AAD_TENANT_ID": self.tenant,
            "AAD_CLIENT_ID": self.application,
            "AAD_METADATA_URL": self.metadata_url,
        }

    def user(self, *roles, scopes="Documents.Read Documents.ReadWrite", **changes):
        """The claims of a delegated token: a person, through a client application."""
        person = str(uuid.uuid4())
        return self._claims(roles, oid=person, scp=scopes, name="Someone", **changes)

    def daemon(self, *roles, **changes):
        """The claims of an app-only token: an application in its own name."""
        principal = str(uuid.uuid4())
        return self._claims(roles, oid=principal, sub=principal, idtyp="app", azpacr="1", **changes)

    def sign(self, claims, key=None):
        key = key or self.key
        return jwt.encode(claims, key.private, algorithm="RS256", headers={"kid": key.id})

    def leave_unsigned(self, claims):
        return jwt.encode(claims, None, algorithm="none", headers={"kid": self.key.id})

    def sign_with_what_is_public(self, claims):
        """HS256, with the bytes of the public key for a secret. PyJWT has to be talked into it."""
        public = self.key.private.public_key()
        secret = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return careless().encode(
            json.dumps(claims).encode(), secret, algorithm="HS256", headers={"kid": self.key.id}
        )

    def _claims(self, roles, **changes):
        now = int(time.time())
        claims = {
            "aud": self.application,
            "iss": self.issuer,
            "iat": now,
            "nbf": now,
            "exp": now + HOUR,
            "aio": "AXQAi/8TAAAA",
            "azp": str(uuid.uuid4()),
            "azpacr": "0",
            "rh": "0.AAAA.",
            "sub": base64.urlsafe_b64encode(uuid.uuid4().bytes).rstrip(b"=").decode(),
            "tid": self.tenant,
            "uti": "uti",
            "ver": "2.0",
        }
        if roles:
            claims["roles"] = list(roles)
        return claims | changes

    def _answer(self, request):
        document = self._documents().get(request.path)
        body = json.dumps(document).encode()
        request.answer("application/json; charset=utf-8", body, 200 if document else 404)

    def _documents(self):
        keys = f"/{self.tenant}/discovery/v2.0/keys"
        real = f"https://login.microsoftonline.com/{self.tenant}"
        return {
            f"/{self.tenant}/v2.0/.well-known/openid-configuration": {
                "issuer": self.issuer,
                "authorization_endpoint": f"{real}/oauth2/v2.0/authorize",
                "token_endpoint": f"{real}/oauth2/v2.0/token",
                "jwks_uri": f"{self.url}{keys}",
                "response_types_supported": ["code", "id_token"],
                "subject_types_supported": ["pairwise"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "cloud_instance_name": "microsoftonline.com",
                "tenant_region_scope": "EU",
            },
            keys: {"keys": [self.key.published(self.issuer), Key().published(self.issuer)]},
        }


def issuer_of(tenant):
    return f"https://login.microsoftonline.com/{tenant}/v2.0"


def careless():
    """A signer that takes anything for a shared secret."""

    class Careless(HMACAlgorithm):
        def prepare_key(self, key):
            return key

        def check_key_length(self, key):
            return None

    signer = jwt.PyJWS()
    signer.unregister_algorithm("HS256")
    signer.register_algorithm("HS256", Careless(HMACAlgorithm.SHA256))
    return signer
