"""Tokens that PyJWT signs, at the door of the running program."""

import time
import uuid

import pytest
from entra import HOUR, Key, issuer_of
from program import Program

PROBLEM = "application/problem+json"


def is_refused(answer, status, challenge=None):
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers.get("www-authenticate") == challenge
    assert answer.json()["status"] == status


def is_not_proven(caller):
    for answer in (caller.get("/documents"), caller.post("/documents", "Forged"), caller.get("/me")):
        is_refused(answer, 401, 'Bearer error="invalid_token"')


def test_a_viewer_reads_and_may_not_write(user, minutes):
    viewer = user("Viewer")
    assert viewer.get(minutes).json()["title"] == "Minutes"
    is_refused(viewer.post("/documents", "Agenda"), 403)
    is_refused(viewer.put(minutes, "Agenda"), 403)
    is_refused(viewer.delete(minutes), 403)
    assert viewer.get(minutes).json()["title"] == "Minutes"


def test_an_editor_writes_and_may_not_delete(user):
    editor = user("Editor")
    path = editor.writes("Minutes")
    assert editor.put(path, "Agenda").json()["title"] == "Agenda"
    is_refused(editor.delete(path), 403)
    is_refused(editor.get("/audit"), 403)
    assert editor.get(path).status_code == 200


def test_an_admin_deletes_and_reads_the_trail(user, minutes):
    admin = user("Documents.Admin")
    assert admin.delete(minutes).status_code == 204
    assert admin.get(minutes).status_code == 404
    last = admin.get("/audit").json()[0]
    assert (last["did"], last["who"]) == ("deleted", admin.get("/me").json()["key"])


def test_an_application_with_the_app_role_writes(entra, documents):
    claims = entra.daemon("Documents.Admin")
    daemon = documents.caller(entra.sign(claims))
    path = daemon.writes("Nightly")
    assert daemon.get(path).json()["created_by"] == f"{entra.tenant}/{claims['oid']}"
    me = daemon.get("/me").json()
    assert (me["kind"], me["scopes"]) == ("application", [])


def test_an_application_of_the_old_kind_is_one_too(entra, documents):
    claims = entra.daemon("Documents.Admin")
    del claims["idtyp"]
    assert documents.caller(entra.sign(claims)).get("/me").json()["kind"] == "application"


def test_an_application_holds_no_role_that_is_for_users_alone(daemon):
    is_refused(daemon("Editor").get("/documents"), 403)
    is_refused(daemon().get("/documents"), 403)


def test_a_role_is_known_by_its_value_alone(user):
    is_refused(user("Admin", "viewer", "VIEWER").get("/documents"), 403)


def test_who_has_no_token_is_asked_to_sign_in(documents, minutes):
    anonymous = documents.anonymous()
    for answer in (
        anonymous.get("/documents"),
        anonymous.get(minutes),
        anonymous.post("/documents", "Agenda"),
        anonymous.put(minutes, "Agenda"),
        anonymous.delete(minutes),
        anonymous.get("/audit"),
        anonymous.get("/me"),
    ):
        is_refused(answer, 401, "Bearer")


def test_another_tenant_is_refused(user):
    other = str(uuid.uuid4())
    is_not_proven(user("Documents.Admin", tid=other, iss=issuer_of(other)))
    is_not_proven(user("Documents.Admin", tid=other))
    is_not_proven(user("Documents.Admin", iss=issuer_of(other)))


def test_a_token_for_another_application_is_refused(user):
    is_not_proven(user("Documents.Admin", aud=str(uuid.uuid4())))
    is_not_proven(user("Documents.Admin", aud="00000003-0000-0000-c000-000000000000"))


def test_an_expired_token_is_refused(user):
    now = int(time.time())
    is_not_proven(user("Documents.Admin", iat=now - 2 * HOUR, nbf=now - 2 * HOUR, exp=now - HOUR))


def test_a_token_of_tomorrow_is_refused(user):
    is_not_proven(user("Documents.Admin", nbf=int(time.time()) + HOUR))


def test_an_identity_token_is_refused(user):
    is_not_proven(user("Documents.Admin", nonce="678910"))


def test_a_client_that_may_read_alone_does_not_write_for_an_admin(user, minutes):
    reader = user("Documents.Admin", scopes="Documents.Read")
    assert reader.get(minutes).status_code == 200
    challenge = 'Bearer error="insufficient_scope", scope="Documents.ReadWrite"'
    is_refused(reader.post("/documents", "Agenda"), 403, challenge)
    is_refused(reader.put(minutes, "Agenda"), 403, challenge)
    is_refused(reader.delete(minutes), 403, challenge)


def test_a_foreign_scope_gives_nothing(user, minutes):
    stranger = user("Documents.Admin", scopes="Mail.Read documents.readwrite")
    challenge = 'Bearer error="insufficient_scope", scope="Documents.Read"'
    is_refused(stranger.get(minutes), 403, challenge)
    me = stranger.get("/me").json()
    assert (me["roles"], me["permissions"], me["scopes"]) == ([], [], [])


def test_a_scope_without_a_role_gives_nothing(user, minutes):
    is_refused(user().get(minutes), 403)


@pytest.mark.parametrize("borrowed", [False, True], ids=["unknown", "borrowed"])
def test_a_key_that_is_not_in_the_set_is_refused(entra, documents, borrowed):
    stranger = Key()
    if borrowed:
        stranger.id = entra.key.id
    is_not_proven(documents.caller(entra.sign(entra.user("Documents.Admin"), stranger)))


def test_a_token_that_nobody_signed_is_refused(entra, documents):
    is_not_proven(documents.caller(entra.leave_unsigned(entra.user("Documents.Admin"))))


def test_the_public_key_is_no_secret_to_sign_with(entra, documents):
    forged = entra.sign_with_what_is_public(entra.user("Documents.Admin"))
    is_not_proven(documents.caller(forged))


def test_a_changed_token_is_refused(entra, documents):
    head, _, signature = entra.sign(entra.user("Viewer")).split(".")
    _, payload, _ = entra.sign(entra.user("Documents.Admin")).split(".")
    is_not_proven(documents.caller(f"{head}.{payload}.{signature}"))


def test_documents_survive_the_death_of_the_process(entra, tmp_path):
    token = entra.sign(entra.user("Editor"))
    first = Program(entra.settings, tmp_path)
    path = first.caller(token).writes("Minutes")
    written = first.caller(token).get(path).json()
    first.kill()
    second = Program(entra.settings, tmp_path)
    try:
        assert second.caller(token).get(path).json() == written
        assert second.caller(token).writes("Agenda") != path
    finally:
        second.kill()
