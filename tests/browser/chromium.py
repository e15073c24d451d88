"""Chromium without a screen, driven as a person would: by clicks, by the keyboard, on a phone, in the dark."""

import base64
import json
import os
import shutil
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.common.exceptions import (
    NoSuchElementException,
    StaleElementReferenceException,
    WebDriverException,
)
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.wait import WebDriverWait

SCREENSHOTS = Path(__file__).resolve().parents[2] / "target/screenshots"
DEADLINE = 30
SWITCHES = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
    # Nothing but this machine is there.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

# Every text that is seen, with its colour and that of what lies behind it.
CONTRASTS = """
const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
const light = (colour) => {
  const [r, g, b] = channels(colour).slice(0, 3).map((c) => c / 255)
    .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = (element) => {
  for (let one = element; one; one = one.parentElement) {
    const colour = getComputedStyle(one).backgroundColor;
    const [, , , alpha = 1] = channels(colour);
    if (alpha > 0) return colour;
  }
  return "rgb(255, 255, 255)";
};
const found = [];
for (const element of document.body.querySelectorAll("*")) {
  const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
  const said = text || (element.matches("input:not([type=hidden])") ? element.value || "input" : "");
  if (!said || !element.checkVisibility() || element.matches("script, style, noscript")) continue;
  const [a, b] = [light(getComputedStyle(element).color), light(behind(element))];
  found.push([said, (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)]);
}
return found;
"""


def gone(control):
    """Whether the page that it stood on has been left."""
    try:
        control.is_enabled()
        return False
    except WebDriverException:
        return True


def installed(name):
    """The path of a program, without which no case can run."""
    path = shutil.which(name)
    if path is None:
        pytest.exit(f"`{name}` is not installed; Debian has it in `chromium` and `chromium-driver`", 1)
    return path


class Chromium:
    """One browser for all cases; each begins with nothing in it."""

    def __init__(self, profile, *more):
        # The driver is on this machine, whatever stands between it and others.
        os.environ["NO_PROXY"] = os.environ["no_proxy"] = "127.0.0.1,localhost"
        options = webdriver.ChromeOptions()
        options.binary_location = installed("chromium")
        for switch in [*SWITCHES, *more, f"--user-data-dir={profile}"]:
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
        service = webdriver.ChromeService(installed("chromedriver"))
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(DEADLINE)
        self.added = []

    def reset(self):
        for window in self.windows[1:]:
            self.enter(window)
            self.driver.close()
        self.enter(self.windows[0])
        self.driver.get("about:blank")
        self._forget_scripts()
        self.complaints()
        self.asked()
        self._cdp("Network.clearBrowserCookies")
        self.scripts(True)
        self.shape()

    def scripts(self, run):
        self._cdp("Emulation.setScriptExecutionDisabled", value=not run)

    def shape(self, width=1024, height=900, scheme="light"):
        phone = width < 600
        self._cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=2 if phone else 1, mobile=phone,
        )
        feature = {"name": "prefers-color-scheme", "value": scheme}
        self._cdp("Emulation.setEmulatedMedia", features=[feature])

    def before_scripts(self, script):
        """Runs it in this window at each page from now on, before the page's own scripts."""
        added = self._cdp("Page.addScriptToEvaluateOnNewDocument", source=script)
        self.added.append(added["identifier"])

    def _forget_scripts(self):
        for identifier in self.added:
            self._cdp("Page.removeScriptToEvaluateOnNewDocument", identifier=identifier)
        self.added.clear()

    def complaints(self):
        """Warnings and errors on the console since this was last asked, but for answers that say no."""
        entries = self.driver.get_log("browser")
        bad = [entry["message"] for entry in entries if entry["level"] in ("SEVERE", "WARNING")]
        return [message for message in bad if "the server responded with a status of 40" not in message]

    def asked(self, page=""):
        """The addresses that pages below an address have requested since this was last asked."""
        events = [json.loads(entry["message"])["message"] for entry in self.driver.get_log("performance")]
        return [
            event["params"]["request"]["url"]
            for event in events
            if event["method"] == "Network.requestWillBeSent"
            and event["params"]["documentURL"].startswith(page)
        ]

    @property
    def windows(self):
        return self.driver.window_handles

    def enter(self, window):
        self.driver.switch_to.window(window)

    def open(self, url):
        self.driver.get(url)

    @property
    def url(self):
        return self.driver.current_url

    @property
    def heading(self):
        return self.one("h1").text

    def one(self, css):
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css):
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def click(self, text):
        """Clicks the button or link that says so, and waits for the page that it leads to."""
        control = self.one_saying(text)
        control.click()
        self._until(lambda _: gone(control))

    def one_saying(self, text):
        """The button or link that says so, once it is there."""

        def found(_):
            return next((one for one in self.all("button, a") if text in one.text), None)

        return self._until(found)

    def press_on(self, control):
        """Clicks it once it is in sight."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", control)
        control.click()

    def press(self, *keys):
        ActionChains(self.driver).send_keys(*keys).perform()

    def tab_to(self, text):
        """Goes by the keyboard until the focused control says so."""
        for _ in range(20):
            self.press(Keys.TAB)
            if text in self.focused.text:
                return
        raise AssertionError(f"the keyboard does not reach `{text}`")

    @property
    def focused(self):
        return self.driver.switch_to.active_element

    def until(self, true):
        return self._until(lambda _: true())

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def contrasts(self):
        return self.run(CONTRASTS)

    def printed(self):
        """As it would be on paper."""
        self._cdp("Emulation.setEmulatedMedia", media="print", features=[])

    def screenshot(self, name, height=None):
        """The whole page, or what of it lies above a height."""
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        size = self._cdp("Page.getLayoutMetrics")["cssContentSize"]
        size |= {"height": height or size["height"]}
        shot = self._cdp("Page.captureScreenshot", captureBeyondViewport=True, clip=size | {"scale": 1})
        (SCREENSHOTS / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        self.driver.quit()

    def _until(self, true):
        passing = [NoSuchElementException, StaleElementReferenceException]
        wait = WebDriverWait(self.driver, DEADLINE, 0.05, ignored_exceptions=passing)
        return wait.until(true)

    def _cdp(self, command, **parameters):
        return self.driver.execute_cdp_cmd(command, parameters)
