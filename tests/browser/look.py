"""What a page has to be like, whatever is on it."""

SHAPES = {"desk": (1024, 900), "phone": (360, 740)}

# What reaches beyond the card that it stands in.
BEYOND = """
const edge = document.querySelector("main").getBoundingClientRect().right;
const range = document.createRange();
return [...document.querySelectorAll("main *")].filter((one) => {
  range.selectNodeContents(one);
  return range.getBoundingClientRect().right > edge;
}).map((one) => one.outerHTML);
"""


def assert_readable(browser):
    faint = [(text, ratio) for text, ratio in browser.contrasts() if ratio < 4.5]
    assert not faint, faint
    assert len(browser.contrasts()) >= 4


def assert_named(browser):
    """By landmarks, a title, one heading, and a name for every control."""
    assert browser.run("return document.documentElement.lang") == "en"
    assert browser.driver.title
    for landmark in ("header", "main"):
        assert len(browser.all(f"body > {landmark}")) == 1, landmark
    assert len(browser.all("h1")) == 1
    controls = browser.all("button, a, select, input:not([type=hidden])")
    assert all(control.accessible_name for control in controls)


def assert_roomy(browser, width):
    """Nothing is cut off or scrolls sideways, and what is pressed is as high as a finger."""
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.run(BEYOND) == []
    assert all(button.size["height"] >= 44 for button in browser.all("button, a.button"))
