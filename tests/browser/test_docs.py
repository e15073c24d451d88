"""The documentation page signs people in, and shows what they are answered; whoever means ill gets nothing by it."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest
from docs import Docs, assert_harmless
from look import SHAPES, assert_readable

DRAFT = json.dumps({"title": "Minutes", "body": "We met."})
EVIL = "url=https://evil.example/x.json&configUrl=https://evil.example/c.json&urls.primaryName=x&config=https://evil.example"


@pytest.fixture
def docs(browser, directory):
    docs = Docs(browser, directory.application)
    yield docs
    assert_harmless(docs)


def signing_in(browser):
    """What the authority was asked for, as the address of the window says."""
    return {name: values[0] for name, values in parse_qs(urlsplit(browser.url).query).items()}


def test_an_editor_signs_in_and_writes(docs):
    docs.open()
    docs.sign_in("Edgar Editor")
    assert docs.execute("GET", "/documents")[0] == 200
    status, answer = docs.execute("POST", "/documents", DRAFT)
    assert status == 201
    assert '"title": "Minutes"' in answer


def test_a_viewer_is_shown_why_not(docs):
    docs.open()
    docs.sign_in("Vera Viewer")
    assert docs.execute("GET", "/documents")[0] == 200
    status, answer = docs.execute("POST", "/documents", DRAFT)
    assert status == 403
    assert '"status": 403' in answer and "not permitted" in answer
    assert "application/problem+json" in answer


def test_without_signing_in_there_is_nothing_but_a_401(docs):
    docs.open()
    status, answer = docs.execute("GET", "/documents")
    assert status == 401
    assert "sign-in required" in answer and "www-authenticate" in answer
    assert docs.execute("GET", "/health")[0] == 200


def test_it_asks_for_a_code_with_a_proof_and_chance(docs, browser, directory):
    docs.open()
    docs.begin()
    first = signing_in(browser)
    assert first["client_id"] == directory.client("docs")
    assert first["redirect_uri"] == docs.url + "oauth2-redirect.html"
    assert first["scope"].split() == [directory.scope(name) for name in ("Documents.Read", "Documents.ReadWrite")]
    assert (first["response_type"], first["code_challenge_method"]) == ("code", "S256")
    assert "client_secret" not in first
    docs.abandon()
    docs.begin(opened=True)
    second = signing_in(browser)
    for name in ("state", "code_challenge"):
        assert first[name] != second[name]
    assert len(bytes.fromhex(first["state"])) == 16
    docs.abandon()


def test_no_secret_is_asked_for_and_the_scopes_are_ticked(docs, browser, directory):
    docs.open()
    docs.dialog()
    assert browser.one("#client_id_authorizationCode").get_attribute("value") == directory.client("docs")
    assert not browser.one("#client_secret_authorizationCode").is_displayed()
    ticked = browser.all(".dialog-ux .scopes input[type=checkbox]")
    assert [box.is_selected() for box in ticked] == [True, True]


def test_whoever_does_not_sign_in_is_told_so_and_can_try_again(docs, browser):
    docs.open()
    docs.begin()
    browser.one_saying("Cancel").click()
    docs.come_back()
    browser.until(lambda: "access_denied" in docs.complaint)
    assert not docs.is_signed_in
    docs.begin(opened=True)
    browser.one_saying("Edgar Editor").click()
    docs.come_back()
    browser.until(lambda: docs.is_signed_in)


@pytest.mark.parametrize("state", ["other", "", None])
def test_an_answer_to_another_question_is_not_taken(docs, browser, state):
    docs.open()
    docs.begin()
    given = "" if state is None else f"&state={state}"
    browser.open(f"{docs.url}oauth2-redirect.html?code=somebody-elses{given}")
    browser.until(lambda: "nothing waits for it" in browser.one("#said").text)
    docs.abandon()
    assert not docs.is_signed_in and docs.complaint == ""
    assert not [url for url in browser.asked() if url.endswith("/token")]


def test_an_answer_counts_once(docs, browser):
    docs.open()
    docs.begin()
    state = signing_in(browser)["state"]
    end = f"{docs.url}oauth2-redirect.html"
    browser.one_saying("Cancel").click()
    docs.come_back()
    browser.until(lambda: "access_denied" in docs.complaint)
    docs.in_another_window(f"{end}?code=late&state={state}")
    browser.until(lambda: "nothing waits for it" in browser.one("#said").text)
    docs.abandon()
    assert not docs.is_signed_in


def test_another_page_of_the_documentation_is_not_signed_in_along_with_it(docs, browser):
    docs.open()
    first = browser.windows[0]
    docs.in_another_window(docs.url)
    browser.until(lambda: browser.all(".opblock"))
    docs.abandon()
    docs.sign_in("Edgar Editor")
    assert browser.windows == [first]
    docs.open()
    assert docs.execute("GET", "/documents")[0] == 401


@pytest.mark.parametrize("query", ["?" + EVIL, "?" + EVIL + "#/documents", "#?" + EVIL])
def test_nothing_in_the_address_is_a_setting(docs, browser, query):
    docs.open(query)
    assert docs.title.startswith("Documents")
    asked = browser.asked()
    assert f"{docs.url}openapi.json" in asked
    assert not [url for url in asked if "evil" in urlsplit(url).netloc]


def test_the_end_of_a_sign_in_is_of_no_use_by_itself(docs, browser):
    browser.open(f"{docs.url}oauth2-redirect.html?code=secret&state=x")
    assert "nothing waits for it" in browser.one("main").text
    assert browser.url == f"{docs.url}oauth2-redirect.html", "the code stays in no history"


def test_a_page_of_somebody_else_learns_nothing_by_opening_it(docs, browser, landing):
    browser.open(f"{landing.url}/trap")
    browser.run(
        """
        window.caught = [];
        window.swaggerUIRedirectOauth2 = new Proxy({}, { get: (_, name) => { caught.push(name); return () => {}; } });
        window.onmessage = ({ data }) => caught.push(data);
        new BroadcastChannel("rolecall sign-in").onmessage = ({ data }) => caught.push(data);
        window.opened = open(arguments[0]);
        """,
        f"{docs.url}oauth2-redirect.html?code=secret&state=x",
    )
    trap = browser.windows[0]
    browser.until(lambda: len(browser.windows) == 2)
    browser.enter(browser.windows[1])
    browser.until(lambda: "nothing waits for it" in browser.one("main").text)
    browser.driver.close()
    browser.enter(trap)
    assert browser.run("return window.caught") == []
    browser.open(docs.url)


def test_a_page_of_somebody_else_cannot_show_it_in_a_frame(docs, browser, landing):
    browser.open(f"{landing.url}/frame")
    browser.run(
        "const frame = document.createElement('iframe'); frame.src = arguments[0]; document.body.append(frame);",
        docs.url,
    )
    said = browser.until(browser.complaints)
    assert any("frame-ancestors" in one for one in said), said
    browser.open(docs.url)


def test_loading_the_page_anew_forgets_who_signed_in(docs):
    docs.open()
    docs.sign_in("Edgar Editor")
    assert docs.execute("GET", "/documents")[0] == 200
    docs.open()
    assert docs.execute("GET", "/documents")[0] == 401


def test_the_command_to_copy_does_not_show_the_token(docs, browser):
    docs.open()
    docs.sign_in("Edgar Editor")
    docs.execute("GET", "/documents")
    assert "Authorization: Bearer TOKEN" in docs.command
    assert "eyJ" not in browser.one("body").text


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shape", SHAPES)
def test_how_it_looks(docs, browser, shape, scheme):
    browser.shape(*SHAPES[shape], scheme)
    docs.open()
    looks(browser, f"docs-{shape}-{scheme}", shape)
    background = browser.one("html").value_of_css_property("background-color")
    assert ("rgba(14, 18, 23, 1)" == background) == (scheme == "dark"), background
    docs.dialog()
    looks(browser, f"docs-authorize-{shape}-{scheme}", shape)
    docs.close_dialog()
    docs.sign_in("Vera Viewer")
    docs.execute("GET", "/documents")
    looks(browser, f"docs-200-{shape}-{scheme}", shape)
    docs.execute("POST", "/documents", DRAFT)
    looks(browser, f"docs-403-{shape}-{scheme}", shape)


def test_the_picture_of_the_manual(docs, browser):
    browser.shape(1200, 900)
    docs.open()
    docs.sign_in("Vera Viewer")
    docs.execute("POST", "/documents", DRAFT)
    browser.run("document.activeElement.blur()")
    browser.screenshot("docs", height=1530)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_how_the_end_of_a_sign_in_looks(docs, browser, scheme):
    browser.shape(*SHAPES["phone"], scheme)
    browser.open(f"{docs.url}oauth2-redirect.html")
    browser.screenshot(f"docs-end-{scheme}")
    faint = [said for said in browser.contrasts() if said[1] < 4.5]
    assert not faint, faint


def looks(browser, name, shape):
    browser.screenshot(name)
    assert_readable(browser)
    assert browser.run("return document.documentElement.lang") == "en"
    assert len(browser.all("h1")) == 1
    assert browser.run("return document.documentElement.scrollWidth") <= SHAPES[shape][0]
    cut = browser.run(CUT)
    assert cut == [], cut


# What reaches beyond the window, but for what scrolls by itself.
CUT = """
return [...document.querySelectorAll("#docs *")].filter((one) => {
  if (!one.checkVisibility() || one.closest("pre, .microlight, svg")) return false;
  const { left, right, width } = one.getBoundingClientRect();
  return width > 0 && (right > innerWidth + 1 || left < -1);
}).map((one) => one.outerHTML.slice(0, 200));
"""
