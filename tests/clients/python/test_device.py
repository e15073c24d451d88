"""The device code flow: a device shows a code, a person types it elsewhere and signs in there.

MSAL waits `flow["interval"]` seconds between its questions, unless a condition of the caller's ends the loop first.
"""

import threading

import pytest
from rights import READS, WRITES, is_refused, rights


@pytest.fixture
def device(public, scopes):
    """MSAL on a device, and the flow that it has begun."""
    terminal = public()
    flow = terminal.initiate_device_flow(scopes)
    assert flow["interval"] == 5
    # Less is "too soon" to MSAL.
    flow["interval"] = 1
    return terminal, flow


def once(client, flow):
    """Asks whether somebody has signed in, and does not wait for it."""
    return client.acquire_token_by_device_flow(flow, exit_condition=lambda _: True)


def test_the_device_says_what_to_do(device, directory):
    _, flow = device
    assert flow["verification_uri"] == f"{directory.url}/devicelogin"
    assert flow["expires_in"] == 900
    assert flow["user_code"] in flow["message"]
    assert flow["verification_uri"] in flow["message"]


def test_a_user_signs_in_elsewhere(device, browser, documents):
    terminal, flow = device
    is_refused(once(terminal, flow), "authorization_pending", 70016)
    browser.types(flow["user_code"], flow["verification_uri"], "editor")
    result = once(terminal, flow)
    assert rights(documents, result) == WRITES
    assert result["id_token_claims"]["preferred_username"] == "editor@directory.test"
    assert terminal.acquire_token_silent([result["scope"].split()[0]], terminal.get_accounts()[0])


def test_the_device_waits_for_the_user(device, browser, documents):
    terminal, flow = device
    flow["interval"] = 0

    def sign_in():
        try:
            browser.types(flow["user_code"], flow["verification_uri"], "viewer")
        except BaseException:
            # Then the device has nothing to wait for.
            flow.update(interval=1, expires_at=0)
            raise

    person = threading.Thread(target=sign_in)
    person.start()
    assert rights(documents, terminal.acquire_token_by_device_flow(flow)) == READS
    person.join()


def test_the_code_may_be_typed_in_any_case(device, browser):
    terminal, flow = device
    browser.types(flow["user_code"].lower(), flow["verification_uri"], "viewer")
    assert "access_token" in once(terminal, flow)


def test_a_wrong_code_is_nobodys(device, browser):
    terminal, flow = device
    browser.types("WRONGCODE", flow["verification_uri"], "editor")
    assert once(terminal, flow)["error"] == "authorization_pending"


def test_the_user_can_say_no(device, browser):
    terminal, flow = device
    browser.types(flow["user_code"], flow["verification_uri"], "editor", consent="cancel")
    assert once(terminal, flow)["error"] == "authorization_declined"


def test_a_device_code_ends(device, clock):
    terminal, flow = device
    clock(901)
    assert once(terminal, flow)["error"] == "expired_token"


def test_a_device_code_is_good_once(public, device, browser):
    terminal, flow = device
    browser.types(flow["user_code"], flow["verification_uri"], "editor")
    assert "access_token" in once(terminal, flow)
    assert "error" in once(public(), flow)


def test_a_device_code_that_nobody_gave_is_refused(device):
    terminal, flow = device
    result = once(terminal, flow | {"device_code": "guessed"})
    is_refused(result, "bad_verification_code", 70018)


def test_a_device_asks_for_what_there_is(public, directory):
    flow = public().initiate_device_flow([directory.scope("Documents.Nothing")])
    is_refused(flow, "invalid_scope", 650053)


def test_a_challenge_goes_with_the_device(public, scopes, browser, documents):
    terminal = public(client_capabilities=["CP1"])
    flow = terminal.initiate_device_flow(scopes, claims_challenge='{"access_token":{}}')
    browser.types(flow["user_code"], flow["verification_uri"], "viewer")
    assert rights(documents, once(terminal, flow)) == READS
