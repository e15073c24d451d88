"""Serves the page of a single-page application, and MSAL's builds for browsers as they come."""

import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

HERE = Path(__file__).resolve().parent / "page"
LIBRARY = HERE.parents[1] / "node/node_modules/@azure/msal-browser/lib"
FILES = {
    "/": HERE / "index.html",
    "/signed-in": HERE / "signed-in.html",
    "/msal-browser.min.js": LIBRARY / "msal-browser.min.js",
    "/msal-redirect-bridge.min.js": LIBRARY / "redirect-bridge/msal-redirect-bridge.min.js",
}


class Page:
    """On a free port of `localhost`, where browsers let pages use their cryptography."""

    def __init__(self, directory):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://localhost:{self.server.server_port}"
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
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def _handler(self):
        page = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                path = urlsplit(self.path).path
                if path == "/settings.json":
                    self._answer("application/json", json.dumps(page.settings).encode())
                elif file := FILES.get(path):
                    kind = "text/javascript" if file.suffix == ".js" else "text/html"
                    self._answer(kind, file.read_bytes())
                else:
                    self.send_error(404)

            def _answer(self, kind, body):
                self.send_response(200)
                self.send_header("content-type", kind)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        return Handler
