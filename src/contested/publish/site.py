"""The map page as a folder of plain files: it works from any static server, from a disk, and with no network.

    index.html, assets/      the page, as built from ``web/``
    data/site.js             sides, words, the list of reports
    data/claims.js           a small row a claim
    data/reports/HASH.js     a report in full, loaded when its evidence is asked for
    data/situation.js        the days and places of the situation, where there is one
    data/days/DATE.js        the situation on a day: land, places, fronts, pockets, roads; as it was and as known then
    data/places/HASH.js      a place's ledger: every word for and against, and its chances over the days
    data/claims.{jsonl,csv,geojson}   the same claims to take away
    reports/index.html, reports/HASH.html   every report as a page of its own, without a map or a script

The data come as scripts, since a page that is opened from a disk may load those and nothing else.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from contested.errors import PublishError
from contested.knowledge.schema import Conflict, RoadEntry
from contested.model import Reading
from contested.publish import page, words
from contested.publish.folder import replaced
from contested.publish.geojson import geojson
from contested.publish.jsonl import claims_jsonl
from contested.publish.page import Label, Tiles
from contested.publish.report_html import report_html, title
from contested.publish.scene import Account, Scenes
from contested.publish.table import claims_csv

MISSING = "the map page has not been built"
REMEDY = "with the npm registry in reach, install contested again, or run `python hatch_build.py` in its source folder"
# The page's policy for what a browser may load; a tile layer's host is added where one is set.
IMAGES, CONNECT = "img-src 'self' data: blob:", "connect-src 'self' blob: data:"


class Published(msgspec.Struct, frozen=True):
    """What was published where."""

    folder: Path
    reports: int
    claims: int
    unplaced: int


def built_page() -> Path | None:
    """The folder of the page built from ``web/``, None where the install could not build it."""
    folder = Path(str(files("contested"))) / "app" / "static"
    return folder if (folder / "index.html").is_file() else None


def publish(
    readings: Sequence[Reading],
    folder: Path,
    *,
    heading: str = "Claims",
    conflicts: Sequence[Conflict] = (),
    roads: Sequence[RoadEntry] = (),
    account: Account | None = None,
    labels: Sequence[Label] | None = None,
    tiles: Tiles | None = None,
    force: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> Published:
    """Writes the site of some readings into ``folder``, whole or not at all.

    Args:
        readings: reports with their claims; two of one report id are one report, the last one counts.
        folder: made where it is missing; replaced where it holds an earlier site.
        heading: what stands over the list.
        conflicts: where the sides' names and colours come from.
        roads: drawn for orientation where they pass the claims.
        account: what the situation is reckoned from; the page opens on the claims where there is none.
        labels: towns for orientation; the packaged ones where None.
        tiles: a tile layer that the page offers; the page stays without network until it is switched on.
        force: write even where the folder holds files of others (which are kept).
        progress: called with reports done and reports in all.

    Raises:
        PublishError: the page was not built, or the folder may not or cannot be written.
    """
    built = built_page()
    if built is None:
        raise PublishError(MISSING, source=str(folder), remedy=REMEDY)
    once = list({reading.report.id: reading for reading in readings}.values())
    scenes = Scenes(account) if account is not None and account.told else None
    with replaced(folder, force=force) as new:
        _copy_page(built, new, heading, tiles)
        about = page.meta(once, heading=heading, conflicts=conflicts, roads=roads, labels=labels, tiles=tiles)
        about["situation"] = scenes is not None
        if scenes is not None:
            about["sides"] = page.sides(once, conflicts, scenes.last.sides)
            _situation(new / "data", scenes)
        _script(new / "data" / "site.js", "site", about)
        named = {side["id"]: side["name"] for side in about["sides"]}
        rows = [page.row(reading, number, claim) for number, reading in enumerate(once) for claim in reading.claims]
        _script(new / "data" / "claims.js", "claims", rows)
        _downloads(new / "data", once)
        for done, reading in enumerate(once, start=1):
            _report(new, reading, named)
            if progress:
                progress(done, len(once))
        (new / "reports" / "index.html").write_text(_list(once, heading), encoding="utf-8")
    unplaced = sum(not any(page.has_mark(place) for place in row["places"]) for row in rows)
    return Published(folder, len(once), len(rows), unplaced)


def _copy_page(built: Path, new: Path, heading: str, tiles: Tiles | None) -> None:
    shutil.copytree(built, new, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*"))
    for part in ("data/reports", "reports"):
        (new / part).mkdir(parents=True)
    html = (built / "index.html").read_text(encoding="utf-8")
    html = html.replace("<title>contested</title>", f"<title>{escape(heading)} · contested</title>")
    if tiles:
        at = urlsplit(tiles.url)
        if at.scheme not in ("http", "https") or not at.netloc or not set("'\";,<> \n").isdisjoint(at.netloc):
            raise PublishError("is no address of a tile layer", source=tiles.url, key="tiles",
                               remedy="give one like https://host/{z}/{x}/{y}.png")  # fmt: skip
        for rule in (IMAGES, CONNECT):
            html = html.replace(rule, f"{rule} {at.scheme}://{at.netloc}")
    (new / "index.html").write_text(html, encoding="utf-8")


def _script(path: Path, name: str, data: Any) -> None:
    # JSON is JavaScript (ECMA-262, 2019 on); the page is handed the value by one call and reads no global.
    path.write_text(f"contested.{name}({_json(data)});\n", encoding="utf-8")


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _situation(data: Path, scenes: Scenes) -> None:
    """The scenes of all days, and the ledger of every place."""
    for part in ("days", "places"):
        (data / part).mkdir()
    _script(data / "situation.js", "situation", scenes.meta())
    for day in scenes.days:
        _script(data / "days" / f"{day}.js", "scene", scenes.scene(day))
    for ledger in scenes.ledgers():
        _script(data / "places" / f"{ledger['file']}.js", "place", ledger)


def _downloads(folder: Path, readings: Sequence[Reading]) -> None:
    _lines(folder / "claims.jsonl", claims_jsonl(readings))
    _lines(folder / "claims.csv", claims_csv(readings))
    _lines(folder / "claims.geojson", [_json(geojson(readings)), "\n"])


def _lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def _report(new: Path, reading: Reading, sides: Mapping[str, str]) -> None:
    name = page.file_name(reading.report)
    _script(new / "data" / "reports" / f"{name}.js", "report", {"file": name, **page.chunk(reading)})
    html = report_html(reading, home="../index.html", sides=sides)
    (new / "reports" / f"{name}.html").write_text(html, encoding="utf-8")


def _list(readings: Sequence[Reading], heading: str) -> str:
    style = (files("contested.publish") / "report.css").read_text(encoding="utf-8")
    items = "".join(
        f'<div><dt>{escape(reading.report.date or "no date")}</dt><dd><a href="{page.file_name(reading.report)}.html">'
        f"{escape(title(reading.report))}</a> <i>{escape(reading.report.source or '')}, "
        f"{len(reading.claims)} claims</i></dd></div>"
        for reading in sorted(readings, key=lambda each: each.report.date or "")
    )
    notice = escape(words.word("notice", "claims"))
    return _LIST.format(heading=escape(heading), style=style, items=items, notice=notice)


_LIST = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Reports · {heading}</title>
<style>
{style}</style>
</head>
<body>
<nav><a href="../index.html">Back to the map</a></nav>
<header><p class="eyebrow">{heading}</p><h1>Reports</h1><p class="notice">{notice}</p></header>
<main><section class="claim"><dl>{items}</dl></section></main>
</body>
</html>
"""
