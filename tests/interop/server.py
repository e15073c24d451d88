"""A small server on a free port of this machine, in a thread of its own, for whatever a suite has to publish."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


class Server:
    """Hands every request to `answers`, as a method of a `Handler`."""

    def __init__(self, answers, host="127.0.0.1"):
        served = {"do_GET": answers, "do_POST": answers}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), type("Answers", (Handler,), served))
        self.url = f"http://{host}:{self.server.server_port}"
        Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class Handler(BaseHTTPRequestHandler):
    """Answers whole, and says nothing of it."""

    def answer(self, kind, body, status=200):
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass
