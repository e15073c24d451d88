"""A documentation page on which everybody sees what they may do, and nothing else."""

import pytest
from docs import Docs, assert_harmless
from program import ROOT, Process

BINARY = ROOT / "target/debug/filtered"


@pytest.fixture
def docs(browser, tmp_path):
    application = Process([BINARY], {}, tmp_path, rb"filtered (http://\S+)\n")
    docs = Docs(browser, application.said)
    yield docs
    assert_harmless(docs)
    application.kill()


def shown(docs):
    return {block.text.split()[1] for block in docs.browser.all(".opblock-summary")}


def test_signing_in_shows_more_and_signing_out_less(docs):
    docs.open()
    assert shown(docs) == {"/health"}
    docs.sign_in("Vera Viewer")
    docs.browser.until(lambda: shown(docs) == {"/health", "/viewed"})
    assert docs.execute("GET", "/viewed")[0] == 200
    docs.browser.screenshot("docs-filtered")
    docs.dialog()
    docs.browser.one_saying("Logout").click()
    docs.close_dialog()
    docs.browser.until(lambda: shown(docs) == {"/health"})


def test_whoever_may_sees_what_is_concealed_from_others(docs):
    docs.open()
    docs.sign_in("Edgar Editor")
    docs.browser.until(lambda: shown(docs) == {"/health", "/viewed", "/edited"})
    assert docs.execute("GET", "/edited")[0] == 200
