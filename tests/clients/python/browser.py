"""A person at a browser, over HTTP: reads the pages of the directory, presses their buttons, keeps their cookies."""

from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

import requests
from program import DEADLINE

STEPS = 10


class Browser:
    """Keeps the directory's cookies from page to page."""

    def __init__(self, directory):
        self.directory = directory
        self.session = directory.session()

    def signs_in(self, uri, user, consent="accept"):
        """Opens an authorization request, picks a user, answers the consent page, and ends where that leads."""
        return self._goes_on(self._get(uri), {"user": user, "consent": consent})

    def declines(self, uri):
        """Opens an authorization request, and leaves by the button that gives up."""
        return self._goes_on(self._get(uri), {"cancel": "1"})

    def opens(self, uri):
        """Opens an authorization request, which shall need no hand."""
        return self._goes_on(self._get(uri), {})

    def types(self, code, page, user, consent="accept"):
        """Types the code that a device shows, then signs in. The end is a page."""
        form = find(self._get(page), lambda form: "user_code" in form.fields)
        entered = self._submit(form, {"user_code": code})
        return self._goes_on(entered, {"user": user, "consent": consent})

    def _goes_on(self, page, wanted):
        """Presses the buttons of page after page, until an answer leaves the directory or nothing is left to press."""
        for _ in range(STEPS):
            if isinstance(page, Answer):
                return page
            pressed = self._press(page, wanted)
            if pressed is None:
                return page
            page = pressed
        raise AssertionError(f"still on its way after {STEPS} pages: {page.text}")

    def _press(self, page, wanted):
        for form in forms(page):
            if self._is_elsewhere(form.action):
                return Answer(form.action, form.fields, "POST")
            for name, value in form.buttons:
                if wanted.get(name) == value:
                    return self._submit(form, {name: value})
        return None

    def _submit(self, form, more):
        fields = form.fields | more
        if form.method == "get":
            return self._get(f"{form.action}?{requests.models.PreparedRequest._encode_params(fields)}")
        # A browser says from which page a form comes.
        origin = {"origin": self.directory.url, "sec-fetch-site": "same-origin"}
        return self._follow(self._send("POST", form.action, data=fields, headers=origin))

    def _get(self, uri):
        return self._follow(self._send("GET", uri))

    def _send(self, method, uri, **more):
        return self.session.request(
            method, uri, allow_redirects=False, timeout=DEADLINE, **more
        )

    def _follow(self, page):
        while page.is_redirect:
            goal = urljoin(page.url, page.headers["location"])
            if self._is_elsewhere(goal):
                return Answer.of(goal)
            page = self._send("GET", goal)
        return page

    def _is_elsewhere(self, uri):
        return not uri.startswith(f"{self.directory.url}/")


class Answer:
    """What a browser takes from the directory to a redirect URI."""

    def __init__(self, uri, parameters, method="GET"):
        self.uri = uri
        self.parameters = parameters
        self.method = method

    @classmethod
    def of(cls, goal):
        """By query or by fragment."""
        parts = urlsplit(goal)
        parameters = dict(parse_qsl(parts.query or parts.fragment, keep_blank_values=True))
        return cls(goal.split("?")[0].split("#")[0], parameters)

    def __getitem__(self, name):
        return self.parameters[name]

    def deliver(self):
        """Goes there, as the browser would."""
        session = requests.Session()
        session.trust_env = False
        way = {"data": self.parameters} if self.method == "POST" else {"params": self.parameters}
        return session.request(self.method, self.uri, timeout=DEADLINE, **way)


class Form:
    def __init__(self, action, method):
        self.action = action
        self.method = method
        self.fields = {}
        self.buttons = []


class Forms(HTMLParser):
    """The forms of a page, with the fields that are sent along and the buttons that are there to press."""

    def __init__(self, url):
        super().__init__()
        self.url = url
        self.found = []
        self.form = None

    def handle_starttag(self, tag, attributes):
        at = {name: value or "" for name, value in attributes}
        if tag == "form":
            action = urljoin(self.url, at.get("action") or self.url)
            self.form = Form(action, at.get("method", "get").lower())
            self.found.append(self.form)
        elif self.form is None or "name" not in at:
            return
        elif tag == "button" or at.get("type") == "submit":
            self.form.buttons.append((at["name"], at.get("value", "")))
        elif tag == "input":
            self.form.fields[at["name"]] = at.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None


def forms(page):
    reader = Forms(page.url)
    reader.feed(page.text)
    return reader.found


def find(page, fits):
    found = [form for form in forms(page) if fits(form)]
    assert found, page.text
    return found[0]
