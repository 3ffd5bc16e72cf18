"""The map in a notebook: one page that loads nothing, in a frame that reaches nothing."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape
from pathlib import Path

import pytest

import contested
from contested.publish import site

PAGE = """<!doctype html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<title>contested</title><script defer src="./assets/index.js"></script><link rel="stylesheet" href="./assets/style.css">
</head><body><div id="app"></div></body></html>"""


@pytest.fixture
def stand_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small page in the place of the built one."""
    folder = tmp_path / "built"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "assets" / "index.js").write_text('document.title = "</script><!--";', encoding="utf-8")
    (folder / "assets" / "style.css").write_text("@font-face{src:url(./font.woff2)}", encoding="utf-8")
    (folder / "assets" / "font.woff2").write_bytes(b"font")
    monkeypatch.setattr(site, "built_page", lambda: folder)


def data(html: str) -> dict[str, str]:
    """The files that a page carries, by path."""
    found = re.search(r"const files = (.*);\n", html)
    assert found
    files: dict[str, str] = json.loads(found[1])
    return files


def shown(html: str) -> set[str]:
    """The ids of the claims on a page, in one file or in several."""
    calls = [call for name, call in data(html).items() if name.startswith("data/claims")]
    values = [json.loads(call[call.index("(") + 1 : call.rindex(")")]) for call in calls]
    return {row["id"] for value in values for row in (value["rows"] if isinstance(value, dict) else value)}


@pytest.mark.usefixtures("stand_in")
def test_the_page_carries_all_that_it_shows(ledger: contested.Ledger) -> None:
    html = contested.map(ledger, title="War & <Peace>").html
    assert "<title>War &amp; &lt;Peace&gt; · contested</title>" in html
    assert "<link" not in html and not re.search(r"<script[^>]*src=", html)
    assert "url(data:font/woff2;base64,Zm9udA==)" in html
    assert html.count("<script>") == html.count("</script>") == 2 and "<!--" not in html
    assert html.index("const files") < html.index("document.title") < html.index("</body>")
    reports = sum(name.startswith("data/reports/") for name in data(html))
    assert reports == len(list(ledger.reports())) and {"data/site.js", "data/situation.js"} <= data(html).keys()


@pytest.mark.usefixtures("stand_in")
def test_only_what_is_asked_for_is_shown(ledger: contested.Ledger) -> None:
    wanted = contested.claims(ledger, type="capture", until="2017-06-04").column("id").to_pylist()
    assert shown(contested.map(ledger, type="capture", until="2017-06-04").html) == set(wanted)
    assert shown(contested.map(ledger).html) == set(contested.claims(ledger).column("id").to_pylist())


@pytest.mark.usefixtures("stand_in")
def test_who_holds_what_is_there_unless_some_claims_are_left_out(ledger: contested.Ledger) -> None:
    assert "data/situation.js" in data(contested.map(ledger).html)
    known_then = data(contested.map(ledger, as_known="2017-05-30").html)
    assert "data/situation.js" in known_then and "2017-06" not in known_then["data/situation.js"]
    assert "data/situation.js" not in data(contested.map(ledger, type="capture").html)


@pytest.mark.usefixtures("stand_in")
def test_a_cell_shows_it_in_a_closed_frame(ledger: contested.Ledger, tmp_path: Path) -> None:
    shown = contested.map(ledger, title='"Quoted"', height=300)
    cell = shown._repr_html_()
    frame = re.fullmatch(r'<iframe title="&quot;Quoted&quot;" srcdoc="([^"]*)" width="100%" height="300" (.*)>.*', cell)
    assert frame and 'sandbox="allow-scripts' in frame[2] and "allow-same-origin" not in frame[2]
    assert unescape(frame[1]).replace('<base href="about:srcdoc">', "") == shown.html
    assert "Quoted" in repr(shown) and len(repr(shown)) < 100
    assert shown.save(tmp_path / "map.html").read_text(encoding="utf-8") == shown.html
    with pytest.raises(contested.PublishError, match="cannot be written"):
        shown.save(tmp_path / "none" / "map.html")


def test_what_is_wrong_is_said(ledger: contested.Ledger, monkeypatch: pytest.MonkeyPatch, stand_in: None) -> None:
    with pytest.raises(contested.UsageError, match='no place is called "Qwrtzplk"'):
        contested.map(ledger, area="Qwrtzplk")
    monkeypatch.setattr("contested.publish.single.LARGEST", 10)
    with pytest.raises(contested.PublishError, match=r"too much for one page \(ask for less"):
        contested.map(ledger)
    monkeypatch.setattr(site, "built_page", lambda: None)
    with pytest.raises(contested.PublishError, match="the map page has not been built"):
        contested.map(ledger)
    ledger.close()
    with pytest.raises(contested.LedgerError, match="has been closed"):
        contested.map(ledger)


@pytest.mark.skipif(site.built_page() is None, reason="the map page has not been built: the npm registry was not there")
def test_the_built_page_runs_in_a_cell(ledger: contested.Ledger, tmp_path: Path) -> None:
    webdriver = pytest.importorskip("selenium.webdriver", reason="selenium comes with the test group")
    chromium, driver = shutil.which("chromium") or shutil.which("google-chrome"), shutil.which("chromedriver")
    if not (chromium and driver):
        pytest.skip("no chromium with chromedriver on the path: apt-get install chromium chromium-driver")
    from selenium.webdriver.support.ui import WebDriverWait

    cell = tmp_path / "cell.html"
    cell.write_text(f"<!doctype html><html><body>{contested.map(ledger)._repr_html_()}</body></html>", encoding="utf-8")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    # a proxy that is not there: whatever the page asked of a network would fail, and be in the log
    for flag in (
        "headless=new", "no-sandbox", "disable-gpu", "use-gl=angle", "use-angle=swiftshader",
        "enable-unsafe-swiftshader", "proxy-server=127.0.0.1:9", f"user-data-dir={tmp_path / 'profile'}",
    ):  # fmt: skip
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        browser.get(cell.as_uri())
        browser.switch_to.frame(0)
        wait = WebDriverWait(browser, 60, 0.1)
        wait.until(lambda seen: seen.execute_script("return document.documentElement.dataset.map") == "ready")
        day = "return document.querySelector('.replay')?.textContent ?? ''"
        assert "2017" in str(wait.until(lambda seen: seen.execute_script(day)))
        claim = contested.claims(ledger, type="capture").to_pylist()[0]
        browser.execute_script(f"location.hash = '#claim={claim['id']}'")
        words = "return document.querySelector('.evidence mark.quoted')?.textContent"
        quoted = str(wait.until(lambda seen: seen.execute_script(words)))
        assert quoted and quoted.strip() in claim["quote"]
        assert [entry["message"] for entry in browser.get_log("browser") if entry["level"] == "SEVERE"] == []
    finally:
        browser.quit()
