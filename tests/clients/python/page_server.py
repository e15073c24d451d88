"""Serves the page of a single-page application, and MSAL's builds for browsers as they come."""

import json
from pathlib import Path
from urllib.parse import urlsplit

from server import Server

HERE = Path(__file__).resolve().parent / "page"
LIBRARY = HERE.parents[1] / "node/node_modules/@azure/msal-browser/lib"
FILES = {
    "/": HERE / "index.html",
    "/signed-in": HERE / "signed-in.html",
    "/msal-browser.min.js": LIBRARY / "msal-browser.min.js",
    "/msal-redirect-bridge.min.js": LIBRARY / "redirect-bridge/msal-redirect-bridge.min.js",
}


class Page(Server):
    """On a free port of `localhost`, where browsers let pages use their cryptography."""

    def __init__(self, directory):
        super().__init__(lambda request: self._answer(request), "localhost")
        host = directory.url.removeprefix("https://")
        self.settings = {
            "auth": {
                "clientId": directory.apps["docs"].client_id,
                "authority": directory.authority,
                "knownAuthorities": [host],
                "redirectUri": f"{self.url}/signed-in",
                "postLogoutRedirectUri": f"{self.url}/",
            }
        }

    def _answer(self, request):
        path = urlsplit(request.path).path
        if path == "/settings.json":
            request.answer("application/json", json.dumps(self.settings).encode())
        elif file := FILES.get(path):
            kind = "text/javascript" if file.suffix == ".js" else "text/html"
            request.answer(kind, file.read_bytes())
        else:
            request.send_error(404)
