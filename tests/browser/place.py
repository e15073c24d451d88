"""A running directory, with people and applications of its own, and what a client asks of it."""

import base64
import hashlib
import re
import uuid
from urllib.parse import urlencode

import requests
from program import BINARY, DEADLINE, Process

VERIFIER = "v" * 43

PEOPLE = """
application = "Documents"

[[user]]
name = "editor"
display_name = "Edgar Editor"
roles = ["Editor"]

[[user]]
name = "viewer"
display_name = "Vera Viewer"
roles = ["Viewer"]

[[user]]
name = "admin"
display_name = "Ada Admin"
roles = ["Documents.Admin", "Auditor"]

[[user]]
name = "guest"
display_name = "Gita Guest"
guest = "partner.example"

[[user]]
name = "a.person.with.a.very.long.name.indeed.as.some.people.have"
display_name = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh Adolph"

[[app]]
name = "portal"
display_name = "Portal"
kind = "web"
logout_url = "{landing}/gone"

[[app]]
name = "docs"
display_name = "Docs"
kind = "single_page"

[[app]]
name = "limited"
display_name = "Curious Notebook"
kind = "public"
consented = ["Documents.Read"]
"""


class Place(Process):
    """`documents` on free ports, with its directory."""

    def __init__(self, folder, landing):
        (folder / "people.toml").write_text(PEOPLE.replace("{landing}", landing.url))
        settings = {
            "DIRECTORY_FILE": "people.toml",
            "DIRECTORY_LISTEN": "127.0.0.1:0",
            "DOCUMENTS_LISTEN": "127.0.0.1:0",
            "DOCUMENTS_DB": "documents.db",
        }
        super().__init__([BINARY], settings, folder, rb"directory +(http://\S+) ")
        self.url = self.said
        self.application = re.search(r"documents +(http://\S+)", self.printed).group(1)
        self.landing = landing
        self.session = requests.Session()
        # No proxy stands between two programs on one machine.
        self.session.trust_env = False
        issuer = self.get("/directory.test/v2.0/.well-known/openid-configuration").json()["issuer"]
        self.tenant = issuer.split("/")[3]

    def get(self, path):
        return self.session.get(self.url + path, timeout=DEADLINE)

    def client(self, name):
        return str(uuid.uuid5(uuid.UUID(self.tenant), f"client\n{name}"))

    def scope(self, name):
        application = uuid.uuid5(uuid.UUID(self.tenant), "application\nDocuments")
        return f"api://{application}/{name}"

    def authorize(self, client="portal", **changes):
        """The URL that a client sends a browser to."""
        challenge = hashlib.sha256(VERIFIER.encode()).digest()
        asked = {
            "client_id": self.client(client),
            "response_type": "code",
            "redirect_uri": f"{self.landing.url}/callback",
            "scope": "openid profile offline_access",
            "state": "s|1",
            "nonce": "n",
            "code_challenge": base64.urlsafe_b64encode(challenge).rstrip(b"=").decode(),
            "code_challenge_method": "S256",
        }
        return self.endpoint("authorize") + "?" + urlencode(asked | changes)

    def endpoint(self, name):
        return f"{self.url}/{self.tenant}/oauth2/v2.0/{name}"

    def device(self, scope="openid profile"):
        """What a device is told that begins a sign-in."""
        form = {"client_id": self.client("limited"), "scope": scope}
        return self._json("devicecode", form)

    def polled(self, device):
        """What it is told when it asks whether somebody has signed in."""
        grant = "urn:ietf:params:oauth:grant-type:device_code"
        form = {"client_id": self.client("limited"), "grant_type": grant}
        return self._json("token", form | {"device_code": device["device_code"]})

    def redeemed(self, code):
        """The tokens that the portal gets for a code."""
        form = {
            "client_id": self.client("portal"),
            "client_secret": "portal-secret",
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": VERIFIER,
            "redirect_uri": f"{self.landing.url}/callback",
        }
        return self._json("token", form)

    def says(self, path, **form):
        """Presses one of the directory's own buttons, as a program does."""
        url = f"{self.url}/_directory/{path}"
        answer = self.session.post(url, data=form, timeout=DEADLINE)
        assert answer.status_code < 300, answer.text

    def _json(self, endpoint, form):
        return self.session.post(self.endpoint(endpoint), data=form, timeout=DEADLINE).json()
