"""The page on which the code of a device is typed, from the first letter to the tokens."""

from selenium.webdriver.common.keys import Keys


def test_a_device_is_signed_in(browser, directory):
    device = directory.device(f"openid {directory.scope('Documents.ReadWrite')}")
    assert directory.polled(device)["error"] == "authorization_pending"
    browser.open(device["verification_uri"])
    assert browser.focused.get_attribute("name") == "user_code"
    code = device["user_code"].lower()
    browser.press(f"{code[:5]} {code[5:]}", Keys.ENTER)
    browser.click("Edgar Editor")
    assert browser.heading == "Are you trying to sign in to Curious Notebook?"
    browser.click("Continue")
    assert "You may close this window" in browser.one("main").text
    assert directory.polled(device)["token_type"] == "Bearer"


def test_no_is_told_to_the_device(browser, directory):
    browser.scripts(False)
    device = directory.device()
    browser.open(device["verification_uri"])
    browser.one("#user_code").send_keys(device["user_code"])
    browser.click("Next")
    browser.click("Vera Viewer")
    browser.click("Cancel")
    assert browser.heading == "You declined"
    assert directory.polled(device)["error"] == "authorization_declined"


def test_a_wrong_code_is_said_so(browser, directory):
    browser.open(f"{directory.url}/devicelogin")
    browser.press("wrong", Keys.ENTER)
    browser.until(lambda: browser.all(".wrong"))
    assert "No sign-in waits for this code" in browser.one("[role=alert]").text
    assert browser.one("#user_code").get_attribute("value") == "wrong"
    assert browser.one("#user_code").get_attribute("aria-describedby") == "wrong"
