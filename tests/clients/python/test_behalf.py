"""On behalf of: a web application is called with a user's token, and calls on with one of its own for that user."""

import msal
import pytest
from rights import READS, REFUSED, REMOVES, is_refused, rights, who


@pytest.fixture
def to_portal(public, signed_in, directory):
    """The token with which a user calls the portal."""
    scope = directory.scope("access_as_user", directory.apps["portal"].client_id)
    return lambda user: signed_in(public(), user, [scope])["access_token"]


def test_the_portal_calls_documents_for_its_user(
    confidential, to_portal, scopes, directory, documents
):
    token = to_portal("admin")
    assert rights(documents, {"access_token": token}) == REFUSED
    result = confidential("portal").acquire_token_on_behalf_of(token, scopes)
    assert rights(documents, result) == REMOVES
    person = directory.users["admin"].object_id
    assert who(documents, result)["key"] == f"{directory.tenant}/{person}"


def test_the_portal_asks_for_less_than_its_user_may(confidential, to_portal, scopes, documents):
    result = confidential("portal").acquire_token_on_behalf_of(to_portal("admin"), [scopes[0]])
    assert rights(documents, result) == READS


def test_a_certificate_is_as_good(confidential, to_portal, scopes, documents, certificate):
    credential = {"private_key": certificate.private_pem, "public_certificate": certificate.pem}
    portal = confidential("portal", credential)
    assert rights(documents, portal.acquire_token_on_behalf_of(to_portal("viewer"), scopes)) == READS


def test_the_portal_can_go_on_without_its_user(confidential, to_portal, scopes, documents):
    portal = confidential("portal")
    portal.acquire_token_on_behalf_of(to_portal("viewer"), scopes)
    [account] = portal.get_accounts("viewer@directory.test")
    result = portal.acquire_token_silent(scopes, account, force_refresh=True)
    assert rights(documents, result) == READS


def test_documents_calls_graph_for_its_user(public, signed_in, directory, settings, documents):
    token = signed_in(public(), "admin")["access_token"]
    middle = msal.ConfidentialClientApplication(directory.application, "Documents-secret", **settings)
    result = middle.acquire_token_on_behalf_of(token, ["https://graph.microsoft.com/GroupMember.Read.All"])
    assert "https://graph.microsoft.com/GroupMember.Read.All" in result["scope"]
    assert rights(documents, result) == REFUSED


def test_a_token_for_another_is_not_exchanged(confidential, public, signed_in, scopes):
    token = signed_in(public(), "admin")["access_token"]
    result = confidential("portal").acquire_token_on_behalf_of(token, scopes)
    is_refused(result, "invalid_grant", 500131)


def test_a_token_of_an_application_is_not_exchanged(confidential, directory, scopes):
    to_portal = directory.scope(".default", directory.apps["portal"].client_id)
    token = confidential("robot").acquire_token_for_client([to_portal])["access_token"]
    result = confidential("portal").acquire_token_on_behalf_of(token, scopes)
    assert "access_token" not in result
    assert result["error_codes"][0] in (7000114, 500131, 50013)


@pytest.mark.parametrize("forged", ["", "no token", None])
def test_what_is_no_token_is_not_exchanged(confidential, to_portal, scopes, forged):
    head, payload, _ = to_portal("viewer").split(".")
    assertion = f"{head}.{payload}.AAAA" if forged is None else forged
    result = confidential("portal").acquire_token_on_behalf_of(assertion, scopes)
    assert "access_token" not in result
    assert result["error"] in ("invalid_grant", "invalid_request")


def test_claims_of_the_client_go_along(confidential, to_portal, scopes, documents):
    result = confidential("portal").acquire_token_on_behalf_of(
        to_portal("viewer"), scopes, claims_challenge='{"access_token":{}}', forwarded_client_claims="{}"
    )
    assert rights(documents, result) == READS
