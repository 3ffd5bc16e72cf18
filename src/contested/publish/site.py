"""The map page as a folder of plain files: it works from any static server, from a disk, and with no network.

    index.html, assets/      the page, as built from ``web/``
    data/site.js             sides, words, the list of reports
    data/claims/PART.js      a small row a claim: one file, or many by time and place
    data/index/XX.js         where claims are many: the report of each, by the first two letters of the claim's id
    data/reports/HASH.js     a report in full, loaded when its evidence is asked for
    data/events/XX.js        events of more than one claim, by the first two letters of their ids
    data/situation.js        the days and places of the situation, where there is one
    data/days/DATE.js        the situation on a day: land, places, fronts, pockets, roads; as it was and as known then
    data/places/HASH.js      a place's ledger: every word for and against, and its chances over the days
    data/WAR/…               situation, days and places of each further war, where the claims are of several
    data/claims.{jsonl,csv,geojson}, data/events.jsonl, data/control.json   the same to take away
    data.html, corrections.html   what these hold, licence and citation; what people decided, and why
    reports/index.html, reports/HASH.html   every report as a page of its own, without a map or a script

The data come as scripts, since a page that is opened from a disk may load those and nothing else.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

import msgspec

from contested.errors import PublishError
from contested.knowledge.schema import Conflict, RoadEntry
from contested.model import Decision, Reading
from contested.publish import datafiles, notes, page, words
from contested.publish.basemap import PLACE as BESIDE
from contested.publish.basemap import Basemap, check_tiles
from contested.publish.folder import replaced
from contested.publish.notes import Terms
from contested.publish.page import Label, Tiles
from contested.publish.quotes import quotes_only
from contested.publish.report_html import report_html, style, title
from contested.publish.scene import Account, Scenes, asked
from contested.situation import Situation
from contested.wars import apart, war_of

MISSING = "the map page has not been built"
REMEDY = "with the npm registry in reach, install contested again, or run `python hatch_build.py` in its source folder"
# The page's policy for what a browser may load; a tile layer's host is added where one is set.
NO_TERMS = Terms()
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
    log: Sequence[Decision] = (),
    terms: Terms = NO_TERMS,
    quotes: bool = False,
    labels: Sequence[Label] | None = None,
    tiles: Tiles | None = None,
    basemap: Basemap | None = None,
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
        account: what the situation is reckoned from; the page opens on the claims where there is none. Where it names a
            war, the site is of that war: of the claims of it, and of the reports that make any.
        log: what people decided, to be shown with their reasons; what was taken back too.
        terms: licence and citation of the data.
        quotes: leave out every word of a report that no claim quotes.
        labels: towns for orientation; the packaged ones where None.
        tiles: a tile layer that the page offers; the page stays without network until it is switched on.
        basemap: a base map of the user's own; its file is copied where the page finds it beside its assets.
        force: write even where the folder holds files of others (which are kept).
        progress: called with reports done and reports in all.

    Raises:
        PublishError: the page was not built, or the folder may not or cannot be written.
        UsageError: the war is not known.
    """
    built = built_page()
    if built is None:
        raise PublishError(MISSING, source=str(folder), remedy=REMEDY)
    once = list({reading.report.id: reading for reading in readings}.values())
    whole = asked(account) if account is not None and account.told else None
    told = [Scenes(account, each) for each in _situations(account, whole)] if account and whole else []
    if account and account.conflict:
        once = _of_claims(once, {each.claim.id for each in whole.told} if whole else set())
    with replaced(folder, force=force) as new:
        _copy_page(built, new, heading, tiles)
        about = page.meta(once, heading=heading, conflicts=conflicts, roads=roads, labels=labels, tiles=tiles)
        about["basemap"] = basemap.about() if basemap else None
        if basemap and basemap.at == BESIDE:
            shutil.copyfile(basemap.path, new / BESIDE)
        about["situation"] = told[0].days[-1] if told else None
        shown = [quotes_only(reading) for reading in once] if quotes else once
        event_of: dict[str, str] | None = None
        if whole is not None:
            about["sides"] = page.sides(once, conflicts, [side for each in told for side in each.last.sides])
            datafiles.situation(new / "data", told[0])
            datafiles.control(new / "data" / "control.json", told[0])
        about["wars"] = _wars(new / "data", told) if len(told) > 1 else []
        several = [war for each in told if (war := each.last.conflict) is not None]
        told.clear()  # what is reckoned of very many claims fills the memory
        if whole is not None:
            event_of = datafiles.events(new / "data", whole)
            del whole
        rows = [datafiles.slim(row) for row in _rows(shown, event_of, several)]
        datafiles.claims(new / "data", about, rows)
        datafiles.script(new / "data" / "site.js", "site", about)
        datafiles.downloads(new / "data", once)
        _pages(new, shown, about, log, terms)
        named = {side["id"]: side["name"] for side in about["sides"]}
        for done, reading in enumerate(shown, start=1):
            _report(new, reading, named, datafiles.rows_of(rows, done - 1) if about["bars"] else None)
            if progress:
                progress(done, len(once))
    unplaced = sum(not any(page.has_mark(place) for place in row["places"]) for row in rows)
    return Published(folder, len(once), len(rows), unplaced)


def _situations(account: Account, whole: Situation) -> list[Situation]:
    return apart(whole) if account.conflict is None else [whole]


def _of_claims(readings: Iterable[Reading], kept: Set[str]) -> list[Reading]:
    """The reports that make some claims, with those claims alone."""
    rows = ((each, tuple(claim for claim in each.claims if claim.id in kept)) for each in readings)
    return [msgspec.structs.replace(each, claims=claims) for each, claims in rows if claims]


def _wars(data: Path, told: Sequence[Scenes]) -> list[dict[str, Any]]:
    """What the page offers of several wars, and the files of all but the first, which lie where those of one war do."""
    rows = []
    for at, each in enumerate(told):
        war = each.last.conflict
        assert war is not None  # where there are several, each has a name
        folder = data / war.id if at else data
        if at:
            datafiles.situation(folder, each)
            datafiles.control(data / f"control-{war.id}.json", each)
        rows.append({"id": war.id, "name": war.name, "last": each.days[-1], "at": f"data/{war.id}/" if at else "data/"})
    return rows


def _rows(
    readings: Sequence[Reading], event_of: Mapping[str, str] | None, wars: Sequence[Conflict]
) -> Iterator[dict[str, Any]]:
    """A row a claim, in the order of the reports, with its event where events are known, and its war where there are
    several."""
    for number, reading in enumerate(readings):
        for claim in reading.claims:
            row = page.row(reading, number, claim)
            if event_of is not None:
                row["event"] = event_of.get(claim.id)
            if len(wars) > 1:
                row["war"] = war.id if (war := war_of(claim, reading.report, wars)) else None
            yield row


def _copy_page(built: Path, new: Path, heading: str, tiles: Tiles | None) -> None:
    shutil.copytree(built, new, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".*", "review"))
    for part in ("data/reports", "reports"):
        (new / part).mkdir(parents=True)
    html = (built / "index.html").read_text(encoding="utf-8")
    html = html.replace("<title>contested</title>", f"<title>{escape(heading)} · contested</title>")
    if tiles:
        check_tiles(tiles)
        for rule in (IMAGES, CONNECT):
            html = html.replace(rule, f"{rule} {tiles.origin}")
    (new / "index.html").write_text(html, encoding="utf-8")


def _pages(
    new: Path, readings: Sequence[Reading], about: Mapping[str, Any], log: Sequence[Decision], terms: Terms
) -> None:
    heading, days = about["heading"], sorted(reading.report.date[:10] for reading in readings if reading.report.date)
    claims = {claim.id for reading in readings for claim in reading.claims}
    files_of = {reading.report.id: page.file_name(reading.report) for reading in readings}
    (new / "reports" / "index.html").write_text(_list(readings, heading), encoding="utf-8")
    (new / "corrections.html").write_text(notes.corrections(heading, log, claims, files_of), encoding="utf-8")
    reach = (days[0], days[-1]) if days else None
    (new / "data.html").write_text(notes.data(heading, new / "data", terms, len(readings), reach), encoding="utf-8")


def _report(new: Path, reading: Reading, sides: Mapping[str, str], rows: list[msgspec.Raw] | None) -> None:
    """A report's files; with the rows of its claims where the page does not have them all."""
    name = page.file_name(reading.report)
    more = {} if rows is None else {"rows": rows, "row": page.report_row(reading)}
    datafiles.script(new / "data" / "reports" / f"{name}.js", "report", {"file": name, **page.chunk(reading), **more})
    html = report_html(reading, home="../index.html", sides=sides)
    (new / "reports" / f"{name}.html").write_text(html, encoding="utf-8")


def _list(readings: Sequence[Reading], heading: str) -> str:
    items = "".join(
        f'<div><dt>{escape(reading.report.date or "no date")}</dt><dd><a href="{page.file_name(reading.report)}.html">'
        f"{escape(title(reading.report))}</a> <i>{escape(reading.report.source or '')}, "
        f"{len(reading.claims)} claims</i></dd></div>"
        for reading in sorted(readings, key=lambda each: each.report.date or "")
    )
    notice = escape(words.word("notice", "claims"))
    return _LIST.format(heading=escape(heading), style=style(), items=items, notice=notice)


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
