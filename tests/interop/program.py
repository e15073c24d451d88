"""The built `documents`, running against an authority, and callers of it."""

import os
import re
import select
import subprocess
import time
from pathlib import Path

import requests

ROOT = Path(__file__).resolve().parents[2]
BINARY = Path(os.environ.get("DOCUMENTS_BIN", ROOT / "target/debug/documents")).resolve()
DEADLINE = 30


class Process:
    """A program of ours in a folder, of whose output one line is waited for."""

    def __init__(self, command, settings, folder, awaited):
        ours = ("AAD_", "DIRECTORY_", "DOCUMENTS_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        self.process = subprocess.Popen(
            command, cwd=folder, env=kept | settings, stdout=subprocess.PIPE
        )
        self.said = self._said(awaited)

    def kill(self):
        """Without warning: no file is closed, nothing is written."""
        self.process.kill()
        self.process.wait(DEADLINE)
        self.process.stdout.close()

    def _said(self, awaited):
        printed, end = b"", time.monotonic() + DEADLINE
        while time.monotonic() < end:
            ready, _, _ = select.select([self.process.stdout], [], [], end - time.monotonic())
            read = os.read(self.process.stdout.fileno(), 65536) if ready else b""
            printed += read
            if found := re.search(awaited, printed):
                self.printed = printed.decode()
                return found.group(1).decode()
            if not read:
                break
        self.kill()
        raise AssertionError(f"{self.process.args} did not start; it printed {printed!r}")


class Program(Process):
    """`documents` on a free port, with its file in a folder."""

    def __init__(self, authority, folder):
        place = {
            "DOCUMENTS_LISTEN": "127.0.0.1:0",
            "DOCUMENTS_DB": str(folder / "documents.db"),
        }
        super().__init__([BINARY], authority | place, folder, rb"documents +(http://\S+)\n")
        self.url = self.said
        assert self.anonymous().get("/health").text == "ok"

    def anonymous(self):
        return Caller(self.url)

    def caller(self, token):
        return Caller(self.url, token)


class Caller:
    """Somebody who sends requests, with a token or without one."""

    def __init__(self, url, token=None):
        self.url = url
        self.session = requests.Session()
        # No proxy stands between two programs on one machine.
        self.session.trust_env = False
        # Who is refused before the body is read loses the connection too, and would meet that at the next request.
        self.session.headers["connection"] = "close"
        if token is not None:
            self.session.headers["authorization"] = f"Bearer {token}"

    def get(self, path):
        return self._send("GET", path)

    def post(self, path, title):
        return self._send("POST", path, json={"title": title, "body": "We met."})

    def put(self, path, title):
        return self._send("PUT", path, json={"title": title, "body": "We met."})

    def delete(self, path):
        return self._send("DELETE", path)

    def writes(self, title):
        """Creates a document, and gives its path."""
        created = self.post("/documents", title)
        assert created.status_code == 201, created.text
        return f"/documents/{created.json()['id']}"

    def _send(self, method, path, **more):
        return self.session.request(method, self.url + path, timeout=DEADLINE, **more)
