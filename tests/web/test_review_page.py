"""The review in a real browser: from the queue to a decision, and what becomes of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import app_desk
import pytest
from browsing import CHROMIUM, DRIVER, MISSING, broken, press, size, until
from selenium.webdriver import ActionChains
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


def told(address: str, path: str) -> Any:
    return json.loads(sent(address, path))


def sent(address: str, path: str) -> str:
    with urlopen(f"{address}/api/{path}") as answer:
        return str(answer.read().decode())


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


def on_the_map(browser: WebDriver, address: str) -> dict[str, str]:
    """What the map page lists: places with how they stand."""
    browser.get(f"{address}/")
    until(browser, "return document.documentElement.dataset.map === 'ready' && document.querySelector('.board .entry')")
    rows = browser.execute_script(
        "return [...document.querySelectorAll('.board .entry[data-place]')].map(each => "
        "[each.dataset.place, each.textContent])"
    )
    return dict(rows)


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
    assert id in json.dumps(told(desk, "claims?place=Tripoli"))
    assert "Tripoli" in sent(desk, "exports/geojson")
    page.get(f"{desk}/#view=claims&claim={id}")
    until(page, "return document.querySelector('.evidence')?.textContent.includes('Tripoli')")


def test_with_the_claims_of_a_place_its_land_goes_and_comes_back(browser: WebDriver, desk: str) -> None:
    held = [each for each in told(desk, "control")["places"] if each["status"] == "held"]
    place = min(held, key=lambda each: (len(each["claims"]), each["id"]))
    rows = sent(desk, "exports/acled")
    page = opened(browser, desk, "Ana")
    for id in place["claims"]:
        page.get(f"{desk}/review/?claim={id}")
        until(page, "return document.querySelector('.form')")
        press(page, "r")
        said(page, "reject")
    now = {each["id"]: each["status"] for each in told(desk, "control")["places"]}
    assert now.get(place["id"]) != "held"
    assert "held by" not in on_the_map(page, desk).get(place["id"], "")
    assert sent(desk, "exports/acled") != rows
    page.get(f"{desk}/review/")
    until(page, "return document.querySelector('.form')")
    for left in range(len(place["claims"]), 0, -1):
        press(page, "u")
        said(page, f"Decision {left} was taken back")
    assert place in told(desk, "control")["places"]
    assert sent(desk, "exports/acled") == rows


def test_words_are_marked_and_chosen_with_keys_alone(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    id = chosen(page)
    press(page, "t")
    press(page, Keys.ESCAPE)  # out of the field, so that arrows mark words
    ActionChains(page).send_keys(Keys.ARROW_RIGHT).key_down(Keys.SHIFT).send_keys(Keys.ARROW_RIGHT).key_up(
        Keys.SHIFT
    ).perform()
    words = str(page.execute_script("return getSelection().toString()"))
    assert len(words.split()) == 2
    press(page, Keys.ENTER)
    until(page, "return document.querySelector('.picker h2')?.textContent.includes(arguments[0])", words)
    many = page.execute_script("return document.querySelectorAll('.candidates button').length")
    press(page, str(many))  # the last one keeps the words
    until(page, "return document.activeElement.textContent.startsWith('Save correction')")
    press(page, Keys.ENTER)
    said(page, "Decision 1: correct")
    ((path, value),) = told(desk, "decisions")[0]["fields"].items()
    assert (path.split(".")[0], value["mention"]["text"]) == ("actors", words)
    assert id == told(desk, "decisions")[0]["subject"]


def test_a_place_that_no_index_has_is_put_on_the_map(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    until(page, "return document.documentElement.dataset.map === 'ready'")
    until(page, "return performance.getEntriesByType('resource').some(e => e.name.endsWith('/assets/water.js'))")
    press(page, "y")
    page.switch_to.active_element.send_keys("Tall Nowhere 35.5, 37.5")
    until(page, "return document.querySelector('.candidates button')?.textContent.includes('at 35.5, 37.5')")
    press(page, Keys.ENTER)
    press(page, Keys.ENTER)
    said(page, "Decision 1: correct")
    (claim,) = told(desk, "claims?place=Tall%20Nowhere")
    spots = [(each["name"], each["lat"], each["lon"]) for each in claim["claim"]["places"]]
    assert ("Tall Nowhere", 35.5, 37.5) in spots
    press(page, "y")
    page.find_element(By.CSS_SELECTOR, ".ground").click()
    until(page, "return document.querySelector('.row.changed') && document.querySelector('.changes')")
    press(page, Keys.ESCAPE)
    until(page, "return !document.querySelector('.row.changed')")


def test_keys_pressed_twice_decide_once(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    id = chosen(page)
    press(page, "aa")
    said(page, "Decision 1: accept")
    assert [each["subject"] for each in told(desk, "decisions")] == [id]


def test_stance_and_kind_are_corrected_by_key_with_a_reason(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    press(page, "p")
    until(page, "return document.querySelector('.pick.changed')?.textContent.startsWith('polarity')")
    press(page, "p")
    until(page, "return !document.querySelector('.pick.changed')")
    press(page, "e")
    until(page, "return document.activeElement.matches('[aria-label=\"Kind of event\"]')")
    press(page, "raid" + Keys.ENTER)
    until(page, "return document.querySelector('.row.changed select')?.value === 'raid'")
    press(page, "i")
    press(page, "they came by night" + Keys.ENTER)
    press(page, Keys.ENTER)
    said(page, "Decision 1: correct")
    (made,) = told(desk, "decisions")
    assert (made["fields"], made["reason"]) == ({"type": "raid"}, "they came by night")


def test_a_count_is_given_by_hand(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    press(page, "n")
    until(page, "return document.activeElement.closest('.by-hand')")
    page.find_element(By.CSS_SELECTOR, ".by-hand [aria-label='At least']").send_keys("7" + Keys.TAB)
    until(page, "return document.querySelector('.row.changed')")
    page.find_element(By.CSS_SELECTOR, ".by-hand [aria-label='At most']").send_keys("5" + Keys.TAB)
    said(page, "Does not fit")
    assert told(desk, "decisions") == []


def test_what_is_being_corrected_is_not_lost_to_another_claim(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    id = chosen(page)
    until(page, "return document.querySelector('.changes')")  # signing in draws the queue anew
    page.execute_script("document.querySelector('.item[aria-current=true]').focus()")
    press(page, "p")
    until(page, "return document.querySelector('.pick.changed')")
    press(page, "j")
    said(page, "Something is corrected")
    page.execute_script("[...document.querySelectorAll('.item')].at(-1).click()")
    assert chosen(page) == id
    assert page.find_element(By.CSS_SELECTOR, ".pick.changed")
    press(page, "oo")
    until(page, "return document.activeElement.textContent.startsWith('Save correction')")
    press(page, Keys.ENTER)
    said(page, "Decision 1: correct")
    (made,) = told(desk, "decisions")
    assert (made["subject"], set(made["fields"])) == (id, {"polarity", "outcome"})


def test_a_correction_is_done_again_on_another_claim(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    press(page, "g")
    said(page, "Nothing was corrected yet")
    first = chosen(page)
    press(page, "d")
    until(page, "return document.querySelector('.pick.changed')")
    press(page, Keys.ENTER)
    said(page, "Decision 1: correct")
    second = chosen(page)
    press(page, "g")
    until(page, "return document.querySelector('.pick.changed') || document.querySelector('.status').textContent")
    press(page, Keys.ENTER)
    said(page, "Decision 2: correct")
    one, other = told(desk, "decisions")
    assert (one["subject"], other["subject"]) == (first, second)
    assert one["fields"] == other["fields"]


def test_the_reports_day_and_days_as_the_page_writes_them_are_given_by_key(browser: WebDriver, desk: str) -> None:
    page = opened(browser, desk, "Ana")
    press(page, "h")
    until(page, "return document.activeElement.closest('.by-hand')")
    press(page, "2017-04-03" + Keys.ENTER)
    until(page, "return document.activeElement.textContent.startsWith('Save correction')")
    assert "2017-04-03" in page.find_element(By.CSS_SELECTOR, ".row.changed").text
    press(page, "h")
    until(page, "return document.activeElement.closest('.by-hand')")
    press(page, Keys.ARROW_DOWN + Keys.ENTER)
    until(page, "return document.activeElement.textContent.startsWith('Save correction')")
    press(page, Keys.ENTER)
    said(page, "Decision 1: correct")
    (made,) = told(desk, "decisions")
    day = told(desk, f"review/claims/{made['subject']}")["report"]["date"]
    assert (made["fields"]["time"]["start"], made["fields"]["time"]["basis"]) == (day, "report_date")
    page.get(f"{desk}/review/?claim={made['subject']}")
    until(page, f"return document.querySelector('.conflict').textContent.includes('when: {day}')")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(browser: WebDriver, desk: str, scheme: str) -> None:
    media = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", media)
    page = opened(browser, desk, "Ana")
    press(page, "y")
    page.switch_to.active_element.send_keys("Tripoli")
    until(page, "return document.querySelector('.candidates button') && document.querySelector('.effect .changes')")
    assert broken(page) == []
    if scheme == "light":
        assert on_the_map(page, desk)
        assert broken(page) == []
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


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
