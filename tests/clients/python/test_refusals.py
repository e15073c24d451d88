"""What is refused before anybody signs in, and where the answer goes."""

import uuid

import msal
import pytest
from browser import Browser
from conftest import REDIRECT
from rights import READS, WRITES, rights


def asked(client, browser, scopes, redirect=REDIRECT):
    """What a browser gets that opens a request which needs no hand to be refused."""
    return browser.opens(client.initiate_auth_code_flow(scopes, redirect_uri=redirect)["auth_uri"])


@pytest.mark.parametrize(
    ("scope", "error", "number"),
    [
        ("api://{app}/Documents.Nothing", "invalid_scope", 650053),
        ("access_as_user", "invalid_scope", 650053),
        ("api://12345678-1234-4234-8234-123456789012/x", "invalid_resource", 500011),
    ],
)
def test_a_scope_that_is_not_there_is_refused(public, browser, directory, scope, error, number):
    answer = asked(public(), browser, [scope.format(app=directory.application)])
    assert answer["error"] == error
    assert answer["error_description"].startswith(f"AADSTS{number}: ")
    assert answer["state"]


def test_default_stands_alone(public, browser, directory):
    scopes = [directory.scope(".default"), directory.scope("Documents.Read")]
    assert asked(public(), browser, scopes)["error"] == "invalid_scope"


@pytest.mark.parametrize(
    "redirect", ["https://app.example/signed-in", "http://localhost/elsewhere"]
)
def test_nothing_is_sent_to_where_nobody_asked_for_it(confidential, browser, scopes, redirect):
    page = asked(confidential("portal"), browser, scopes, redirect)
    assert page.status_code == 400
    assert "AADSTS50011" in page.text


def test_an_unknown_client_is_told_so_on_the_page(browser, settings, scopes):
    stranger = msal.PublicClientApplication(str(uuid.uuid4()), **settings)
    page = asked(stranger, browser, scopes)
    assert page.status_code == 400
    assert "AADSTS700016" in page.text


def test_users_are_asked_for_what_they_have_not_agreed_to(
    public, browser, directory, scopes, documents
):
    reader = public("reader")
    flow = reader.initiate_auth_code_flow(scopes, redirect_uri=REDIRECT)
    no = Browser(directory).signs_in(flow["auth_uri"], "admin", consent="cancel")
    assert no["error"] == "access_denied"
    assert no["error_description"].startswith("AADSTS65004: ")
    yes = browser.signs_in(flow["auth_uri"], "editor", consent="accept")
    result = reader.acquire_token_by_auth_code_flow(flow, yes.parameters)
    assert rights(documents, result) == WRITES


def test_users_are_asked_once(public, browser, scopes, signed_in):
    reader = public("reader")
    signed_in(reader, "guest")
    flow = reader.initiate_auth_code_flow(scopes, redirect_uri=REDIRECT, prompt="none")
    assert "code" in browser.opens(flow["auth_uri"]).parameters


def test_without_a_hand_nobody_agrees(public, browser, signed_in, scopes, directory):
    signed_in(public(), "nobody")
    reader = public("reader")
    flow = reader.initiate_auth_code_flow(scopes, redirect_uri=REDIRECT, prompt="none")
    answer = browser.opens(flow["auth_uri"])
    assert answer["error"] in ("consent_required", "interaction_required", "invalid_grant")
    assert answer["error_description"].startswith("AADSTS65001: ")


class FromPage:
    """What a single-page application adds to its requests, and a program does not."""

    origin = "http://localhost:5173"

    @classmethod
    def session(cls, directory):
        session = directory.session()
        session.headers["origin"] = cls.origin
        return session


def test_a_single_page_redeems_from_its_page(public, signed_in, directory, documents):
    page = public("docs", http_client=FromPage.session(directory))
    result = signed_in(page, "viewer")
    assert rights(documents, result) == READS
    again = page.acquire_token_by_refresh_token(result["refresh_token"], result["scope"].split()[:1])
    assert rights(documents, again) == READS


def test_a_single_page_redeems_nowhere_else(public, signed_in):
    result = signed_in(public("docs"), "viewer")
    assert (result["error"], result["error_codes"]) == ("invalid_request", [9002327])


def test_a_program_does_not_redeem_from_a_page(public, signed_in, directory):
    result = signed_in(public(http_client=FromPage.session(directory)), "viewer")
    assert (result["error"], result["error_codes"]) == ("invalid_request", [9002326])
