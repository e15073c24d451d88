"""The pages of an application on this machine: wherever a browser lands, it is noted with what it brought."""

from urllib.parse import parse_qsl

from server import Server

PAGE = b'<!doctype html><html lang="en"><title>Landed</title><h1>Landed</h1></html>'


class Landing(Server):
    """Serves every path, and remembers each visit as method, path and parameters."""

    def __init__(self):
        self.visits = []
        super().__init__(lambda request: self._landed(request))

    def at(self, path):
        """The visits to a path: what each brought, and how."""
        return [(method, brought) for method, where, brought in self.visits if where == path]

    def _landed(self, request):
        path, _, query = request.path.partition("?")
        if request.command == "POST":
            query = request.rfile.read(int(request.headers["content-length"])).decode()
        if path != "/favicon.ico":
            self.visits.append((request.command, path, dict(parse_qsl(query))))
        request.answer("text/html", PAGE)
