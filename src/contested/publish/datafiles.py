"""The data files of a site: scripts that hand the page one value each, and the files to take away.

JSON is JavaScript (ECMA-262, 2019 on), and a page that is opened from a disk may load scripts and nothing else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from contested.model import Reading
from contested.publish.geojson import features
from contested.publish.jsonl import claims_jsonl
from contested.publish.scene import Scenes
from contested.publish.split import bars, split
from contested.publish.table import claims_csv
from contested.situation import Situation

#: What is kept of a row beside its JSON; its war where there are several.
SLIM = ("id", "report", "side", "from", "to", "war")


def slim(row: dict[str, Any]) -> dict[str, Any]:
    """A claim's row as JSON beside what its file and the slider's bars hang on: whole rows of very many claims would
    fill the memory."""
    places = [{key: place[key] for key in ("role", "level", "lat", "lon")} for place in row["places"]]
    kept: dict[str, Any] = {key: row[key] for key in SLIM if key in row}
    return {**kept, "places": places, "json": msgspec.Raw(msgspec.json.encode(row))}


def claims(data: Path, about: dict[str, Any], rows: list[dict[str, Any]]) -> None:
    """The rows (`slim`) in their files. Where they are many, the rows of reports go with them, and an index beside."""
    reports = about["reports"]
    published = [report["date"] and report["date"][:10] for report in reports]
    parts = split(rows, published)
    many = len(parts) > 1
    about["parts"], about["total"] = [part.about() for part in parts], [len(rows), len(reports)]
    about["bars"] = bars(rows, published) if many else None
    for part in parts:
        needed = sorted({row["report"] for row in part.rows}) if many else []
        beside = {number: reports[number] for number in needed}
        rows_here = [row["json"] for row in part.rows]
        script(data / "claims" / f"{part.file}.js", "claims", {"rows": rows_here, "reports": beside})
    if many:
        buckets(data / "index", {row["id"]: [row["report"], reports[row["report"]]["file"]] for row in rows})
        for war in about.get("wars", ()):
            mine = [row for row in rows if row["war"] == war["id"]]
            of = {row["report"] for row in mine}
            days = [day if number in of else None for number, day in enumerate(published)]
            war["bars"] = bars(mine, days) if any(days) else about["bars"]
            war["total"] = [len(mine), len(of)]
        about["reports"] = []


def rows_of(rows: Sequence[dict[str, Any]], report: int) -> list[msgspec.Raw]:
    """The rows of one report as JSON; they lie together, in the order of the reports."""
    low = bisect_left(rows, report, key=lambda row: row["report"])
    return [row["json"] for row in rows[low : bisect_right(rows, report, key=lambda row: row["report"])]]


def situation(data: Path, scenes: Scenes) -> None:
    """The scenes of all days, and the ledger of every place; the folder is made where it is missing."""
    data.mkdir(exist_ok=True)
    script(data / "situation.js", "situation", scenes.meta())
    for day in scenes.days:
        script(data / "days" / f"{day}.js", "scene", scenes.scene(day))
    for ledger in scenes.ledgers():
        script(data / "places" / f"{ledger['file']}.js", "place", ledger)


def events(data: Path, asked: Situation) -> dict[str, str]:
    """The events of more than one claim; by claim, the event that it is of."""
    found = asked.events()
    told = {event.id: event for event in found if len(event.claims) > 1}
    buckets(data / "events", told)
    lines(data / "events.jsonl", (msgspec.json.encode(event).decode() + "\n" for event in found))
    return {claim: event.id for event in told.values() for claim in event.claims}


def control(path: Path, scenes: Scenes) -> None:
    """Who holds what on the last day, to take away."""
    path.write_bytes(msgspec.json.encode(scenes.control) + b"\n")


def downloads(folder: Path, readings: Sequence[Reading]) -> None:
    """The claims to take away."""
    lines(folder / "claims.jsonl", claims_jsonl(readings))
    lines(folder / "claims.csv", claims_csv(readings))
    lines(folder / "claims.geojson", _collection(readings))


def _collection(readings: Sequence[Reading]) -> Iterator[str]:
    yield '{"type":"FeatureCollection","features":['
    for number, feature in enumerate(features(readings)):
        yield ("," if number else "") + msgspec.json.encode(feature).decode()
    yield "]}\n"


def buckets(folder: Path, values: Mapping[str, Any]) -> None:
    """Values by id in files by the first two letters of their ids."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for id, value in sorted(values.items()):
        found[id[:2]][id] = value
    for name, part in found.items():
        script(folder / f"{name}.js", "bucket", part)


def lines(path: Path, lines: Iterable[str]) -> None:
    """A file of lines, each with its end."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)


def script(path: Path, name: str, data: Any) -> None:
    """A file that calls the page with one value; its folder is made where it is missing, so that none is empty."""
    path.parent.mkdir(exist_ok=True)
    # JSON is JavaScript (ECMA-262, 2019 on); the page is handed the value by one call and reads no global.
    path.write_bytes(b"contested.%s(%s);\n" % (name.encode(), msgspec.json.encode(data)))
