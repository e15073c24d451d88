"""One authority and one running program for all cases; each case has callers of its own."""

import pytest
from entra import Entra
from program import Program


@pytest.fixture(scope="session")
def entra():
    entra = Entra()
    yield entra
    entra.close()


@pytest.fixture(scope="session")
def documents(entra, tmp_path_factory):
    program = Program(entra.settings, tmp_path_factory.mktemp("documents"))
    yield program
    program.kill()


@pytest.fixture
def user(entra, documents):
    """A person with these roles, through a client with these scopes."""
    return lambda *roles, **changes: documents.caller(entra.sign(entra.user(*roles, **changes)))


@pytest.fixture
def daemon(entra, documents):
    """An application in its own name, with these roles."""
    return lambda *roles, **changes: documents.caller(entra.sign(entra.daemon(*roles, **changes)))


@pytest.fixture
def minutes(user):
    """The path of a document that is there."""
    return user("Editor").writes("Minutes")
