"""How every page looks: on a desk and on a phone, by day and by night. Each is written to `target/screenshots`."""

from urllib.parse import urlencode

import pytest
from look import SHAPES, assert_named, assert_readable, assert_roomy


def overview(browser, directory):
    directory.says("counters")
    directory.says("trouble", document="keys", kind="slow", seconds="1")
    directory.polled({"device_code": "none"})
    browser.open(f"{directory.url}/")
    directory.says("trouble", document="keys", kind="none")
    browser.one("summary").click()


def picker(browser, directory):
    browser.open(directory.authorize())


def picker_hinted(browser, directory):
    signed_in(browser, directory)
    browser.open(directory.authorize(prompt="login", login_hint="admin"))


def consent(browser, directory):
    scopes = ["openid", "profile", "email", "offline_access"]
    scopes += [directory.scope(name) for name in ("Documents.Read", "Documents.ReadWrite")]
    browser.open(directory.authorize("limited", prompt="consent", scope=" ".join(scopes)))
    browser.click("Vera Viewer")


def device(browser, directory):
    browser.open(f"{directory.url}/devicelogin")


def device_wrong(browser, directory):
    device(browser, directory)
    browser.one("#user_code").send_keys("ABCD2345")
    browser.click("Next")


def device_confirmation(browser, directory):
    device(browser, directory)
    scope = f"openid profile {directory.scope('Documents.Read')}"
    browser.one("#user_code").send_keys(directory.device(scope)["user_code"])
    browser.click("Next")
    browser.click("Edgar Editor")


def device_done(browser, directory):
    device_confirmation(browser, directory)
    browser.click("Continue")


def admin_consent(browser, directory):
    asked = {"client_id": directory.client("limited"), "redirect_uri": f"{directory.landing.url}/callback"}
    browser.open(f"{directory.url}/{directory.tenant}/adminconsent?{urlencode(asked)}")


def signed_out(browser, directory):
    browser.open(directory.endpoint("logout"))


def problem(browser, directory):
    browser.open(directory.authorize(redirect_uri="https://elsewhere.example/a/rather/long/path/to/come/back/to"))


def guest_elsewhere(browser, directory):
    browser.open(directory.authorize().replace(directory.tenant, "common"))
    browser.click("Gita Guest")


def error(browser, directory):
    browser.open(f"{directory.url}/error?code=50058")


def form_post_without_scripts(browser, directory):
    browser.scripts(False)
    browser.open(directory.authorize(response_mode="form_post"))
    browser.click("Edgar Editor")


def signed_in(browser, directory):
    browser.open(directory.authorize(prompt="login"))
    browser.click("Edgar Editor")


PAGES = [
    overview,
    picker,
    picker_hinted,
    consent,
    device,
    device_wrong,
    device_confirmation,
    device_done,
    admin_consent,
    signed_out,
    problem,
    guest_elsewhere,
    error,
    form_post_without_scripts,
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.__name__)
def test_a_page(browser, directory, page, shape, scheme):
    browser.shape(*SHAPES[shape], scheme)
    page(browser, directory)
    browser.screenshot(f"{page.__name__}-{shape}-{scheme}")
    assert_readable(browser)
    assert_named(browser)
    assert browser.driver.title.endswith(" · Development directory")
    assert "No password is asked" in browser.one("header").text
    assert_roomy(browser, SHAPES[shape][0])
    background = browser.one("body").value_of_css_property("background-color")
    assert ("rgba(14, 18, 23, 1)" == background) == (scheme == "dark"), background
