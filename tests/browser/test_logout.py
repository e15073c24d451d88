"""Signing out: the applications are told in frames, then it goes on."""

from urllib.parse import urlencode

import pytest


@pytest.fixture
def signed_in(browser, directory, landing):
    browser.open(directory.authorize())
    browser.click("Edgar Editor")
    browser.until(lambda: landing.at("/callback"))
    [(_, brought)] = landing.at("/callback")
    return brought


def is_signed_in(browser, directory, landing):
    landing.visits.clear()
    browser.open(directory.authorize(prompt="none"))
    browser.until(lambda: landing.at("/callback"))
    return "code" in landing.at("/callback")[0][1]


@pytest.mark.parametrize("scripts", [True, False])
def test_it_goes_on_after_the_applications_were_told(browser, directory, landing, signed_in, scripts):
    browser.scripts(scripts)
    asked = {"post_logout_redirect_uri": f"{landing.url}/bye", "state": "s|2"}
    browser.open(f"{directory.endpoint('logout')}?{urlencode(asked)}")
    browser.until(lambda: landing.at("/bye"))
    assert landing.at("/bye") == [("GET", {"state": "s|2"})]
    assert landing.at("/gone") == [("GET", {"sid": signed_in["session_state"]})]
    assert not is_signed_in(browser, directory, landing)


def test_without_a_place_to_go_it_stays(browser, directory, landing, signed_in):
    browser.open(directory.endpoint("logout"))
    assert browser.heading == "You are signed out"
    browser.until(lambda: landing.at("/gone"))
    assert not is_signed_in(browser, directory, landing)
