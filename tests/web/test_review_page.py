"""The review in a real browser: from the queue to a decision, and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import app_desk
import pytest
from browsing import CHROMIUM, DRIVER, MISSING, press, size, until
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from serving_desk import serving

from contested.publish.site import built_page

PAGE = built_page()
pytestmark = [
    pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING),
    pytest.mark.skipif(PAGE is None or not (PAGE / "review").is_dir(), reason="the front end has not been built"),
]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[str]:
    ledger = tmp_path / "war.sqlite"
    app_desk.fill(str(ledger))
    with serving(ledger) as address:
        yield address


def told(address: str, path: str) -> list[dict[str, object]]:
    with urlopen(f"{address}/api/{path}") as answer:
        found: list[dict[str, object]] = json.load(answer)
    return found


def opened(browser: WebDriver, address: str, name: str) -> WebDriver:
    """The review, with somebody signed in."""
    size(browser, 1440, 900)
    browser.get("about:blank")
    browser.get_log("browser")  # what a page before this one complained of
    browser.get(f"{address}/review")
    until(browser, "return document.querySelector('.item')")
    next(each for each in browser.find_elements(By.CSS_SELECTOR, ".link") if each.text == "Sign in").click()
    browser.find_element(By.NAME, "name").send_keys(name)
    browser.find_element(By.NAME, "password").send_keys(app_desk.PASSWORD + Keys.ENTER)
    until(browser, "return document.querySelector('.tools').textContent.includes('Sign out')")
    return browser


def chosen(browser: WebDriver) -> str:
    return str(until(browser, "return document.querySelector('.item[aria-current=true]')?.dataset.claim"))


def said(browser: WebDriver, words: str) -> None:
    until(browser, "return document.querySelector('.status').textContent.includes(arguments[0])", words)


def test_a_claim_is_rejected_by_key_and_taken_back(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Lea")
    id = chosen(page)
    until(page, "return document.querySelector('.changes')")
    press(page, "r")
    said(page, "Decision 1: reject")
    assert id not in json.dumps(told(desk, "claims?limit=1000"))
    assert chosen(page) != id
    press(page, "u")
    said(page, "taken back")
    assert id in json.dumps(told(desk, "claims?limit=1000"))
    next(each for each in page.find_elements(By.CSS_SELECTOR, ".link") if each.text == "Audit").click()
    until(page, "return document.querySelector('.more[open] table')")
    rows = page.find_element(By.CSS_SELECTOR, ".more table").text
    assert "reject" in rows
    assert "withdraw" in rows


def test_a_place_is_corrected_by_name_and_the_change_is_shown_first(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    id = chosen(page)
    press(page, "y")
    page.find_element(By.CSS_SELECTOR, ".picker input").send_keys("Tripoli")
    until(page, "return document.querySelectorAll('.candidates button').length > 1")
    until(page, "return document.querySelector('.candidates button').textContent.includes('Tripoli')")
    press(page, Keys.ENTER)
    until(page, "return document.querySelector('.changes h2')?.textContent === 'If the correction is saved'")
    assert told(desk, "decisions") == []
    press(page, Keys.ENTER)
    said(page, "Decision 1: correct")
    (row,) = told(desk, "decisions")
    assert row["subject"] == id
    assert "Tripoli" in json.dumps(told(desk, "claims?place=Tripoli"))


def test_marked_words_become_a_part(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    press(page, "t")
    page.execute_script(
        "const piece = document.querySelector('.passage .sentence').firstChild, range = document.createRange();"
        "range.setStart(piece, 0); range.setEnd(piece, Math.min(6, piece.length));"
        "getSelection().removeAllRanges(); getSelection().addRange(range);"
        "document.querySelector('.passage').dispatchEvent(new MouseEvent('mouseup', {bubbles: true}))"
    )
    until(page, "return document.querySelector('.candidates button')")
    page.find_elements(By.CSS_SELECTOR, ".candidates button")[-1].click()
    until(page, "return document.querySelector('.row.changed')")
    press(page, Keys.ESCAPE)
    until(page, "return !document.querySelector('.row.changed')")


def test_what_somebody_else_decided_meanwhile_is_shown(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    id = chosen(page)
    with app_desk.machine(desk, "Ben") as ben:
        assert ben.decide("accept", id).status_code == 201
    press(page, "r")
    until(page, "return document.querySelector('.conflict').textContent.includes('Ben')")
    said(page, "Ben decided on it meanwhile")
    assert len(told(desk, "decisions")) == 1
    press(page, "r")
    said(page, "Decision 2: reject")


def test_a_phone_shows_nothing_beyond_its_screen_and_no_page_complains(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    size(page, 390, 844)
    assert page.execute_script("return document.documentElement.scrollWidth") <= 390
    complaints = [
        row for row in page.get_log("browser") if row["level"] == "SEVERE" and "favicon" not in row["message"]
    ]
    assert complaints == []
