"""Client credentials: an application in its own name, by a secret, a certificate, or an assertion of its own making."""

import base64
import time
import uuid

import jwt
import msal
import pytest
from certificate import PASSPHRASE, Certificate
from rights import NOTHING, REFUSED, REMOVES, is_refused, rights, who


@pytest.fixture
def default(directory):
    return [directory.scope(".default")]


def by_thumbprint(certificate, _):
    return {"private_key": certificate.private_pem, "thumbprint": certificate.sha1}


def by_thumbprint_and_chain(certificate, _):
    return by_thumbprint(certificate, _) | {"public_certificate": certificate.pem}


def by_certificate(certificate, _):
    return {"private_key": certificate.private_pem, "public_certificate": certificate.pem}


def by_locked_key(certificate, _):
    locked = {"private_key": certificate.locked_pem, "passphrase": PASSPHRASE.decode()}
    return locked | {"public_certificate": certificate.pem}


def by_file(certificate, folder):
    return {"private_key_pfx_path": certificate.pfx(folder), "passphrase": PASSPHRASE.decode()}


def by_file_and_chain(certificate, folder):
    return by_file(certificate, folder) | {"public_certificate": True}


EVERY_WAY = [
    by_thumbprint,
    by_thumbprint_and_chain,
    by_certificate,
    by_locked_key,
    by_file,
    by_file_and_chain,
]


def test_a_secret_proves_the_robot(confidential, default, directory, documents):
    result = confidential("robot").acquire_token_for_client(default)
    assert rights(documents, result) == REMOVES
    assert "refresh_token" not in result
    assert "id_token" not in result
    me = who(documents, result)
    assert (me["kind"], me["scopes"]) == ("application", [])
    assert "Admin" in me["roles"]


def test_who_holds_no_role_may_do_nothing(confidential, default, documents):
    assert rights(documents, confidential("idler").acquire_token_for_client(default)) == NOTHING


def test_a_token_for_graph_opens_nothing_else(confidential, documents):
    result = confidential("robot").acquire_token_for_client(["https://graph.microsoft.com/.default"])
    assert rights(documents, result) == REFUSED


@pytest.mark.parametrize("way", EVERY_WAY)
def test_a_certificate_proves_the_robot(
    confidential, default, documents, certificate, tmp_path, way
):
    result = confidential("robot", way(certificate, tmp_path)).acquire_token_for_client(default)
    assert rights(documents, result) == REMOVES


@pytest.mark.parametrize("way", EVERY_WAY)
def test_another_certificate_proves_nothing(confidential, default, tmp_path, way):
    credential = way(Certificate(), tmp_path)
    result = confidential("robot", credential).acquire_token_for_client(default)
    is_refused(result, "invalid_client", 700027)


def test_a_certificate_takes_no_other_key(confidential, default, certificate):
    credential = {"private_key": Certificate().private_pem, "thumbprint": certificate.sha1}
    result = confidential("robot", credential).acquire_token_for_client(default)
    is_refused(result, "invalid_client", 700027)


def test_more_claims_can_be_signed_along(confidential, default, documents, certificate):
    robot = confidential(
        "robot", by_certificate(certificate, None), client_claims={"client_ip": "192.0.2.1"}
    )
    assert rights(documents, robot.acquire_token_for_client(default)) == REMOVES


class Assertion:
    """One that the application signs itself; `changes` spoil it."""

    def __init__(self, directory, certificate, **changes):
        self.key = certificate.private_pem
        thumbprint = base64.urlsafe_b64encode(certificate.sha256).rstrip(b"=").decode()
        self.headers = {"x5t#S256": thumbprint}
        robot = directory.apps["robot"].client_id
        now = int(time.time())
        self.claims = {
            "aud": f"{directory.authority}/oauth2/v2.0/token",
            "iss": robot,
            "sub": robot,
            "jti": str(uuid.uuid4()),
            "nbf": now,
            "iat": now,
            "exp": now + 300,
        } | changes
        self.asked = 0

    def __call__(self):
        self.asked += 1
        return jwt.encode(self.claims, self.key, algorithm="PS256", headers=self.headers)


def test_an_assertion_of_ones_own_proves_the_robot(
    confidential, default, directory, documents, certificate
):
    assertion = Assertion(directory, certificate)
    robot = confidential("robot", {"client_assertion": assertion})
    assert rights(documents, robot.acquire_token_for_client(default)) == REMOVES
    robot.acquire_token_for_client(default)
    assert assertion.asked == 1


def test_an_assertion_is_made_anew_before_it_ends(
    confidential, default, directory, documents, certificate
):
    refresher = msal.AutoRefresher(Assertion(directory, certificate), expires_in=300)
    robot = confidential("robot", {"client_assertion": refresher})
    assert rights(documents, robot.acquire_token_for_client(default)) == REMOVES


def test_an_assertion_can_be_given_as_text(confidential, default, directory, documents, certificate):
    with pytest.warns(DeprecationWarning):
        robot = confidential("robot", {"client_assertion": Assertion(directory, certificate)()})
    assert rights(documents, robot.acquire_token_for_client(default)) == REMOVES


@pytest.mark.parametrize(
    "spoilt",
    [
        {"exp": 1_000_000_000},
        {"aud": "https://login.example/token"},
        {"iss": "somebody"},
        {"sub": "somebody"},
    ],
    ids=["ended", "for another", "by another", "of another"],
)
def test_a_bad_assertion_proves_nothing(confidential, default, directory, certificate, spoilt):
    assertion = Assertion(directory, certificate, **spoilt)
    result = confidential("robot", {"client_assertion": assertion}).acquire_token_for_client(default)
    assert result["error"] == "invalid_client"
    assert "access_token" not in result


def test_a_wrong_secret_is_told_from_a_right_one(confidential, default):
    result = confidential("robot", "robot-secret").acquire_token_for_client(default)
    is_refused(result, "invalid_client", 7000215)


def test_a_client_without_a_secret_has_no_name_of_its_own(confidential, default):
    result = confidential("terminal", "made up").acquire_token_for_client(default)
    is_refused(result, "invalid_client", 700025)


def test_no_secret_is_no_proof(directory, settings, default):
    robot = msal.ConfidentialClientApplication(directory.apps["robot"].client_id, **settings)
    is_refused(robot.acquire_token_for_client(default), "invalid_client", 7000218)


def test_an_unknown_client_is_nobody(directory, settings, default):
    stranger = msal.ConfidentialClientApplication(str(uuid.uuid4()), "secret", **settings)
    is_refused(stranger.acquire_token_for_client(default), "unauthorized_client", 700016)


@pytest.mark.parametrize(
    ("asked", "error", "number"),
    [
        ("Documents.Read", "invalid_scope", 1002012),
        ("Documents.Nothing", "invalid_scope", 1002012),
    ],
)
def test_an_application_asks_for_all_it_has(confidential, directory, asked, error, number):
    result = confidential("robot").acquire_token_for_client([directory.scope(asked)])
    is_refused(result, error, number)


def test_an_unknown_resource_has_no_tokens(confidential):
    result = confidential("robot").acquire_token_for_client([f"api://{uuid.uuid4()}/.default"])
    is_refused(result, "invalid_resource", 500011)


def test_no_tenant_is_no_place_for_an_application(confidential, directory, default):
    robot = confidential("robot", authority=f"{directory.url}/common")
    with pytest.warns(DeprecationWarning):
        is_refused(robot.acquire_token_for_client(default), "invalid_request", 50059)


def test_a_token_is_kept_until_it_is_thrown_away(confidential, default):
    robot = confidential("robot")
    first = robot.acquire_token_for_client(default)
    again = robot.acquire_token_for_client(default)
    assert (again["token_source"], again["access_token"]) == ("cache", first["access_token"])
    robot.remove_tokens_for_client()
    assert robot.acquire_token_for_client(default)["token_source"] == "identity_provider"


@pytest.mark.parametrize(
    "more",
    [
        {"claims_challenge": '{"access_token":{"nbf":{"essential":true,"value":"1"}}}'},
        {"forwarded_client_claims": '{"access_token":{}}'},
        {"fmi_path": "One/Path"},
    ],
)
def test_what_the_directory_does_not_know_changes_nothing(confidential, default, documents, more):
    result = confidential("robot").acquire_token_for_client(default, **more)
    assert rights(documents, result) == REMOVES


def test_agents_of_another_identity_provider_are_not_here(confidential, scopes):
    result = confidential("robot").acquire_token_by_user_federated_identity_credential(
        scopes, "an assertion", username="editor@directory.test"
    )
    is_refused(result, "unsupported_grant_type", 70003)
