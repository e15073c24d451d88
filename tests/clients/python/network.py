"""The one thing about a directory on a port of its own that MSAL for Python cannot be told: the port, in two calls."""

from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter


class Leads(HTTPAdapter):
    """Takes requests for a host to the directory, whatever port MSAL left out."""

    def __init__(self, directory):
        super().__init__()
        self.directory = directory
        self.asked = []

    def send(self, request, **how):
        parts = urlsplit(request.url)
        self.asked.append(parts.path)
        request.url = parts._replace(netloc=urlsplit(self.directory.url).netloc).geturl()
        return super().send(request, **how)


def led(directory, *hosts):
    """An HTTP client for MSAL in which these hosts are the directory; and what was asked there."""
    session = directory.session()
    leads = Leads(directory)
    for host in hosts:
        session.mount(f"https://{host}/", leads)
    return session, leads.asked
