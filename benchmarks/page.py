"""The published page beside a bare MapLibre page with as many points: time to the first view, and a step of
the slider, in the same browser.

    python benchmarks/page.py                # 1,000 and 10,000 claims
    python benchmarks/page.py 100000         # takes minutes to publish
    python benchmarks/page.py --days 365 --publish 10000 100000    # what publishing a year costs, without a browser
    python benchmarks/page.py --site DIR     # a site that is there already

The bare page is MapLibre as its package ships it, with one source of as many points as the site has claims, and nothing
else. The time of either runs from the start of navigation until the map is loaded; pages are opened in turns, the first
turn does not count, and the figure is the ratio of the medians. Both come from one static server on this machine. Needs
Chromium, its driver and the packages of ``web/`` (``python hatch_build.py``).
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import shutil
import sys
import time
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import median
from tempfile import TemporaryDirectory

from msgspec.structs import replace

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from browsing import chromium, served, size, until  # noqa: E402
from fusion import war  # noqa: E402
from selenium.webdriver.remote.webdriver import WebDriver  # noqa: E402

from contested.cli.main import COLLECT_AFTER  # noqa: E402
from contested.knowledge.wars import open_wars  # noqa: E402
from contested.model import Reading, Sentence, Span, Told, Words  # noqa: E402
from contested.publish import Account, publish  # noqa: E402

SIZES = (1_000, 10_000)
TOGETHER = 20  # claims of one report
TURNS = 7
MAPLIBRE = ROOT / "web" / "node_modules" / "maplibre-gl" / "dist"
WATCH = """new MutationObserver(() => {
  if (document.documentElement?.dataset.map) window.drawn ??= performance.now();
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["data-map"] });"""
BARE = """<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="maplibre-gl.css">
<style>html, body, #map {{ margin: 0; height: 100% }}</style><div id="map"></div>
<script type="module">
import {{ Map }} from "./maplibre-gl.mjs";
const points = await (await fetch("points.json")).json();
const map = new Map({{ container: "map", center: [41, 33], zoom: 5, style: {{ version: 8,
  sources: {{ points: {{ type: "geojson", data: points }} }},
  layers: [{{ id: "sea", type: "background", paint: {{ "background-color": "#d6dee3" }} }},
    {{ id: "points", type: "circle", source: "points",
       paint: {{ "circle-radius": 4, "circle-color": "#d55e00" }} }}] }} }});
window.map = map;
map.on("load", () => {{ document.documentElement.dataset.map = "ready"; }});
</script>"""


#: Steps of the slider, each timed until the frame after it has been drawn.
STEPS = """const done = arguments[arguments.length - 1], took = [];
const step = (left) => {
  if (!left) return done(took);
  const began = performance.now();
  act(left);
  requestAnimationFrame(() => requestAnimationFrame(() => { took.push(performance.now() - began); step(left - 1); }));
};
step(30);"""
OURS = """const grip = document.querySelector(".grip.last");
const act = () => grip.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowLeft", bubbles: true }));"""
THEIRS = 'const act = (left) => map.setFilter("points", ["<", ["get", "id"], left * 300]);'


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("claims", nargs="*", type=int, default=SIZES)
    asked.add_argument("--site", type=Path)
    asked.add_argument("--days", type=int, help="over so many days the claims are spread; a tenth of them otherwise")
    asked.add_argument("--publish", action="store_true", help="only publish: processor time and memory")
    given = asked.parse_args()
    if not MAPLIBRE.is_dir():
        sys.exit(f"{MAPLIBRE} is not there: `python hatch_build.py` installs it")
    with TemporaryDirectory() as folder:
        if given.site:
            compare(given.site, Path(folder))
            return
        for claims in given.claims:
            site = Path(folder, str(claims))
            spent = write(claims, site, given.days or min(1500, claims // 10))
            most = getrusage(RUSAGE_SELF).ru_maxrss // 1024
            print(f"{claims:,} claims published in {spent:.0f} s of processor time; with what was before, {most:,} MB")
            if not given.publish:
                compare(site, Path(folder, f"bare-{claims}"))


def write(claims: int, site: Path, days: int) -> float:
    """Publish so many made-up claims of hundreds of towns; seconds of processor time."""
    wars = open_wars([])
    found = readings(war(claims, min(400, claims // 20), days))
    told = [Told(claim=claim, report=one.report, known=one.report.date or "") for one in found for claim in one.claims]
    gc.set_threshold(*COLLECT_AFTER)  # as the command does
    began = time.process_time()
    publish(found, site, conflicts=wars.conflicts, account=Account(tuple(told), wars.conflicts, wars.roads))
    return time.process_time() - began


def readings(told: list[Told]) -> list[Reading]:
    """Claims of reports of one sentence each as reports of many."""
    ordered = sorted(told, key=lambda one: (one.known, one.claim.id))
    return [together(ordered[at : at + TOGETHER]) for at in range(0, len(ordered), TOGETHER)]


def together(told: list[Told]) -> Reading:
    """One report of all that some say."""
    text, claims, sentences = "", [], []
    report = replace(told[0].report, id=f"report {told[0].claim.id}", date=told[-1].known)
    for one in told:
        quote = one.claim.quote
        start, end = len(text), len(text) + len(quote.text)
        text += quote.text + " "
        trigger = Words(start + one.claim.trigger.start, start + one.claim.trigger.end, one.claim.trigger.text)
        sentences.append(Sentence(start, end, "body"))
        claims.append(replace(one.claim, report=report.id, sentence=Span(start, end), trigger=trigger,
                              quote=Words(start, end, quote.text)))  # fmt: skip
    report = replace(report, text=text)
    return Reading(report=report, reader="made 1", sentences=tuple(sentences), mentions=(), claims=tuple(claims))


def compare(site: Path, folder: Path) -> None:
    """Open the site and the bare page in turns, and print what either took."""
    claims = int(re.search(r'"total":\[(\d+),', (site / "data" / "site.js").read_text(encoding="utf-8"))[1])  # type: ignore[index]
    bare(folder, claims)
    took: dict[str, list[float]] = {"page": [], "bare": []}
    with (
        TemporaryDirectory() as profile,
        served(site) as page,
        served(folder) as other,
        chromium(Path(profile)) as browser,
    ):
        size(browser, 1440, 900)
        browser.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
        for turn in range(TURNS):
            for name, address in (("page", page), ("bare", other)):
                spent = first_view(browser, address)
                if turn:
                    took[name].append(spent)
        ours, theirs = frame(browser, f"{page}#view=claims", OURS), frame(browser, other, THEIRS)
    print(f"  a step of the slider {ours:.0f} ms, of the bare page {theirs:.0f} ms: x{ours / theirs:.2f}")
    ours, theirs = median(took["page"]), median(took["bare"])
    print(f"  first view {ours:.0f} ms, bare MapLibre with {claims:,} points {theirs:.0f} ms: x{ours / theirs:.2f}")


def bare(folder: Path, points: int) -> None:
    """The bare page with so many points."""
    shutil.copytree(MAPLIBRE, folder, ignore=shutil.ignore_patterns("*.map", "*.d.ts"), dirs_exist_ok=True)
    spread = random.Random(points)
    features = [
        {"type": "Feature", "properties": {"id": at},
         "geometry": {"type": "Point", "coordinates": [spread.uniform(36, 46), spread.uniform(30, 37)]}}
        for at in range(points)
    ]  # fmt: skip
    collection = {"type": "FeatureCollection", "features": features}
    (folder / "points.json").write_text(json.dumps(collection), encoding="utf-8")
    (folder / "index.html").write_text(BARE.format(), encoding="utf-8")


def frame(browser: WebDriver, address: str, act: str) -> float:
    """Milliseconds from a step of the slider until it is drawn, all days having been loaded."""
    browser.get("about:blank")
    browser.get(address)
    until(browser, "return window.drawn")
    browser.execute_script("document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }))")
    time.sleep(8)
    browser.set_script_timeout(120)
    return median(browser.execute_async_script(f"{act}\n{STEPS}"))


def first_view(browser: WebDriver, address: str) -> float:
    """Milliseconds from the start of navigation until the map is there."""
    browser.get("about:blank")
    browser.get(address)
    until(browser, "return window.drawn")
    return float(browser.execute_script("return window.drawn"))


if __name__ == "__main__":
    main()
