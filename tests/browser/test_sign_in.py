"""Signing in: by the mouse and by the keyboard, to each shape of answer, with and without scripts."""

from urllib.parse import parse_qsl, urlsplit

import pytest
from selenium.webdriver.common.keys import Keys


def landed(browser, landing):
    """What the application was brought."""
    browser.until(lambda: landing.at("/callback"))
    [(_, brought)] = landing.at("/callback")
    return brought


def test_a_click_signs_in(browser, directory, landing):
    browser.open(directory.authorize())
    assert "Portal" in browser.one("main").text
    browser.click("Edgar Editor")
    tokens = directory.redeemed(landed(browser, landing)["code"])
    assert tokens["token_type"] == "Bearer", tokens


def test_the_keyboard_alone_signs_in(browser, directory, landing):
    browser.open(directory.authorize())
    order = []
    while not order or "Cancel" not in order[-1]:
        browser.press(Keys.TAB)
        order.append(browser.focused.accessible_name)
    assert [name.split()[0][:5] for name in order] == ["Edgar", "Vera", "Ada", "Gita", "Wolfe", "Cance"]
    browser.open(directory.authorize())
    browser.tab_to("Vera Viewer")
    browser.press(Keys.ENTER)
    assert landed(browser, landing)["state"] == "s|1"


def test_what_has_the_focus_is_seen(browser, directory):
    browser.open(directory.authorize())
    browser.tab_to("Edgar Editor")
    assert browser.focused.value_of_css_property("outline-style") == "solid"
    assert browser.focused.value_of_css_property("outline-width") == "3px"


def test_a_fragment_lands_in_the_page(browser, directory):
    browser.open(directory.authorize(response_mode="fragment"))
    browser.click("Edgar Editor")
    browser.until(lambda: browser.heading == "Landed")
    url = urlsplit(browser.url)
    assert not url.query
    assert set(dict(parse_qsl(url.fragment))) == {"code", "session_state", "state"}


@pytest.mark.parametrize("scripts", [True, False])
def test_a_form_lands_by_post(browser, directory, landing, scripts):
    browser.scripts(scripts)
    browser.open(directory.authorize(response_mode="form_post", state='"><b>é'))
    browser.click("Edgar Editor")
    if not scripts:
        browser.click("Continue")
    brought = landed(browser, landing)
    assert landing.at("/callback")[0][0] == "POST"
    assert brought["state"] == '"><b>é'
    assert directory.redeemed(brought["code"])["token_type"] == "Bearer"


def test_the_state_survives_the_pages(browser, directory, landing):
    state = "two\nlines\r\n|+ %2B &amp; é"
    browser.open(directory.authorize("limited", state=state, prompt="consent"))
    browser.click("Edgar Editor")
    browser.click("Accept")
    assert landed(browser, landing)["state"] == state


def test_no_is_an_answer(browser, directory, landing):
    browser.open(directory.authorize())
    browser.click("Cancel")
    assert landed(browser, landing)["error"] == "access_denied"


def test_consent_is_asked_once(browser, directory, landing):
    asked = directory.authorize("limited", scope=f"openid {directory.scope('Documents.ReadWrite')}")
    browser.open(asked)
    browser.click("Ada Admin")
    assert browser.heading == "Curious Notebook asks for access"
    assert "Documents.ReadWrite" in browser.one("main").text
    browser.tab_to("Cancel")
    browser.press(Keys.ENTER)
    assert landed(browser, landing)["error"] == "access_denied"
    landing.visits.clear()
    browser.open(asked)
    browser.tab_to("Accept")
    browser.press(Keys.ENTER)
    assert "code" in landed(browser, landing)
    landing.visits.clear()
    browser.open(asked)
    assert "code" in landed(browser, landing)


def test_the_second_time_nothing_is_asked(browser, directory, landing):
    browser.open(directory.authorize())
    browser.click("Edgar Editor")
    first = landed(browser, landing)
    landing.visits.clear()
    browser.open(directory.authorize("docs", prompt="none"))
    second = landed(browser, landing)
    assert second["session_state"] == first["session_state"]
    browser.open(directory.authorize(prompt="select_account"))
    assert "Signed in" in browser.one_saying("Edgar Editor").text


def test_nobody_is_asked_silently(browser, directory, landing):
    browser.open(directory.authorize(prompt="none"))
    assert landed(browser, landing)["error"] == "login_required"


def test_who_is_expected_comes_first(browser, directory, landing):
    browser.open(directory.authorize(login_hint="admin@directory.test"))
    assert "Ada Admin" in browser.focused.text
    assert "Ada Admin" in browser.all("button")[0].text
    browser.press(Keys.ENTER)
    assert "code" in landed(browser, landing)


def test_everything_works_without_scripts(browser, directory, landing):
    browser.scripts(False)
    browser.open(directory.authorize("limited", scope=directory.scope("Documents.ReadWrite")))
    browser.click("Gita Guest")
    browser.click("Accept")
    assert "code" in landed(browser, landing)


def test_a_popup_can_be_followed(browser, directory, landing):
    browser.open(f"{landing.url}/opener")
    own = browser.driver.current_window_handle
    browser.run(f"window.popup = open({directory.authorize()!r}, 'popup', 'width=500,height=600')")
    browser.until(lambda: len(browser.driver.window_handles) == 2)
    [popup] = set(browser.driver.window_handles) - {own}
    browser.driver.switch_to.window(popup)
    browser.until(lambda: browser.all("button"))
    browser.click("Edgar Editor")
    browser.until(lambda: landing.at("/callback"))
    browser.driver.switch_to.window(own)
    assert "code=" in browser.until(lambda: browser.run("return popup.location.href"))
    browser.run("popup.close()")
