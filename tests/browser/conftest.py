"""One directory, one application's pages and one browser for all cases; the browser forgets between them."""

import pytest
from chromium import Chromium
from landing import Landing
from place import Place


@pytest.fixture(scope="session")
def landing():
    landing = Landing()
    yield landing
    landing.close()


@pytest.fixture(scope="session")
def directory(landing, tmp_path_factory):
    place = Place(tmp_path_factory.mktemp("directory"), landing)
    yield place
    place.kill()


@pytest.fixture(scope="session")
def chromium(tmp_path_factory):
    chromium = Chromium(tmp_path_factory.mktemp("profile"))
    yield chromium
    chromium.close()


@pytest.fixture
def browser(chromium, landing):
    chromium.reset()
    landing.visits.clear()
    return chromium
