"""The claims on the published page, in a real browser with no network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
import war_sample
from browsing import CHROMIUM, DRIVER, MISSING, Open, press, quoted, served, size, until, visitor
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement

from contested.model import Claim, Report
from contested.publish import publish

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = tmp_path_factory.mktemp("web") / "site"
    publish(war_sample.readings(), site, heading="Maskanah and the Badia", conflicts=[war_sample.SYRIA])
    return site


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with served(folder) as found:
        yield found


@pytest.fixture
def visit(browser: WebDriver, address: str) -> Open:
    return visitor(browser, address)


def known() -> dict[str, tuple[Claim, Report]]:
    return {claim.id: (claim, row.report) for row in war_sample.readings() for claim in row.claims}


def ids(browser: WebDriver) -> set[str]:
    return set(browser.execute_script("return [...document.querySelectorAll('.item')].map(each => each.dataset.claim)"))


def items(browser: WebDriver) -> list[WebElement]:
    return browser.find_elements(By.CSS_SELECTOR, ".item")


def test_a_click_on_a_mark_leads_to_the_exact_words(visit: Open) -> None:
    browser = visit()
    marks = browser.find_elements(By.CSS_SELECTOR, ".mark")
    assert len(marks) > 5
    mark = next(each for each in marks if "siege" in each.get_attribute("aria-label").lower())
    claim, report = known()[mark.get_attribute("data-claims")]
    mark.click()
    assert quoted(browser) == claim.quote.text == report.text[claim.quote.start : claim.quote.end]
    panel = browser.find_element(By.CSS_SELECTOR, ".panel").text
    for words in (
        "Desert Front",
        "25 May 2017",
        "If the regime cuts the road to Palmyra",
        "government",
        "its spokesman",
    ):
        assert words in panel


def test_every_claim_has_a_link_that_opens_its_words(visit: Open) -> None:
    browser = visit()
    for id, (claim, _) in list(known().items())[::5]:
        browser.execute_script("location.hash = 'claim=' + arguments[0]", id)
        until(browser, "return document.querySelector('.evidence .fine code')?.textContent === arguments[0]", id)
        assert quoted(browser) == claim.quote.text


def test_offsets_count_code_points(visit: Open) -> None:
    claim = next(claim for claim, report in known().values() if "🎖" in report.text and claim.modality == "predicted")
    assert quoted(visit(f"#claim={claim.id}")) == "the Tiger Forces will push on towards Maskanah within days"


def test_list_slider_and_map_show_the_same_claims(visit: Open) -> None:
    browser = visit("#days=2017-06-04..2017-06-06")
    listed = {each.get_attribute("data-claim") for each in items(browser)}
    on_map = {
        id
        for each in browser.find_elements(By.CSS_SELECTOR, ".mark, .bubble")
        for id in each.get_attribute("data-claims").split()
    }
    spoken = {
        id
        for id, (claim, _) in known().items()
        if (claim.time.start or "") <= "2017-06-06" and (claim.time.end or "") >= "2017-06-04"
    }
    assert listed == on_map == spoken
    assert "4–6 June 2017" in browser.find_element(By.CSS_SELECTOR, ".timeline").text


def test_search_and_filters_narrow_and_clear(visit: Open) -> None:
    browser = visit()
    press(browser, "/")
    press(browser, "jirah liberated")
    until(browser, "return document.querySelectorAll('.item').length === 1")
    press(browser, Keys.ESCAPE)
    until(browser, "return document.querySelectorAll('.item').length === 32")
    browser.find_element(By.XPATH, "//button[contains(@class,'menu-button')][.='Source']").click()
    browser.find_element(By.XPATH, "//label[contains(., 'Coalition Press Desk')]").click()
    until(browser, "return document.querySelectorAll('.item').length === 3")


def test_all_of_it_by_keyboard(visit: Open) -> None:
    browser = visit()
    press(browser, Keys.TAB + Keys.ENTER)
    first = browser.switch_to.active_element
    assert "item" in first.get_attribute("class")
    press(browser, Keys.ARROW_DOWN + Keys.ENTER)
    second = items(browser)[1].get_attribute("data-claim")
    assert quoted(browser) == known()[second][0].quote.text
    press(browser, "n")
    third = items(browser)[2].get_attribute("data-claim")
    until(browser, "return document.querySelector('.evidence .fine code')?.textContent === arguments[0]", third)
    press(browser, "r")
    until(browser, "return document.querySelector('.report mark.quoted')")
    press(browser, Keys.ESCAPE)
    until(browser, "return document.querySelector('.panel').hidden")
    press(browser, "?")
    until(browser, "return document.querySelector('dialog.help').open")


def test_a_bubble_opens_a_list_of_its_claims(visit: Open) -> None:
    browser = visit()
    bubble = browser.find_element(By.CSS_SELECTOR, ".bubble")
    held = set(bubble.get_attribute("data-claims").split())
    bubble.click()
    until(browser, "return !document.querySelector('.popover').hidden")
    rows = browser.find_elements(By.CSS_SELECTOR, ".popover .related button")
    assert {each.get_attribute("data-to") for each in rows} == held
    press(browser, Keys.ARROW_DOWN + Keys.ENTER)
    assert quoted(browser) == known()[rows[1].get_attribute("data-to")][0].quote.text
    bubble = browser.find_element(By.CSS_SELECTOR, ".bubble.chosen")
    press(browser, Keys.ESCAPE + Keys.ESCAPE)
    until(browser, "return document.querySelector('.popover').hidden && document.querySelector('.panel').hidden")
    bubble.click()
    browser.find_element(By.XPATH, "//button[.='Show only these']").click()
    until(browser, "return document.querySelector('.popover').hidden")
    assert {each.get_attribute("data-claim") for each in items(browser)} == held


def test_claims_without_a_mark_are_listed_and_can_be_told_apart(visit: Open) -> None:
    browser = visit()
    off = {
        id
        for id, (claim, _) in known().items()
        if all(place.lat is None or place.level == "country" for place in claim.places)
    }
    assert off
    browser.find_element(By.XPATH, "//button[starts-with(., 'Not on the map')]").click()
    assert {each.get_attribute("data-claim") for each in items(browser)} == off
    assert all("place" in each.find_element(By.CSS_SELECTOR, ".item-off").text for each in items(browser))
    browser.find_element(By.XPATH, "//button[starts-with(., 'On the map')]").click()
    assert off.isdisjoint(each.get_attribute("data-claim") for each in items(browser))


def test_days_are_stepped_with_the_arrows(visit: Open) -> None:
    browser = visit("#day=2017-05-12")
    grip = browser.find_element(By.CSS_SELECTOR, ".grip.both")
    assert grip.get_attribute("aria-valuetext") == "12 May 2017"
    grip.send_keys(Keys.ARROW_RIGHT)
    until(browser, "return document.querySelector('.grip.both').ariaValueText === '13 May 2017'")
    assert "days=2017-05-13" in browser.current_url
    browser.find_element(By.CSS_SELECTOR, ".grip.last").send_keys(Keys.PAGE_UP)
    until(browser, "return document.querySelector('.grip.both').ariaValueText === '13–20 May 2017'")


def test_nothing_is_loaded_from_elsewhere_and_nothing_goes_wrong(visit: Open, address: str) -> None:
    browser = visit()
    items(browser)[0].click()
    quoted(browser)
    loaded = browser.execute_script("return performance.getEntriesByType('resource').map(each => each.name)")
    assert [name for name in loaded if not name.startswith((address, "blob:", "data:"))] == []
    said = [row["message"] for row in browser.get_log("browser") if "GL Driver Message" not in row["message"]]
    assert said == []


def test_it_works_from_a_disk(visit: Open, folder: Path) -> None:
    browser = visit((folder / "index.html").as_uri())
    mark = browser.find_elements(By.CSS_SELECTOR, ".mark")[0]
    claim = known()[mark.get_attribute("data-claims")][0]
    mark.click()
    assert quoted(browser) == claim.quote.text


def test_on_a_small_screen_the_evidence_is_a_sheet_below_the_map(visit: Open, browser: WebDriver) -> None:
    size(browser, 390, 844)
    browser = visit()
    mark = next(each for each in browser.find_elements(By.CSS_SELECTOR, ".mark") if each.is_displayed())
    claim = known()[mark.get_attribute("data-claims")][0]
    mark.click()
    assert quoted(browser) == claim.quote.text
    box = browser.execute_script("return document.querySelector('.panel').getBoundingClientRect().toJSON()")
    assert (box["left"], box["right"], box["bottom"]) == (0, 390, 844)
    assert box["top"] > 300
    assert browser.execute_script("return document.documentElement.scrollWidth") == 390


def test_controls_have_names_and_dark_is_dark(visit: Open) -> None:
    browser = visit()
    nameless = browser.execute_script(
        "return [...document.querySelectorAll('button, input, select, [role=slider]')].filter(each =>"
        " !(each.textContent.trim() || each.ariaLabel || each.labels?.length)).map(each => each.outerHTML)"
    )
    assert nameless == []
    browser.find_element(By.CSS_SELECTOR, "[aria-label='Light or dark']").click()
    colour = browser.execute_script("return getComputedStyle(document.querySelector('.rail')).backgroundColor")
    assert colour == "rgb(23, 28, 32)"


def test_an_area_is_drawn_and_what_lies_in_it_is_listed(visit: Open) -> None:
    browser = visit("#view=claims")
    all_listed = ids(browser)
    browser.find_element(By.CSS_SELECTOR, "[aria-label^='Draw an area']").click()
    box = browser.execute_script("return document.querySelector('.map').getBoundingClientRect().toJSON()")
    middle = (box["left"] + box["width"] * 0.6, box["top"] + box["height"] * 0.45)

    def click(east: int, south: int) -> None:
        for kind in ("mousePressed", "mouseReleased"):
            at = {"x": middle[0] + east, "y": middle[1] + south}
            browser.execute_cdp_cmd("Input.dispatchMouseEvent", {"type": kind, "button": "left", "clickCount": 1, **at})

    for corner in ((-300, -250), (350, -250), (350, 40)):
        click(*corner)
    click(100, -400)  # the side to it would cross the first
    until(browser, "return [...document.querySelectorAll('.told')].some(e => e.textContent.includes('cross itself'))")
    click(-300, 40)
    click(-300, -250)
    until(browser, "return location.hash.includes('area=')")
    numbers = [float(part) for part in browser.current_url.partition("area=")[2].partition("&")[0].split(",")]
    assert len(numbers) == 8
    until(browser, "return document.querySelectorAll('.pill').length === 1")
    listed = ids(browser)
    west, east, south, north = min(numbers[::2]), max(numbers[::2]), min(numbers[1::2]), max(numbers[1::2])
    inside = {
        id
        for id, (claim, _) in known().items()
        for place in claim.places
        if place.lat and place.lon and place.level != "country"
        and west < place.lon < east and south < place.lat < north
    }  # fmt: skip
    assert listed == inside != all_listed
    browser.refresh()
    until(browser, f"return document.querySelectorAll('.item').length === {len(inside)}")
    browser.execute_script("document.querySelector('.pill').click()")
    until(browser, f"return document.querySelectorAll('.item').length === {len(all_listed)}")


def test_the_claims_are_summed_up_and_the_view_is_handed_on(visit: Open, browser: WebDriver) -> None:
    browser = visit("#view=overview")
    rows = {
        each.find_element(By.TAG_NAME, "span").text: int(each.find_element(By.TAG_NAME, "b").text)
        for each in browser.find_elements(By.CSS_SELECTOR, ".overview section:nth-of-type(2) .counts button")
    }
    types = Counter(claim.type for claim, _ in known().values())
    every = {name.replace("_", " ").capitalize(): count for name, count in types.items()}
    assert len(rows) == 12
    assert rows.items() <= every.items()
    sieges = {id for id, (claim, _) in known().items() if claim.type == "siege"}
    assert sieges <= {
        each.get_attribute("data-to") for each in browser.find_elements(By.CSS_SELECTOR, ".overview .entry")
    }
    browser.execute_script(
        "window.saved = []; URL.createObjectURL = blob => { window.saved.push(blob); return 'blob:none'; };"
        "HTMLAnchorElement.prototype.click = () => {};"
    )
    browser.find_element(By.CSS_SELECTOR, "[aria-label='Share this view']").click()
    browser.find_element(By.XPATH, "//button[.='Save as SVG']").click()
    svg = browser.execute_async_script("window.saved[0].text().then(arguments[0])")
    drawn = ElementTree.fromstring(svg)
    words = " ".join(drawn.itertext())
    assert "Maskanah and the Badia" in words
    assert "GeoNames, CC BY 4.0" in words
    assert len(drawn.findall(".//{http://www.w3.org/2000/svg}path")) > 20
    # somebody who was here before some reports were: what these say is offered
    seen = "Object.keys(localStorage).find(key => key.startsWith('contested-seen'))"
    browser.execute_script(f"localStorage[{seen}] = localStorage[{seen}].split(' ').slice(1).join(' ')")
    browser.get("about:blank")
    browser = visit("?embed#view=claims")
    assert not browser.find_element(By.CSS_SELECTOR, ".rail").is_displayed()
    browser.execute_script(f"localStorage[{seen}] = localStorage[{seen}].split(' ').slice(1).join(' ')")
    browser = visit("#view=claims")
    first = war_sample.readings()[0]
    browser.find_element(By.CSS_SELECTOR, ".fresh").click()
    until(browser, f"return document.querySelectorAll('.item').length === {len(first.claims)}")
    assert ids(browser) == {claim.id for claim in first.claims}
