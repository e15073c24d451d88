"""The running `documents`, which believes an authority that is none of ours, and somebody who may do everything."""

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


@pytest.fixture(scope="session")
def admin(entra):
    """The token of an application in its own name."""
    return entra.sign(entra.daemon("Documents.Admin"))
