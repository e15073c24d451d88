"""The documentation page signs in at a provider that knows nothing of us, by what it says of itself in its metadata."""

import json

import pytest
from docs import Docs, assert_harmless
from independent import Independent

DRAFT = json.dumps({"title": "Minutes", "body": "We met."})


@pytest.fixture(scope="module")
def independent(tmp_path_factory):
    independent = Independent(tmp_path_factory.mktemp("independent"))
    yield independent
    independent.kill()


@pytest.fixture
def docs(browser, independent):
    docs = Docs(browser, independent.url)
    yield docs
    assert_harmless(docs)


def sign_in(docs, login):
    """By the provider's own pages: a name and any password, and consent."""
    docs.begin()
    browser = docs.browser
    browser.one("input[name=login]").send_keys(login)
    browser.one("input[name=password]").send_keys("any")
    browser.click("Sign-in")
    assert "Documents.ReadWrite" in browser.one("body").text
    browser.one_saying("Continue").click()
    docs.come_back()
    browser.until(lambda: docs.is_signed_in)
    docs.close_dialog()


def test_an_editor_signs_in_and_writes(docs, browser):
    docs.open()
    sign_in(docs, "editor")
    assert docs.execute("GET", "/documents")[0] == 200
    assert docs.execute("POST", "/documents", DRAFT)[0] == 201
    browser.screenshot("docs-independent-201")


def test_a_viewer_is_shown_why_not(docs, browser):
    docs.open()
    sign_in(docs, "viewer")
    assert docs.execute("GET", "/documents")[0] == 200
    status, answer = docs.execute("POST", "/documents", DRAFT)
    assert status == 403
    assert "application/problem+json" in answer and "not permitted" in answer


def test_whoever_the_application_does_not_know_has_no_role(docs):
    docs.open()
    sign_in(docs, "stranger")
    assert docs.execute("GET", "/documents")[0] == 403
    assert docs.execute("GET", "/me")[0] == 200
