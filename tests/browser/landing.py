"""The pages of an application on this machine: wherever a browser lands, it is noted with what it brought."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, urlsplit

PAGE = b'<!doctype html><html lang="en"><title>Landed</title><h1>Landed</h1></html>'


class Landing:
    """Serves every path, and remembers each visit as method, path and parameters."""

    def __init__(self):
        self.visits = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def at(self, path):
        """The visits to a path: what each brought, and how."""
        return [(method, brought) for method, where, brought in self.visits if where == path]

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def _handler(self):
        visits = self.visits

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._landed(urlsplit(self.path).query)

            def do_POST(self):
                length = int(self.headers["content-length"])
                self._landed(self.rfile.read(length).decode())

            def _landed(self, brought):
                path = urlsplit(self.path).path
                if path != "/favicon.ico":
                    visits.append((self.command, path, dict(parse_qsl(brought))))
                self.send_response(200)
                self.send_header("content-type", "text/html")
                self.end_headers()
                self.wfile.write(PAGE)

            def log_message(self, *_):
                pass

        return Handler
