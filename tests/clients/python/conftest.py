"""MSAL for Python at the directory: one directory and one `documents` for all, a fresh MSAL application for each case.

Every public way of MSAL to a token is tried, but for those that ask another server than an authority: managed identity,
Cloud Shell, the regional endpoints that are Microsoft's own, a broker (and with it proof of possession), a federated
identity provider of WS-Trust.
"""

import os

import msal
import pytest
from browser import Browser
from certificate import Certificate
from directory import Directory
from program import Program

# What the machine says of its own network is for its own network.
for name in ("REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "SSL_CERT_FILE", "MSAL_FORCE_REGION"):
    os.environ.pop(name, None)
for name in ("http_proxy", "https_proxy", "all_proxy"):
    os.environ.pop(name, None)
    os.environ.pop(name.upper(), None)

REDIRECT = "http://localhost:5173/signed-in"


@pytest.fixture(scope="session")
def certificate():
    """The one that the directory knows."""
    return Certificate()


@pytest.fixture(scope="session")
def directory(certificate, tmp_path_factory):
    folder = tmp_path_factory.mktemp("directory")
    (folder / "robot.pem").write_text(certificate.pem)
    directory = Directory(folder)
    yield directory
    directory.kill()


@pytest.fixture(scope="session")
def documents(directory, tmp_path_factory):
    program = Program(directory.settings, tmp_path_factory.mktemp("documents"))
    yield program
    program.kill()


@pytest.fixture
def browser(directory):
    """In which nobody is signed in yet."""
    return Browser(directory)


@pytest.fixture
def settings(directory):
    """What MSAL has to be told of a directory on this machine."""
    return {"authority": directory.authority, "instance_discovery": False, "verify": directory.ca}


@pytest.fixture
def public(directory, settings):
    """MSAL in a client that keeps no secret. It remembers refusals for a minute: each case has its own."""

    def client(name="terminal", **changes):
        return msal.PublicClientApplication(directory.apps[name].client_id, **settings | changes)

    return client


@pytest.fixture
def confidential(directory, settings):
    """MSAL in a client that proves itself, by its secret unless the case says otherwise."""

    def client(name, credential=None, **changes):
        app = directory.apps[name]
        credential = credential or app.secret
        return msal.ConfidentialClientApplication(app.client_id, credential, **settings | changes)

    return client


@pytest.fixture
def scopes(directory):
    """Everything that users can do with documents."""
    return [directory.scope("Documents.Read"), directory.scope("Documents.ReadWrite")]


@pytest.fixture
def signed_in(browser, scopes):
    """What a client has once a user has signed in through it, by code."""

    def sign_in(client, user, asked=None, **how):
        flow = client.initiate_auth_code_flow(asked or scopes, redirect_uri=REDIRECT, **how)
        answer = browser.signs_in(flow["auth_uri"], user)
        return client.acquire_token_by_auth_code_flow(flow, answer.parameters)

    return sign_in


@pytest.fixture
def clock(directory):
    """Moves the directory's time ahead, for as long as the case lasts."""
    yield lambda seconds: directory.says("clock", ahead=seconds)
    directory.says("clock", ahead=0)
