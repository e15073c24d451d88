"""The documentation page of `documents`, and what a person does there."""

from urllib.parse import urlsplit

from selenium.webdriver.common.by import By

# Before any script of the page: what the content security policy stops, and what is kept in the browser.
WITNESS = """
window.stopped = [];
document.addEventListener("securitypolicyviolation", (event) => window.stopped.push(event.violatedDirective));
"""


def assert_harmless(docs):
    """The page ran against nothing, complained of nothing, keeps nothing, and asked this machine alone."""
    assert docs.stopped == []
    assert docs.kept == [0, 0, ""]
    complaints = [said for said in docs.browser.complaints() if said.startswith(docs.url)]
    assert complaints == []
    asked = [urlsplit(url) for url in docs.browser.asked(docs.url)]
    assert not {url.hostname for url in asked if url.scheme != "data"} - {"127.0.0.1"}


class Docs:
    """One page in a browser. Whoever signs in does so in a window of their own."""

    def __init__(self, browser, application):
        self.browser = browser
        self.url = f"{application}/docs/"
        self.browser.before_scripts(WITNESS)

    def open(self, query=""):
        self.browser.open(self.url + query)
        self.browser.until(lambda: self.browser.all(".opblock"))

    @property
    def title(self):
        return self.browser.one(".info .title").text

    def dialog(self):
        """Opens the dialog in which one signs in, and gives its first box: that of people."""
        self.browser.one(".btn.authorize").click()
        return self.browser.until(self.box)

    def box(self):
        """That of people, who sign in by a code."""
        return self.browser.one(".dialog-ux .auth-container div:has(> .wrapper [for^=client_id_authorization])")

    def begin(self, opened=False):
        """Presses *Authorize*, in the dialog too, and goes to the window that opens."""
        before = set(self.browser.windows)
        box = self.box() if opened else self.dialog()
        self.browser.press_on(box.find_element(By.CSS_SELECTOR, ".auth-btn-wrapper .authorize"))
        self.browser.until(lambda: set(self.browser.windows) - before)
        self.browser.enter((set(self.browser.windows) - before).pop())

    def sign_in(self, person):
        """As somebody whom the directory knows."""
        self.begin()
        self.browser.one_saying(person).click()
        self.come_back()
        self.browser.until(lambda: self.is_signed_in)
        self.close_dialog()

    def abandon(self):
        """Closes the window, with whatever was going on there."""
        self.browser.driver.close()
        self.browser.enter(self.browser.windows[0])

    def in_another_window(self, url):
        self.browser.driver.switch_to.new_window("window")
        self.browser.open(url)

    def come_back(self):
        """Once the window has closed by itself."""
        self.browser.until(lambda: len(self.browser.windows) == 1)
        self.browser.enter(self.browser.windows[0])

    @property
    def is_signed_in(self):
        """As the dialog says, which has to be open."""
        return "Authorized" in self.browser.one(".dialog-ux").text

    @property
    def complaint(self):
        """What the dialog says went wrong."""
        return " ".join(error.text for error in self.browser.all(".dialog-ux .errors"))

    def close_dialog(self):
        self.browser.one(".dialog-ux .btn-done").click()
        self.browser.until(lambda: not self.browser.all(".dialog-ux"))

    def execute(self, method, path, body=None):
        """Sends one operation, and gives its status and what was answered."""
        block = self._operation(method, path)
        if "is-open" not in block.get_attribute("class"):
            block.find_element(By.CSS_SELECTOR, ".opblock-summary-control").click()
        if body is not None:
            self._write(block, body)
        button = self.browser.until(lambda: block.find_element(By.CSS_SELECTOR, ".btn.execute"))
        self.browser.press_on(button)
        answer = ".live-responses-table .response"
        found = self.browser.until(lambda: block.find_element(By.CSS_SELECTOR, answer))
        status = found.find_element(By.CSS_SELECTOR, ".response-col_status").text.split()[0]
        return int(status), found.text

    @property
    def command(self):
        """The line of `curl` beneath what was executed last."""
        return self.browser.one(".curl-command .curl").text

    @property
    def stopped(self):
        """The directives that something on the page ran against."""
        return self.browser.run("return window.stopped")

    @property
    def kept(self):
        """Whatever outlives the page in the browser."""
        kept = "return [localStorage.length, sessionStorage.length, document.cookie]"
        return self.browser.run(kept)

    def _operation(self, method, path):
        blocks = self.browser.all(f".opblock-{method.lower()}")
        return next(
            block
            for block in blocks
            if block.find_element(By.CSS_SELECTOR, "[data-path]").get_attribute("data-path") == path
        )

    def _write(self, block, body):
        area = self.browser.until(lambda: block.find_element(By.CSS_SELECTOR, ".body-param__text"))
        area.clear()
        area.send_keys(body)
