"""Schemathesis asks every operation with, without and with wrong credentials, and finds nothing; a hole it finds."""

import subprocess
import sys

import pytest
from hole import Lying, Open, Proxy

CHECKS = "ignored_auth,not_a_server_error,response_schema_conformance"


def asked(url, token, folder):
    """Whether everything was found to be in order, and what was said."""
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"]
    command += ["--checks", CHECKS, "--max-examples", "15", "--seed", "1", "--phases", "examples,coverage,fuzzing"]
    command += ["--no-color", "--generation-deterministic", "--continue-on-failure"]
    if token:
        command += ["--header", f"Authorization: Bearer {token}"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=folder)
    return done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("known", [True, False])
def test_nobody_gets_past_the_door(documents, admin, known, tmp_path):
    fine, said = asked(documents.url, admin if known else None, tmp_path)
    assert fine, said


def test_a_proxy_changes_nothing(documents, admin, tmp_path):
    proxy = Proxy(documents.url)
    fine, said = asked(proxy.url, admin, tmp_path)
    proxy.close()
    assert fine, said


def test_an_endpoint_that_is_open_is_found(documents, admin, tmp_path):
    """The test of the test: a hole in the door."""
    proxy = Open(documents.url, admin)
    fine, said = asked(proxy.url, admin, tmp_path)
    proxy.close()
    assert not fine and "GET /audit" in said, said


def test_a_document_that_lies_is_found(documents, admin, tmp_path):
    """The test of the test: an endpoint that is open, and documented as closed."""
    proxy = Lying(documents.url)
    fine, said = asked(proxy.url, admin, tmp_path)
    proxy.close()
    assert not fine and "GET /health" in said, said
