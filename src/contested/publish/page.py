"""What the map page knows: one small row a claim for map, list and slider, and one file a report for the evidence."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

import msgspec

from contested.knowledge.schema import Conflict, RoadEntry, Side
from contested.model import Claim, Place, Reading, Report, WordingMention, digest
from contested.publish import words
from contested.publish.report_html import safe_url, title

# Okabe and Ito's colours (2008), for a side that no conflict file names: told apart with any kind of colour vision.
SPARE_COLOURS = ("#0072b2", "#e69f00", "#cc79a7", "#009e73", "#56b4e9", "#d55e00", "#f0e442")
NO_SIDE = "#8c8c8c"
MARGIN = 3.0  # degrees around the claims in which towns and roads are given for orientation


class Label(msgspec.Struct, frozen=True):
    """The name of a town for orientation; ``rank`` 1 is the most important, and is shown from furthest away."""

    name: str
    lat: float
    lon: float
    rank: int


class Tiles(msgspec.Struct, frozen=True):
    """A raster tile layer that a reader with a network may switch on: URL with {z}, {x}, {y}; who made it."""

    url: str
    attribution: str = ""

    @property
    def origin(self) -> str:
        """The one address that a page asks for tiles: its policy names it, and no other."""
        at = urlsplit(self.url)
        return f"{at.scheme}://{at.netloc}"


def file_name(report: Report) -> str:
    """The name of a report's files: its id may hold any character, so a hash of it."""
    return digest("file", report.id)


def meta(
    readings: Sequence[Reading],
    *,
    heading: str,
    conflicts: Sequence[Conflict] = (),
    roads: Sequence[RoadEntry] = (),
    labels: Sequence[Label] | None = None,
    tiles: Tiles | None = None,
) -> dict[str, Any]:
    """All that a page shows beside the claims: sides, words, reports, names and roads for orientation."""
    box = extent(readings)
    return {
        "heading": heading,
        "sides": sides(readings, conflicts),
        "no_side": NO_SIDE,
        "words": words.words(),
        "types": {type: words.family(type) for type in sorted({c.type for r in readings for c in r.claims})},
        "reports": [report_row(reading) for reading in readings],
        "labels": [msgspec.to_builtins(each) for each in (towns() if labels is None else labels)
                   if _inside(each.lat, each.lon, box)],
        "provinces": provinces(box),
        "roads": [{"name": road.name, "stops": [[stop.lon, stop.lat] for stop in road.stop]} for road in roads
                  if any(_inside(stop.lat, stop.lon, box) for stop in road.stop)],
        "tiles": msgspec.to_builtins(tiles),
    }  # fmt: skip


def row(reading: Reading, number: int, claim: Claim) -> dict[str, Any]:
    """A claim as the map, the list and the slider need it; ``report`` is the report's number in `meta`."""
    first = words.leading(claim)
    return {
        "id": claim.id, "report": number, "type": claim.type, "family": words.family(claim.type), "main": claim.main,
        "from": claim.time.start and claim.time.start[:10], "to": claim.time.end and claim.time.end[:10],
        "basis": claim.time.basis, "scope": claim.scope, "modality": claim.modality, "outcome": claim.outcome,
        "doubt": words.doubt(claim), "agents": words.names(claim, "agent"), "patients": words.names(claim, "patient"),
        "side": first.side if first else None,
        "sides": sorted({actor.side for actor in claim.actors if actor.side}),
        "places": [_place(place) for place in claim.places], "where": words.where(claim),
        "says": [said.source for said in claim.attribution], "counts": [words.count(count) for count in claim.counts],
        "quote": claim.quote.text, "confidence": claim.confidence,
    }  # fmt: skip


def chunk(reading: Reading) -> dict[str, Any]:
    """A report in full: its text, sentences, wording and claims as the contract has them, counts also in words."""
    claims = [
        {**msgspec.to_builtins(claim), "count_words": [words.count(count) for count in claim.counts]}
        for claim in reading.claims
    ]
    wording = [
        {"start": each.start, "end": each.end, "text": each.text, "neutral": each.neutral, "favours": each.favours}
        for each in reading.mentions
        if isinstance(each, WordingMention)
    ]
    sentences = msgspec.to_builtins(reading.sentences)
    return {"text": reading.report.text, "sentences": sentences, "wording": wording, "claims": claims}


def sides(
    readings: Sequence[Reading], conflicts: Sequence[Conflict], others: Sequence[str] = ()
) -> list[dict[str, str]]:
    """The sides that the claims or the reports name, and others, in the order of the conflict files that fit them best,
    with their colours."""
    named = {actor.side for reading in readings for claim in reading.claims for actor in claim.actors if actor.side}
    named |= {reading.report.side for reading in readings if reading.report.side} | set(others)
    # Two wars may name one side (the Islamic State's), each in its own words: the war that these reports are of, which
    # names most of their sides, comes first.
    fitting = sorted(conflicts, key=lambda conflict: -sum(side.id in named for side in conflict.side))
    known = [side for conflict in fitting for side in conflict.side if side.id in named]
    found = {side.id: side for side in reversed(known)}
    found = {side.id: found[side.id] for side in known}
    free = [colour for colour in SPARE_COLOURS if colour not in {side.colour.lower() for side in found.values()}]
    for number, missing in enumerate(sorted(named - found.keys())):
        colour = (free or SPARE_COLOURS)[number % len(free or SPARE_COLOURS)]
        found[missing] = Side(id=missing, name=missing.replace("-", " ").capitalize(), colour=colour)
    return [{"id": side.id, "name": side.name, "colour": side.colour} for side in found.values()]


def extent(readings: Iterable[Reading]) -> tuple[float, float, float, float] | None:
    """South, west, north and east of all resolved places, with `MARGIN` degrees around; None where there is none."""
    at = [
        (place.lat, place.lon)
        for reading in readings
        for claim in reading.claims
        for place in claim.places
        if place.lat is not None and place.lon is not None
    ]
    if not at:
        return None
    lats, lons = zip(*at, strict=True)
    return min(lats) - MARGIN, min(lons) - MARGIN, max(lats) + MARGIN, max(lons) + MARGIN


def towns() -> list[Label]:
    """The large towns of the regions covered, from ``towns.csv`` (facts from GeoNames, CC BY 4.0)."""
    with (files("contested.publish") / "towns.csv").open(encoding="utf-8") as file:
        rows = csv.DictReader(file)
        return [Label(row["name"], float(row["lat"]), float(row["lon"]), int(row["rank"])) for row in rows]


def provinces(box: tuple[float, float, float, float] | None) -> dict[str, Any]:
    """The lines between provinces in a box (``provinces.json``: half-way between GeoNames' settlements of either), and
    the provinces' names with their middles."""
    drawn = json.loads((files("contested.publish") / "provinces.json").read_text(encoding="utf-8"))
    lines = [line for country in drawn.values() for line in country if any(_inside(y, x, box) for x, y in line)]
    with (files("contested.gazetteer") / "data" / "admin1.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] in drawn and row["lat"]]
    names = [Label(row["name"], float(row["lat"]), float(row["lon"]), 1) for row in rows]
    return {"lines": lines, "names": [msgspec.to_builtins(one) for one in names if _inside(one.lat, one.lon, box)]}


def _inside(lat: float, lon: float, box: tuple[float, float, float, float] | None) -> bool:
    return box is not None and box[0] <= lat <= box[2] and box[1] <= lon <= box[3]


def report_row(reading: Reading) -> dict[str, Any]:
    """A report as lists and evidence name it."""
    report = reading.report
    return {
        "id": report.id, "file": file_name(report), "title": title(report), "source": report.source,
        "side": report.side, "date": report.date, "url": safe_url(report.url), "lang": report.lang,
        "claims": len(reading.claims), "reader": reading.reader,
    }  # fmt: skip


def has_mark(place: dict[str, Any]) -> bool:
    """Whether the map sets a mark at a row's place: one that was found and is no whole country."""
    return place["lat"] is not None and place["level"] != "country"


def _place(place: Place) -> dict[str, Any]:
    keys = ("role", "relation", "extent", "name", "level", "lat", "lon", "radius_km", "precision", "geometry")
    return {key: getattr(place, key) for key in keys}
