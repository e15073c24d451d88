"""The authorization code flow: a user signs in at a browser, a client redeems the code."""

import msal
import pytest
from browser import Browser
from conftest import REDIRECT
from rights import READS, REMOVES, WRITES, is_refused, rights, who

PORTAL = "http://localhost/signed-in"


@pytest.mark.parametrize("mode", [None, "query", "form_post"])
@pytest.mark.parametrize(
    ("user", "worth"), [("viewer", READS), ("editor", WRITES), ("admin", REMOVES)]
)
def test_users_may_what_their_roles_permit(public, signed_in, documents, mode, user, worth):
    assert rights(documents, signed_in(public(), user, response_mode=mode)) == worth


def test_the_answer_is_complete(public, signed_in, directory, documents):
    terminal = public()
    result = signed_in(terminal, "admin")
    person = directory.users["admin"]
    assert (result["token_type"], result["token_source"]) == ("Bearer", "identity_provider")
    assert 3000 < result["expires_in"] <= 5400
    assert set(result["scope"].split()) >= {directory.scope("Documents.Read"), "openid", "profile"}
    assert result["refresh_token"]
    claims = result["id_token_claims"]
    assert (claims["aud"], claims["iss"]) == (terminal.client_id, directory.issuer)
    assert (claims["oid"], claims["tid"]) == (person.object_id, directory.tenant)
    assert claims["preferred_username"] == terminal.get_accounts()[0]["username"]
    assert who(documents, result)["key"] == f"{directory.tenant}/{person.object_id}"


def test_a_guest_signs_in_and_is_let_in_only_where_guests_are(public, signed_in, documents):
    assert rights(documents, signed_in(public(), "guest")) == (401, 401, 401)


def test_a_client_that_may_read_alone_writes_for_nobody(public, signed_in, directory, documents):
    result = signed_in(public("reader"), "admin", [directory.scope(".default")])
    assert rights(documents, result) == READS


@pytest.mark.parametrize("proof", ["secret", "certificate"])
def test_a_web_application_signs_users_in(
    confidential, browser, scopes, documents, certificate, proof
):
    credential = {"private_key": certificate.private_pem, "public_certificate": certificate.pem}
    portal = confidential("portal", credential if proof == "certificate" else None)
    flow = portal.initiate_auth_code_flow(scopes, redirect_uri=PORTAL, response_mode="form_post")
    answer = browser.signs_in(flow["auth_uri"], "editor")
    assert answer.uri == PORTAL
    assert rights(documents, portal.acquire_token_by_auth_code_flow(flow, answer.parameters)) == WRITES


def test_graph_is_a_resource_of_its_own(public, signed_in, documents):
    result = signed_in(public(), "admin", ["User.Read"])
    assert rights(documents, result) == (401, 401, 401)


def test_a_client_asks_for_no_resource_at_all(public, browser):
    terminal = public()
    flow = terminal.initiate_auth_code_flow([], redirect_uri=REDIRECT)
    answer = browser.signs_in(flow["auth_uri"], "viewer")
    result = terminal.acquire_token_by_auth_code_flow(flow, answer.parameters)
    assert result["id_token_claims"]["name"] == "Vera Viewer"


def test_consent_can_be_had_for_more_than_the_token_is_for(public, browser, scopes, documents):
    terminal = public()
    flow = terminal.initiate_auth_code_flow([*scopes, "https://graph.microsoft.com/User.Read"], REDIRECT)
    answer = browser.signs_in(flow["auth_uri"], "editor")
    result = terminal.acquire_token_by_auth_code_flow(flow, answer.parameters, scopes=scopes)
    assert rights(documents, result) == WRITES
    account = terminal.get_accounts()[0]
    assert "access_token" in terminal.acquire_token_silent(["User.Read"], account)


def test_the_state_comes_back_as_it_went(public, browser, scopes):
    terminal = public()
    flow = terminal.initiate_auth_code_flow(scopes, redirect_uri=REDIRECT, state="a b&c=d|é")
    answer = browser.signs_in(flow["auth_uri"], "viewer")
    assert answer["state"] == "a b&c=d|é"
    with pytest.raises(ValueError, match="state"):
        terminal.acquire_token_by_auth_code_flow(flow | {"state": "other"}, answer.parameters)


def test_a_code_is_good_once(public, browser, scopes):
    flow = public().initiate_auth_code_flow(scopes, redirect_uri=REDIRECT)
    answer = browser.signs_in(flow["auth_uri"], "viewer").parameters
    assert "access_token" in public().acquire_token_by_auth_code_flow(dict(flow), answer)
    is_refused(public().acquire_token_by_auth_code_flow(dict(flow), answer), "invalid_grant", 54005)


def test_a_code_belongs_to_the_client_that_asked(public, browser, scopes):
    flow = public().initiate_auth_code_flow(scopes, redirect_uri=REDIRECT)
    answer = browser.signs_in(flow["auth_uri"], "viewer").parameters
    is_refused(public("reader").acquire_token_by_auth_code_flow(flow, answer), "invalid_grant", 70000)


def test_a_code_is_worth_nothing_without_its_verifier(public, browser, scopes):
    terminal = public()
    flow = terminal.initiate_auth_code_flow(scopes, redirect_uri=REDIRECT)
    answer = browser.signs_in(flow["auth_uri"], "viewer").parameters
    forged = flow | {"code_verifier": "x" * 43}
    is_refused(terminal.acquire_token_by_auth_code_flow(forged, answer), "invalid_grant", 501481)


def test_a_code_ends(public, browser, scopes, clock):
    terminal = public()
    flow = terminal.initiate_auth_code_flow(scopes, redirect_uri=REDIRECT)
    answer = browser.signs_in(flow["auth_uri"], "viewer").parameters
    clock(3600)
    is_refused(terminal.acquire_token_by_auth_code_flow(flow, answer), "invalid_grant", 70008)


def test_the_old_way_to_a_code_needs_a_challenge_of_ones_own(public, browser, scopes, documents):
    """MSAL's older pair of calls knows no PKCE. Who still uses them adds it."""
    terminal = public()
    with pytest.warns(DeprecationWarning):
        uri = terminal.get_authorization_request_url(scopes, redirect_uri=REDIRECT, nonce="n")
    assert "code_challenge" in browser.opens(uri)["error_description"]
    verifier, challenge = "v" * 43, "7w_YNF9DSfIdPf_pRjSq646_kPr-2-o9NAl16JGghdM"
    uri = f"{uri}&code_challenge={challenge}&code_challenge_method=S256"
    code = browser.signs_in(uri, "editor")["code"]
    with pytest.warns(DeprecationWarning):
        result = terminal.acquire_token_by_authorization_code(
            code, scopes, REDIRECT, nonce="n", data={"code_verifier": verifier}
        )
    assert rights(documents, result) == WRITES


def test_without_a_hand_nobody_signs_in(public, browser, scopes):
    terminal = public()
    flow = terminal.initiate_auth_code_flow(scopes, redirect_uri=REDIRECT, prompt=msal.Prompt.NONE)
    result = terminal.acquire_token_by_auth_code_flow(flow, browser.opens(flow["auth_uri"]).parameters)
    assert result["error"] == "login_required"
    assert result["error_description"].startswith("AADSTS50058: ")


def test_who_is_signed_in_needs_no_hand(public, browser, signed_in, scopes, documents):
    signed_in(public(), "editor")
    other = public("reader")
    flow = other.initiate_auth_code_flow(
        [scopes[0]], redirect_uri=REDIRECT, prompt="none", login_hint="editor@directory.test"
    )
    result = other.acquire_token_by_auth_code_flow(flow, browser.opens(flow["auth_uri"]).parameters)
    assert rights(documents, result) == READS
    assert result["id_token_claims"]["preferred_username"] == "editor@directory.test"


@pytest.mark.parametrize(
    ("prompt", "worth"), [("login", READS), ("select_account", READS), ("consent", WRITES)]
)
def test_a_prompt_asks_who_is_signed_in(
    public, browser, signed_in, documents, scopes, prompt, worth
):
    """Who they are, or only whether the client may."""
    signed_in(public(), "editor")
    terminal = public()
    flow = terminal.initiate_auth_code_flow(scopes, redirect_uri=REDIRECT, prompt=prompt)
    page = browser.opens(flow["auth_uri"])
    assert page.status_code == 200
    assert rights(documents, signed_in(public(), "viewer", prompt=prompt)) == worth


def test_every_hint_is_taken(public, signed_in, documents):
    result = signed_in(
        public(client_capabilities=["CP1"]),
        "editor",
        login_hint="editor@directory.test",
        domain_hint="organizations",
        claims_challenge='{"access_token":{"nbf":{"essential":true,"value":"1604106651"}}}',
    )
    assert rights(documents, result) == WRITES


def test_an_age_is_proven_by_the_time_of_the_sign_in(public, signed_in, documents):
    """MSAL itself looks for `auth_time` then, and compares it."""
    assert rights(documents, signed_in(public(), "editor", max_age=300)) == WRITES


def test_the_user_can_say_no(public, browser, scopes):
    terminal = public()
    flow = terminal.initiate_auth_code_flow(scopes, redirect_uri=REDIRECT)
    result = terminal.acquire_token_by_auth_code_flow(
        flow, browser.declines(flow["auth_uri"]).parameters
    )
    assert result["error"] == "access_denied"
    assert result["error_description"].startswith("AADSTS65004: ")


def test_two_browsers_are_two_people(public, directory, signed_in, scopes):
    signed_in(public(), "editor")
    flow = public().initiate_auth_code_flow(scopes, redirect_uri=REDIRECT, prompt="none")
    answer = Browser(directory).opens(flow["auth_uri"])
    assert answer["error"] == "login_required"
