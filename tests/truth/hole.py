"""A proxy in front of `documents` with a hole in it: what a checker of holes has to find."""

import json

import requests
from server import Server

HOP = {"connection", "content-length", "host", "keep-alive", "transfer-encoding"}


class Proxy(Server):
    """Passes everything on as it is."""

    def __init__(self, behind):
        self.behind = behind
        self.session = requests.Session()
        self.session.trust_env = False
        super().__init__(lambda request: self._pass_on(request))
        served = self.server.RequestHandlerClass
        # Whatever the method: some are tried that no server knows.
        served.__getattr__ = lambda handler, name: handler.do_GET if name.startswith("do_") else object.__getattribute__(handler, name)

    def headers_of(self, request):
        return {name: value for name, value in request.headers.items() if name.lower() not in HOP}

    def document(self, body):
        return body

    def _pass_on(self, request):
        body = request.rfile.read(int(request.headers.get("content-length") or 0))
        answer = self.session.request(
            request.command, self.behind + request.path, headers=self.headers_of(request), data=body, timeout=30
        )
        content = answer.content
        if request.path == "/openapi.json":
            content = self.document(content)
        request.send_response(answer.status_code)
        for name, value in answer.headers.items():
            if name.lower() not in HOP | {"content-encoding", "date", "server"}:
                request.send_header(name, value)
        request.send_header("content-length", str(len(content)))
        request.end_headers()
        if request.command != "HEAD":
            request.wfile.write(content)


class Open(Proxy):
    """Lets everybody read the audit trail, as an administrator would."""

    def __init__(self, behind, token):
        self.token = token
        super().__init__(behind)

    def headers_of(self, request):
        headers = super().headers_of(request)
        if request.path.startswith("/audit"):
            headers = {name: value for name, value in headers.items() if name.lower() != "authorization"}
            headers["Authorization"] = f"Bearer {self.token}"
        return headers


class Lying(Proxy):
    """Says that `/health` needs a token, which it does not."""

    def document(self, body):
        document = json.loads(body)
        document["paths"]["/health"]["get"]["security"] = [{"bearer": []}]
        return json.dumps(document).encode()
