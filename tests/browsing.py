"""A published page in a real browser: Debian's Chromium, driven by its own ChromeDriver, with no network."""

from __future__ import annotations

import functools
import http.server
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

webdriver = pytest.importorskip("selenium.webdriver", reason="selenium is not installed: it comes with the test group")
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.remote.webdriver import WebDriver  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
MISSING = "no chromium with chromedriver on the path: apt-get install chromium chromium-driver"
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--hide-scrollbars",
    "--force-prefers-reduced-motion",  # the map jumps: software drawing makes every way slow
)
WAIT = 40
Open = Callable[[str], WebDriver]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A static server that writes no log."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder on a static server of its own; gives its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def chromium(profile: Path) -> Iterator[WebDriver]:
    """A browser with a profile of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER))
    try:
        yield driver
    finally:
        driver.quit()


def visitor(browser: WebDriver, address: str) -> Open:
    """Opens a page anew, 1440 pixels wide, at an address behind its own, and waits until the map is drawn."""
    size(browser, 1440, 900)

    def visited(rest: str = "") -> WebDriver:
        browser.get("about:blank")
        browser.get_log("browser")  # what a page before this one complained of
        browser.get(rest if rest.startswith("file:") else address + rest)
        until(browser, "return document.documentElement.dataset.map === 'ready'")
        return browser

    return visited


def size(browser: WebDriver, width: int, height: int) -> None:
    """What the page sees as its window."""
    metrics = {"width": width, "height": height, "deviceScaleFactor": 0.5, "mobile": width < 700}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)


def until(browser: WebDriver, script: str, *args: object) -> object:
    """Wait until a script gives something true."""
    return WebDriverWait(browser, WAIT, 0.05).until(lambda driver: driver.execute_script(script, *args))


def quoted(browser: WebDriver) -> str:
    """The words marked in the evidence, once they are there."""
    until(browser, "return document.querySelector('.evidence mark.quoted')")
    return str(
        browser.execute_script(
            "const box = document.querySelector('.evidence .passage').cloneNode(true);"
            "box.querySelectorAll('.neutral').forEach(each => each.remove());"
            "return [...box.querySelectorAll('mark.quoted')].map(each => each.textContent).join('')"
        )
    )


def broken(browser: WebDriver) -> list[str]:
    """What axe-core finds that is serious or critical."""
    import axe_core_python

    axe = Path(str(axe_core_python.__file__)).with_name("axe.min.js")
    browser.execute_script(axe.read_text(encoding="utf-8"))
    rows = browser.execute_async_script(
        "const done = arguments[arguments.length - 1];"
        "axe.run(document, {resultTypes: ['violations']}).then(found => done(found.violations"
        ".filter(each => ['serious', 'critical'].includes(each.impact))"
        ".map(each => `${each.id}: ${each.nodes[0].html}`)))"
    )
    return list(rows)


def press(browser: WebDriver, keys: str) -> None:
    browser.switch_to.active_element.send_keys(keys)
