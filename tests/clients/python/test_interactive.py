"""The one call that does all: MSAL opens a browser, and waits at a loopback port for what comes back."""

import threading
import webbrowser

import pytest
from rights import READS, WRITES, rights


class Driver(webbrowser.BaseBrowser):
    """The browser that Python opens: somebody signs in there, while MSAL waits."""

    def __init__(self, browser, user):
        super().__init__("driver")
        self.browser = browser
        self.user = user

    def open(self, url, new=0, autoraise=True):
        threading.Thread(target=self._drive, args=(url,)).start()
        return True

    def _drive(self, url):
        signs_in = self.browser.signs_in if self.user else self.browser.declines
        signs_in(*filter(None, (url, self.user))).deliver()


@pytest.fixture
def opened(browser, monkeypatch):
    """From now on, this user sits at the browser that is opened; or somebody who gives up."""

    def sit_down(user):
        monkeypatch.setenv("BROWSER", "driver")
        monkeypatch.setattr(webbrowser, "_tryorder", ["driver"])
        monkeypatch.setitem(webbrowser._browsers, "driver", [None, Driver(browser, user)])

    return sit_down


def test_a_user_signs_in(public, opened, scopes, documents):
    opened("editor")
    launched = []
    result = public().acquire_token_interactive(
        scopes,
        prompt="select_account",
        login_hint="editor@directory.test",
        max_age=300,
        timeout=30,
        extra_scopes_to_consent=["https://graph.microsoft.com/User.Read"],
        on_before_launching_ui=lambda ui, **_: launched.append(ui),
    )
    assert rights(documents, result) == WRITES
    assert launched == ["browser"]


def test_a_user_agrees_to_more_than_was_agreed_before(public, opened, scopes, documents):
    opened("viewer")
    assert rights(documents, public("reader").acquire_token_interactive(scopes, timeout=30)) == READS


def test_a_user_gives_up(public, opened, scopes):
    opened(None)
    result = public().acquire_token_interactive(scopes, timeout=30)
    assert result["error"] == "access_denied"
