"""The access matrix as a page: on a desk, on a phone, in the dark, on paper, and without scripts."""

import pytest
from look import SHAPES, assert_named, assert_readable, assert_roomy


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("query", ["", "&search=documents&role=Editor", "&search=nothing-of-the-kind"])
def test_the_matrix(browser, directory, query, shape, scheme):
    browser.shape(*SHAPES[shape], scheme)
    browser.open(f"{directory.application}/policy?format=page{query}")
    kind = {"": "all", "&search=n": "nothing"}.get(query[:9], "found")
    browser.screenshot(f"policy-{kind}-{shape}-{scheme}")
    assert_readable(browser)
    assert_named(browser)
    assert_roomy(browser, SHAPES[shape][0])
    background = browser.one("body").value_of_css_property("background-color")
    assert ("rgba(14, 18, 23, 1)" == background) == (scheme == "dark"), background


def test_it_is_searched_by_hand_and_without_scripts(browser, directory):
    browser.scripts(False)
    browser.open(f"{directory.application}/policy?format=page")
    assert len(endpoints(browser)) == 13
    browser.one("input[type=search]").send_keys("delete")
    browser.click("Show")
    assert [text.split() for text in endpoints(browser)] == [["DELETE", "/documents/{id}"]]
    assert "1 of 13" in browser.one("[role=status]").text
    browser.click("Show all")
    assert len(endpoints(browser)) == 13


def test_on_a_phone_those_who_may_are_named(browser, directory):
    browser.shape(*SHAPES["phone"], "light")
    browser.open(f"{directory.application}/policy?format=page&search=put")
    card = browser.one("tbody tr").text
    assert "Editor" in card and "Admin" in card and "Viewer" not in card, card


def test_on_paper_there_is_the_table_alone(browser, directory):
    browser.shape(1024, 900, "dark")
    browser.open(f"{directory.application}/policy?format=page")
    browser.printed()
    browser.screenshot("policy-paper")
    assert not browser.one("form").is_displayed()
    assert browser.one("thead").is_displayed()
    assert browser.one("body").value_of_css_property("background-color") == "rgba(255, 255, 255, 1)"


def endpoints(browser):
    return [row.text for row in browser.all("tbody th")]
