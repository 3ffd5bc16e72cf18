"""The situation on the published page, in a real browser with no network."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
import tiles
import war_sample
from browsing import CHROMIUM, DRIVER, MISSING, Open, broken, press, quoted, served, size, until, visitor
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.support.ui import Select

from contested.control.holding import Holding
from contested.model import Told
from contested.publish import Account, Tiles, publish, split
from contested.publish.basemap import open_basemap
from contested.situation import Control, Question, Situation

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)
ON = "2017-05-27"


@pytest.fixture(scope="module")
def account() -> Account:
    told = [
        Told(claim=claim, report=reading.report, known=(reading.report.date or "2017-06-06")[:10])
        for reading in war_sample.readings()
        for claim in reading.claims
    ]
    return Account(tuple(told), (war_sample.SYRIA,))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, account: Account) -> Path:
    site = tmp_path_factory.mktemp("web") / "site"
    publish(war_sample.readings(), site, heading="The Badia", conflicts=account.conflicts, account=account)
    return site


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as found:
        yield found


@pytest.fixture
def visit(browser: WebDriver, address: str) -> Open:
    return visitor(browser, address)


@pytest.fixture(scope="module")
def control(account: Account) -> Control:
    return Situation(account.told, conflicts=account.conflicts).control(evidence=True)


@pytest.fixture(scope="module")
def told_of(control: Control) -> Holding:
    """The place with most words."""
    return max(control.places, key=lambda one: len(one.evidence or ()))


def listed(browser: WebDriver) -> set[str | None]:
    return {each.get_attribute("data-place") for each in browser.find_elements(By.CSS_SELECTOR, ".entry[data-place]")}


def test_the_page_opens_on_the_situation_of_the_last_day(visit: Open, control: Control) -> None:
    browser = visit()
    assert listed(browser) == {one.id for one in control.places}
    assert browser.find_elements(By.CSS_SELECTOR, ".spot")
    assert browser.find_elements(By.CSS_SELECTOR, ".mark") == []
    assert browser.find_element(By.CSS_SELECTOR, ".days input").get_attribute("aria-valuetext") == "6 June 2017"


def test_a_place_shows_every_word_for_and_against_and_leads_to_the_claim(visit: Open, told_of: Holding) -> None:
    browser = visit()
    browser.find_element(By.CSS_SELECTOR, f".entry[data-place='{told_of.id}']").click()
    until(browser, "return document.querySelector('.dossier .word')")
    words = browser.find_elements(By.CSS_SELECTOR, ".word")
    assert told_of.evidence
    assert {each.get_attribute("data-claim") for each in words} == {word.claim for word in told_of.evidence}
    quote = words[0].find_element(By.CSS_SELECTOR, "q").text
    assert words[0].find_element(By.CSS_SELECTOR, "summary b").text
    words[0].find_element(By.CSS_SELECTOR, "blockquote button").click()
    assert quoted(browser) == quote
    browser.find_element(By.XPATH, "//button[.='Back']").click()
    until(browser, "return document.querySelector('.dossier .word')")


def test_a_link_holds_day_clock_and_place(visit: Open, account: Account, told_of: Holding) -> None:
    browser = visit(f"#on={ON}&known=then&place={told_of.id}")
    until(browser, "return document.querySelector('.dossier')")
    asked = Situation(account.told, Question(on=ON, as_known=ON), conflicts=account.conflicts)
    held = asked.control(evidence=True).places
    assert listed(browser) == {one.id for one in held}
    words = {each.get_attribute("data-claim") for each in browser.find_elements(By.CSS_SELECTOR, ".word")}
    assert words == {word.claim for one in held if one.id == told_of.id for word in one.evidence or ()}
    assert "As known on 27 May 2017".lower() in browser.find_element(By.CSS_SELECTOR, ".dossier .kind").text.lower()
    assert f"on={ON}" in browser.current_url


def test_the_days_are_replayed_by_keyboard(visit: Open) -> None:
    browser = visit(f"#on={ON}")
    slider = browser.find_element(By.CSS_SELECTOR, ".days input")
    slider.send_keys(Keys.ARROW_RIGHT)
    until(browser, "return document.querySelector('.replay .range').textContent === '28 May 2017'")
    browser.find_element(By.TAG_NAME, "body").click()
    press(browser, "[")
    until(browser, "return document.querySelector('.replay .range').textContent === '27 May 2017'")
    press(browser, "s")
    until(browser, "return document.querySelectorAll('.item').length === 32")
    assert browser.find_elements(By.CSS_SELECTOR, ".spot") == []


def test_a_pocket_is_named_on_the_map_and_quotes_what_it_rests_on(visit: Open, account: Account) -> None:
    pocket = Situation(account.told, conflicts=account.conflicts).pockets()[0]
    browser = visit()
    name = browser.find_element(By.CSS_SELECTOR, ".pocket-name")
    assert pocket.name in name.text
    name.click()
    until(browser, "return document.querySelector('.dossier .cited')")
    cited = browser.find_elements(By.CSS_SELECTOR, ".dossier .cited button")
    assert {each.get_attribute("data-to") for each in cited} == set(pocket.claims)


def test_the_situation_works_from_a_disk_and_on_a_small_screen(visit: Open, browser: WebDriver, folder: Path) -> None:
    size(browser, 390, 844)
    browser = visit((folder / "index.html").as_uri())
    assert browser.find_elements(By.CSS_SELECTOR, ".spot")
    assert browser.execute_script("return document.documentElement.scrollWidth") == 390
    inside = browser.execute_script(
        "return [...document.querySelectorAll('.replay button, .replay input, .modes button')].map(each =>"
        " each.getBoundingClientRect()).every(box => box.left >= 0 && box.right <= 390)"
    )
    assert inside
    said = [row["message"] for row in browser.get_log("browser") if "GL Driver Message" not in row["message"]]
    assert said == []


def test_an_event_shows_all_of_its_claims_and_has_a_link(visit: Open, account: Account) -> None:
    event = max(Situation(account.told, conflicts=account.conflicts).events(), key=lambda one: len(one.claims))
    assert len(event.claims) > 1
    browser = visit(f"#event={event.id}")
    until(browser, "return document.querySelector('[data-event]')")
    told = browser.find_elements(By.CSS_SELECTOR, "[data-event] .related button")
    assert {each.get_attribute("data-to") for each in told} == set(event.claims)
    told[0].click()
    quoted(browser)
    browser.find_element(By.XPATH, "//button[.='All claims about this event']").click()
    until(browser, "return document.querySelector('[data-event]')")


def test_of_many_claims_those_of_the_days_shown_are_loaded(
    browser: WebDriver, tmp_path: Path, account: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(split, "FEW", 10)
    monkeypatch.setattr(split, "FULL", 5)
    publish(war_sample.readings(), tmp_path / "site", conflicts=account.conflicts, account=account)
    size(browser, 1440, 900)
    with served(tmp_path / "site") as found:
        visit = visitor(browser, found)
        visit("#days=2017-06-04..2017-06-06")
        spoken = {
            each.claim.id
            for each in account.told
            if (each.claim.time.start or "") <= "2017-06-06" and (each.claim.time.end or "") >= "2017-06-04"
        }
        listed = "return [...document.querySelectorAll('.item')].map(each => each.dataset.claim)"
        until(browser, f"return document.querySelectorAll('.item').length === {len(spoken)}")
        assert set(browser.execute_script(listed)) == spoken
        first = next(each.claim for each in account.told if (each.claim.time.end or "9") < "2017-05-15")
        visit(f"#claim={first.id}")
        assert quoted(browser) == first.quote.text


def test_two_days_stand_side_by_side_with_what_changed_and_why(visit: Open, account: Account) -> None:
    browser = visit("#on=2017-06-06&with=2017-05-13")
    until(browser, "return document.querySelector('.twin')?.dataset.ready && document.querySelector('.because q')")
    halves = browser.find_element(By.CSS_SELECTOR, ".halves").text.splitlines()
    assert halves == ["13 May 2017", "6 June 2017"]
    then, now = (
        {one.id: (one.status, one.side if one.status == "held" else None) for one in asked.control().places}
        for asked in (Situation(account.told, Question(on=on), conflicts=account.conflicts)
                      for on in ("2017-05-13", "2017-06-06"))
    )  # fmt: skip
    moved = {id for id in then.keys() | now.keys() if then.get(id) != now.get(id)}
    changes = {each.get_attribute("data-change") for each in browser.find_elements(By.CSS_SELECTOR, ".change")}
    assert moved
    assert {f"place {id}" for id in moved} <= changes
    why = browser.find_element(By.CSS_SELECTOR, ".change .cited button")
    known = {each.claim.id: each for each in account.told}[why.get_attribute("data-to")]
    assert known.claim.quote.text in why.text
    assert broken(browser) == []
    browser.find_element(By.TAG_NAME, "body").click()
    press(browser, "c")
    until(browser, "return !document.querySelector('.twin') && !location.hash.includes('with=')")
    press(browser, "c")
    until(browser, "return document.querySelector('.twin') && location.hash.includes('with=2017-05-30')")


def test_of_several_wars_each_is_chosen_and_has_an_address(browser: WebDriver, tmp_path: Path) -> None:
    readings, conflicts = [*war_sample.readings(), *war_sample.elsewhere()], (war_sample.SYRIA, war_sample.UKRAINE)
    publish(readings, tmp_path / "site", conflicts=conflicts, account=Account(war_sample.told(readings), conflicts))
    with served(tmp_path / "site") as address:
        visitor(browser, address)()
        facts = "return document.querySelector('.facts').textContent"
        first = str(browser.execute_script(facts))
        menu = Select(browser.find_element(By.CSS_SELECTOR, ".war select"))
        here = str(menu.first_selected_option.text)
        there = next(each.text for each in menu.options if each.text not in (here, menu.options[-1].text))
        menu.select_by_visible_text(there)
        until(browser, f"{facts} !== arguments[0] && document.documentElement.dataset.map === 'ready'", first)
        assert "#war=" in browser.current_url
        assert listed(browser)
        assert all("New" in each.text for each in browser.find_elements(By.CSS_SELECTOR, ".entry[data-place]"))
        assert broken(browser) == []


def test_a_date_is_jumped_to_and_nothing_is_said_to_be_certain(visit: Open) -> None:
    browser = visit()
    browser.execute_script(
        "const date = document.querySelector('.jump'); date.value = '2017-05-27';"
        "date.dispatchEvent(new Event('change'))"
    )
    until(browser, "return document.querySelector('.replay .range').textContent === '27 May 2017'")
    text = browser.find_element(By.CSS_SELECTOR, ".board").text
    assert "%" in text
    assert "100 %" not in text
    assert "nobody" not in text


def test_the_users_own_base_map_is_drawn_and_can_be_left_off(
    browser: WebDriver, tmp_path: Path, account: Account
) -> None:
    file = tiles.archive(tmp_path / "own.pmtiles", tile=tiles.picture(200, 30, 30))
    publish(war_sample.readings(), tmp_path / "site", account=account, basemap=open_basemap(file))
    size(browser, 1440, 900)
    with served(tmp_path / "site") as found:
        visit = visitor(browser, found)
        visit()
        until(browser, "return document.querySelector('.base').ariaPressed === 'true'")
        assert "Own survey" in browser.find_element(By.CSS_SELECTOR, ".credit").text
        asked = "return performance.getEntriesByType('resource').filter(each => each.name.endsWith('.pmtiles')).length"
        assert browser.execute_script(asked) >= 1
        browser.find_element(By.CSS_SELECTOR, ".base").click()
        until(browser, "return document.querySelector('.base').ariaPressed === 'false'")
        assert [row for row in browser.get_log("browser") if "GL Driver Message" not in row["message"]] == []
        browser.get((tmp_path / "site" / "index.html").as_uri())
        until(browser, "return document.querySelector('.told')?.textContent.includes('needs a server')")


class Layer(http.server.BaseHTTPRequestHandler):
    """A raster layer on an address of its own: one colour everywhere."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        picture = tiles.picture(30, 120, 30)
        self.send_response(200)
        for name, value in (("Content-Type", "image/png"), ("Access-Control-Allow-Origin", "*")):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(picture)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def test_a_raster_layer_is_asked_for_nothing_before_it_is_switched_on(
    browser: WebDriver, tmp_path: Path, account: Account
) -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Layer)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    layer = Tiles(f"http://127.0.0.1:{server.server_address[1]}/{{z}}/{{x}}/{{y}}.png", "© the layer's makers")
    publish(war_sample.readings(), tmp_path / "site", account=account, tiles=layer)
    size(browser, 1440, 900)
    try:
        with served(tmp_path / "site") as found:
            visitor(browser, found)("#on=2017-06-06&with=2017-05-13")
            until(browser, "return document.querySelector('.twin')?.dataset.ready")
            assert "© the layer's makers" in browser.find_element(By.CSS_SELECTOR, ".credit").text
            assert Layer.asked == []
            browser.find_element(By.CSS_SELECTOR, "[aria-label='Detailed map from the network']").click()
            until(browser, "return performance.getEntriesByType('resource').some(each => each.name.endsWith('.png'))")
            assert all(re.fullmatch(r"/\d+/\d+/\d+\.png", path) for path in Layer.asked)
            assert [row for row in browser.get_log("browser") if "GL Driver Message" not in row["message"]] == []
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
