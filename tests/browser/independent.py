"""`documents` with an OpenID provider that is neither Entra nor ours: `oidc-provider`, a certified one, on Node."""

import os
import socket
from pathlib import Path

from program import BINARY, Process

FOLDER = Path(__file__).parent / "provider"
# It needs Node 22; `tests/run` says where one is.
NODE = os.environ.get("NODE_22", "node")


class Provider(Process):
    """The provider, which lets one documentation page sign people in."""

    def __init__(self, docs):
        super().__init__([NODE, FOLDER / "provider.mjs", docs], {}, FOLDER, rb"issuer (http://\S+) ")


class Independent(Process):
    """The application, which is configured by variables alone."""

    def __init__(self, folder):
        # The provider has to know the port before the application is there, and the application the provider.
        self.url = f"http://127.0.0.1:{free_port()}"
        self.provider = Provider(self.url)
        settings = {
            "AAD_AUTHORITY": self.provider.said,
            "AAD_CLIENT_ID": "documents",
            "AAD_API_AUDIENCE": "https://documents.test",
            "AAD_DOCS_CLIENT_ID": "docs",
            "DOCUMENTS_LISTEN": self.url.removeprefix("http://"),
            "DOCUMENTS_DB": "documents.db",
        }
        super().__init__([BINARY], settings, folder, rb"documents +(http://\S+)\n")

    def kill(self):
        super().kill()
        self.provider.kill()


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
