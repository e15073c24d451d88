"""How MSAL finds out what an authority is: by any of its names, by asking about it, or as an OpenID provider."""

import msal
import pytest
from msal.authority import AuthorityBuilder
from network import led
from rights import REMOVES, WRITES, rights


@pytest.mark.parametrize("tenant", ["common", "organizations", "directory.test"])
def test_a_tenant_has_many_names(public, signed_in, directory, documents, tenant):
    result = signed_in(public(authority=f"{directory.url}/{tenant}"), "editor")
    assert rights(documents, result) == WRITES
    assert result["id_token_claims"]["iss"] == directory.issuer


def test_an_authority_can_be_put_together(public, signed_in, directory, documents):
    host = directory.url.removeprefix("https://")
    result = signed_in(public(authority=AuthorityBuilder(host, directory.tenant)), "editor")
    assert rights(documents, result) == WRITES


def test_an_unknown_tenant_is_none(public, directory):
    with pytest.raises(ValueError, match="tenant"):
        public(authority=f"{directory.url}/nowhere.test")


def test_an_authority_is_vouched_for(public, signed_in, directory, documents):
    """Without a word about it, MSAL asks Microsoft whether there is such an authority; here that is the directory."""
    session, asked = led(directory, "login.microsoftonline.com")
    terminal = public(http_client=session, instance_discovery=None)
    assert asked == ["/common/discovery/instance"]
    assert rights(documents, signed_in(terminal, "editor")) == WRITES


def test_an_authority_can_vouch_for_itself(public, signed_in, directory, documents):
    itself = f"{directory.url}/common/discovery/instance"
    assert rights(documents, signed_in(public(instance_discovery=itself), "editor")) == WRITES


def test_nobody_need_vouch(public, signed_in, documents):
    terminal = public(instance_discovery=None, validate_authority=False)
    assert rights(documents, signed_in(terminal, "editor")) == WRITES


@pytest.fixture
def openid(directory, settings):
    """MSAL told nothing of Entra: an OpenID provider, by its issuer."""
    plain = {"oidc_authority": directory.issuer, "verify": settings["verify"]}
    terminal, robot = directory.apps["terminal"], directory.apps["robot"]
    return (
        msal.PublicClientApplication(terminal.client_id, **plain),
        msal.ConfidentialClientApplication(robot.client_id, robot.secret, **plain),
    )


def test_an_openid_provider_signs_users_in(openid, signed_in, scopes, documents):
    terminal, _ = openid
    assert rights(documents, signed_in(terminal, "editor", response_mode="form_post")) == WRITES
    again = terminal.acquire_token_silent(scopes, terminal.get_accounts()[0], force_refresh=True)
    assert rights(documents, again) == WRITES


def test_an_openid_provider_knows_applications(openid, directory, documents):
    _, robot = openid
    assert rights(documents, robot.acquire_token_for_client([directory.scope(".default")])) == REMOVES


def test_an_openid_provider_knows_devices(openid, browser, scopes, documents):
    terminal, _ = openid
    flow = terminal.initiate_device_flow(scopes)
    browser.types(flow["user_code"], flow["verification_uri"], "editor")
    assert rights(documents, terminal.acquire_token_by_device_flow(flow)) == WRITES
