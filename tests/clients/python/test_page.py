"""MSAL in a browser: a single-page application in Chromium, which fetches its tokens across origins."""

import base64
import hashlib
import json
import ssl
from urllib.parse import urlsplit

import pytest
from chromium import Chromium
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from page_server import Page
from rights import READS, WRITES, rights


@pytest.fixture(scope="module")
def chromium(directory, tmp_path_factory):
    profile = tmp_path_factory.mktemp("profile")
    chromium = Chromium(profile, f"--ignore-certificate-errors-spki-list={key_of(directory)}")
    yield chromium
    chromium.close()


@pytest.fixture(scope="module")
def served(directory):
    page = Page(directory)
    yield page
    page.close()


@pytest.fixture
def page(chromium, served, directory):
    """The page, opened by somebody who has never been there."""
    chromium.reset()
    for origin in (served.url, directory.url):
        chromium._cdp("Storage.clearDataForOrigin", origin=origin, storageTypes="all")
    chromium.open(served.url)
    # MSAL keeps its tokens with the tab, which outlives the case.
    chromium.run("sessionStorage.clear()")
    chromium.open(served.url)
    return chromium


def key_of(directory):
    """The one key of a stranger that the browser shall believe."""
    parts = urlsplit(directory.url)
    pem = ssl.get_server_certificate((parts.hostname, parts.port))
    key = x509.load_pem_x509_certificate(pem.encode()).public_key()
    der = key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return base64.b64encode(hashlib.sha256(der).digest()).decode()


def call(page, body):
    """What a promise in the page comes to. `app` is MSAL there, `brought` what a redirect brought."""
    script = f"""
      const done = arguments[arguments.length - 1];
      const told = (result) => done(JSON.stringify(result ?? null));
      started.then(async ({{ app, brought }}) => {{ {body} }}).then(told, (error) => told({{ error: String(error) }}));
    """
    return json.loads(page.driver.execute_async_script(script))


def begin(page, body):
    """Starts what leads away from the page, or opens another."""
    page.run(f"started.then(({{ app }}) => {{ {body} }})")


def worth(documents, result):
    assert "error" not in result, result
    return rights(documents, {"access_token": result["accessToken"]})


def asked(scopes, **more):
    return json.dumps({"scopes": scopes} | more)


def signs_in(page, name, served, scopes, **more):
    """By redirect: away to the directory, and back with an answer."""
    begin(page, f"app.loginRedirect({asked(scopes, **more)})")
    page.click(name)
    page.until(lambda: page.url == f"{served.url}/")
    return call(page, "app.setActiveAccount(brought.account); return brought;")


def test_a_user_signs_in_by_redirect(page, served, scopes, documents):
    result = signs_in(page, "Edgar Editor", served, scopes)
    assert worth(documents, result) == WRITES
    assert result["account"]["username"] == "editor@directory.test"


def test_a_token_is_kept_and_refreshed(page, served, scopes, documents):
    first = signs_in(page, "Vera Viewer", served, scopes)
    kept = call(page, f"return app.acquireTokenSilent({asked(scopes)});")
    assert (kept["fromCache"], kept["accessToken"]) == (True, first["accessToken"])
    fresh = call(page, f"return app.acquireTokenSilent({asked(scopes, forceRefresh=True)});")
    assert not fresh["fromCache"]
    assert worth(documents, fresh) == READS


def test_a_user_signs_in_in_another_window(page, served, scopes, documents):
    page.run(f"window.popup = started.then(({{ app }}) => app.loginPopup({asked(scopes)}))")
    own = page.driver.current_window_handle
    page.until(lambda: len(page.driver.window_handles) == 2)
    [other] = set(page.driver.window_handles) - {own}
    page.driver.switch_to.window(other)
    page.one_saying("Vera Viewer").click()
    page.driver.switch_to.window(own)
    assert worth(documents, call(page, "return window.popup;")) == READS


def test_who_gives_up_is_told_of_as_such(page, served, scopes):
    begin(page, f"app.loginRedirect({asked(scopes)})")
    page.click("Cancel")
    page.until(lambda: page.url == f"{served.url}/")
    assert "access_denied" in call(page, "return brought;")["error"]


def test_a_frame_on_another_site_knows_nobody(page, served, scopes):
    """The page is `http`, the directory `https`: the session's cookie stays out of the frame, and MSAL is told so."""
    signs_in(page, "Edgar Editor", served, scopes)
    page.run("sessionStorage.clear()")
    page.open(served.url)
    result = call(page, f"return app.ssoSilent({asked(scopes, loginHint='editor@directory.test')});")
    assert result["error"].startswith("InteractionRequiredAuthError: login_required: AADSTS50058: ")


def test_who_signs_out_is_signed_out(page, served, scopes):
    signs_in(page, "Edgar Editor", served, scopes)
    begin(page, "app.logoutRedirect({ account: app.getAllAccounts()[0] })")
    page.until(lambda: page.url.startswith(f"{served.url}/?state="))
    assert call(page, "return app.getAllAccounts();") == []
    begin(page, f"app.loginRedirect({asked(scopes)})")
    assert page.one_saying("Vera Viewer")
