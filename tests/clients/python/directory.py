"""The directory as people run it, `rolecall directory --tls`, with who and what `directory.toml` names."""

import json
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import requests
from program import DEADLINE, ROOT, Process

BINARY = Path(os.environ.get("ROLECALL_BIN", ROOT / "target/debug/rolecall")).resolve()
PEOPLE = ROOT / "tests/clients/directory.toml"


class Directory(Process):
    """One directory on a free port. Its authority is for MSAL, its issuer for OpenID clients."""

    def __init__(self, folder):
        file = shutil.copy(PEOPLE, folder)
        command = [BINARY, "directory", "--listen", "127.0.0.1:0", "--tls", "--json", "--file", file]
        command += ["--ca-file", folder / "directory-ca.pem"]
        super().__init__(command, {}, folder, rb"(\{.*\})\n")
        said = json.loads(self.said)
        self.url = said["url"]
        self.tenant = said["tenant_id"]
        self.application = said["client_id"]
        self.ca = str(folder / said["ca_file"])
        self.apps = {app["name"]: SimpleNamespace(**app) for app in said["apps"]}
        self.users = {user["name"]: SimpleNamespace(**user) for user in said["users"]}
        self.authority = f"{self.url}/{self.tenant}"
        self.issuer = f"{self.authority}/v2.0"

    @property
    def settings(self):
        """What makes `documents` believe this directory."""
        return {
            "AAD_TENANT_ID": self.tenant,
            "AAD_CLIENT_ID": self.application,
            "AAD_AUTHORITY": self.url,
            "AAD_CA_FILE": self.ca,
        }

    def scope(self, name, app=None):
        """The full name of a scope: of the protected application, or of another."""
        return f"api://{app or self.application}/{name}"

    def session(self):
        """Somebody who believes the directory's certificate, and nothing that the machine's environment says."""
        session = requests.Session()
        session.trust_env = False
        session.verify = self.ca
        return session

    def says(self, path, **form):
        """Presses one of the directory's own buttons, as a program does."""
        url = f"{self.url}/_directory/{path}"
        answer = self.session().post(url, data=form, timeout=DEADLINE)
        assert answer.status_code < 300, answer.text
        return answer
