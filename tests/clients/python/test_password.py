"""The password grant, which MSAL still has. It asks first where the user is at home."""

import pytest
from network import led
from rights import READS, WRITES, is_refused, rights

pytestmark = pytest.mark.filterwarnings("ignore:This API has been deprecated:DeprecationWarning")


@pytest.fixture
def terminal(public, directory):
    session, asked = led(directory, "localhost", "127.0.0.1")
    terminal = public(http_client=session)
    terminal.asked = asked
    return terminal


def test_a_password_signs_in(terminal, scopes, documents):
    result = terminal.acquire_token_by_username_password("editor@directory.test", "correct horse", scopes)
    assert rights(documents, result) == WRITES
    assert "/common/userrealm/editor@directory.test" in terminal.asked
    assert terminal.acquire_token_silent(scopes, terminal.get_accounts()[0])["token_source"] == "cache"


def test_a_password_is_there_by_default(terminal, scopes, documents):
    result = terminal.acquire_token_by_username_password("viewer@directory.test", "password", scopes)
    assert rights(documents, result) == READS


def test_a_web_application_can_do_it_too(confidential, directory, scopes, documents):
    session, _ = led(directory, "localhost", "127.0.0.1")
    portal = confidential("portal", http_client=session)
    result = portal.acquire_token_by_username_password("viewer@directory.test", "password", scopes)
    assert rights(documents, result) == READS


def test_a_wrong_password_does_not(terminal, scopes):
    result = terminal.acquire_token_by_username_password("editor@directory.test", "password", scopes)
    is_refused(result, "invalid_grant", 50126)


def test_an_unknown_user_does_not(terminal, scopes):
    result = terminal.acquire_token_by_username_password("who@directory.test", "password", scopes)
    is_refused(result, "invalid_grant", 50034)


def test_it_needs_a_tenant(public, directory, scopes):
    session, _ = led(directory, "localhost", "127.0.0.1")
    terminal = public(http_client=session, authority=f"{directory.url}/common")
    result = terminal.acquire_token_by_username_password("viewer@directory.test", "password", scopes)
    assert result["error_codes"][0] in (9001023, 50059)
