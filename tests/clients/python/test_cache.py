"""What comes after the sign-in: accounts, tokens from the cache, refreshed tokens."""

import msal
import pytest
from rights import READS, WRITES, is_refused, rights

GRAPH = ["https://graph.microsoft.com/User.Read"]


@pytest.fixture
def editor(public, signed_in):
    """MSAL with an editor signed in, the editor's account, and what the sign-in brought."""
    terminal = public()
    result = signed_in(terminal, "editor")
    return terminal, terminal.get_accounts()[0], result


def test_accounts_are_those_who_signed_in(public, signed_in):
    terminal = public()
    assert terminal.get_accounts() == []
    signed_in(terminal, "editor")
    signed_in(terminal, "viewer", prompt="select_account")
    assert len(terminal.get_accounts()) == 2
    [viewer] = terminal.get_accounts("Viewer@directory.test")
    assert terminal.get_accounts("somebody@directory.test") == []
    terminal.remove_account(viewer)
    [editor] = terminal.get_accounts()
    assert editor["username"] == "editor@directory.test"


def test_an_account_is_known_by_its_object_id(editor, directory):
    _, account, _ = editor
    person = directory.users["editor"]
    assert account["home_account_id"] == f"{person.object_id}.{directory.tenant}"
    assert (account["local_account_id"], account["realm"]) == (person.object_id, directory.tenant)


def test_a_token_that_is_there_is_not_asked_for(editor, scopes):
    terminal, account, first = editor
    again = terminal.acquire_token_silent(scopes, account)
    assert (again["token_source"], again["access_token"]) == ("cache", first["access_token"])


@pytest.mark.parametrize("how", [{"force_refresh": True}, {"claims_challenge": '{"access_token":{}}'}])
def test_a_token_is_refreshed_on_request(editor, scopes, documents, how):
    terminal, account, first = editor
    again = terminal.acquire_token_silent(scopes, account, **how)
    assert again["token_source"] == "identity_provider"
    assert again["access_token"] != first["access_token"]
    assert rights(documents, again) == WRITES


def test_a_refresh_can_ask_for_less(editor, scopes, documents):
    terminal, account, _ = editor
    less = terminal.acquire_token_silent([scopes[0]], account, force_refresh=True)
    assert less["scope"].split().count(scopes[1]) == 0
    assert rights(documents, less) == READS


def test_a_refresh_token_is_good_for_every_resource(editor, documents):
    terminal, account, _ = editor
    result = terminal.acquire_token_silent(GRAPH, account)
    assert rights(documents, result) == (401, 401, 401)


def test_claims_of_the_client_go_with_the_refresh(editor, scopes, documents):
    terminal, account, _ = editor
    result = terminal.acquire_token_silent(scopes, account, forwarded_client_claims='{"id_token":{}}')
    assert rights(documents, result) == WRITES


def test_who_is_removed_has_to_sign_in_again(editor, scopes):
    terminal, account, _ = editor
    terminal.remove_account(account)
    assert terminal.get_accounts() == []
    assert terminal.acquire_token_silent(scopes, account) is None


def test_a_cache_outlives_its_program(public, signed_in, scopes, documents):
    before = msal.SerializableTokenCache()
    signed_in(public(token_cache=before), "editor")
    after = msal.SerializableTokenCache()
    after.deserialize(before.serialize())
    terminal = public(token_cache=after)
    result = terminal.acquire_token_silent(scopes, terminal.get_accounts()[0])
    assert result["token_source"] == "cache"
    assert rights(documents, result) == WRITES


def test_a_refresh_token_is_replaced_at_each_use(public, editor, scopes, documents):
    _, _, first = editor
    terminal = public()
    second = terminal.acquire_token_by_refresh_token(first["refresh_token"], scopes)
    assert rights(documents, second) == WRITES
    third = public().acquire_token_by_refresh_token(second["refresh_token"], scopes)
    assert rights(documents, third) == WRITES
    assert len({result["refresh_token"] for result in (first, second, third)}) == 3


def test_a_refresh_token_of_another_client_is_refused(public, editor, scopes):
    _, _, first = editor
    result = public("reader").acquire_token_by_refresh_token(first["refresh_token"], [scopes[0]])
    is_refused(result, "invalid_grant", 70000)


def test_a_refresh_token_that_nobody_gave_is_refused(public, scopes):
    is_refused(public().acquire_token_by_refresh_token("guessed", scopes), "invalid_grant", 70008)


def test_a_refresh_token_ends(editor, scopes, clock):
    terminal, account, _ = editor
    clock(91 * 24 * 3600)
    result = terminal.acquire_token_silent_with_error(scopes, account, force_refresh=True)
    assert result["error"] == "invalid_grant"


def test_who_is_signed_out_everywhere_has_to_sign_in_again(editor, scopes, directory):
    terminal, account, _ = editor
    directory.says("revoke", user="editor")
    result = terminal.acquire_token_silent_with_error(scopes, account, force_refresh=True)
    is_refused(result, "invalid_grant", 50173)
    assert terminal.acquire_token_silent(scopes, account, force_refresh=True) is None


def test_what_users_did_not_agree_to_is_not_refreshed(public, signed_in, scopes, directory):
    reader = public("reader")
    signed_in(reader, "nobody", [scopes[0]])
    account = reader.get_accounts()[0]
    result = reader.acquire_token_silent_with_error([directory.scope("Documents.ReadWrite")], account)
    is_refused(result, "invalid_grant", 65001)
    assert (result["suberror"], result["classification"]) == ("consent_required",) * 2


def test_nothing_to_keep_is_kept_where_it_is_not_wanted(public, signed_in):
    assert "refresh_token" not in signed_in(public(exclude_scopes=["offline_access"]), "viewer")
