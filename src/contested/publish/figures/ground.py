"""What lies under a map: sea, countries with their names, province lines, rivers; and which countries are at war.

``countries.json``: Natural Earth 1:50 million, coarse (`benchmarks/borders.py`); province lines are those of the page.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import shapely
from shapely import MultiPolygon, Polygon

from contested.knowledge import load
from contested.publish.figures.style import ABROAD, EDGE, LAND, PROVINCE, SEA, WATER
from contested.situation import Situation

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Box = tuple[float, float, float, float]  # west, south, east, north
#: Of the part of a country that a map shows: less, and its name is left out.
LEAST = 0.015


@cache
def countries() -> dict[str, MultiPolygon]:
    """The countries at war and those around them, (lon, lat) degrees, by ISO alpha-2 code."""
    data = json.loads((files("contested.publish.figures") / "countries.json").read_text(encoding="utf-8"))
    return {code: MultiPolygon([Polygon(ring) for ring in rings]) for code, rings in data.items()}


@cache
def country_names() -> dict[str, str]:
    """Names of countries by code."""
    with (files("contested.publish.export") / "countries.csv").open(encoding="utf-8") as file:
        return {row["iso2"]: row["acled"] for row in csv.DictReader(file)}


def box(axes: Axes) -> Box:
    """What a map shows."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    return west, south, east, north


def ground(axes: Axes, situation: Situation) -> None:
    """Draw what lies under a map."""
    axes.set_facecolor(SEA)
    shown = shapely.box(*box(axes))
    at_war = set(situation.conflict.countries) if situation.conflict else set()
    for code, shape in countries().items():
        if not shape.intersects(shown):
            continue
        for part in shape.geoms:
            x, y = part.exterior.xy
            axes.fill(x, y, facecolor=LAND if code in at_war else ABROAD, edgecolor=EDGE, linewidth=0.8, zorder=0)
    for line in provinces(at_war):
        axes.plot(*zip(*line, strict=True), color=PROVINCE, linewidth=0.5, linestyle=(0, (4, 2)), zorder=0.5)
    for _, course in rivers():
        axes.plot(*zip(*course, strict=True), color=WATER, linewidth=1.1, zorder=0.6)


def provinces(codes: set[str]) -> Iterator[list[tuple[float, float]]]:
    """The lines between the provinces of some countries."""
    drawn = json.loads((files("contested.publish") / "provinces.json").read_text(encoding="utf-8"))
    for code in sorted(codes & drawn.keys()):
        yield from drawn[code]


@cache
def rivers() -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    """The rivers that the knowledge files have, by name, as points along them."""
    found = (road for road in load([]).roads if road.kind == "river")
    lines = ((road.name, tuple((stop.lon, stop.lat) for stop in road.stop if stop.lat is not None)) for road in found)
    return tuple((name, line) for name, line in lines if len(line) > 1)


def main_country(shown: Box) -> str | None:
    """The country of which a map shows most; None for none."""
    whole = shapely.box(*shown)
    areas = {code: shape.buffer(0).intersection(whole).area for code, shape in countries().items()
             if shape.intersects(whole)}  # fmt: skip
    return max(areas, key=lambda code: areas[code], default=None)


def named_countries(shown: Box, main: str | None) -> Iterator[tuple[str, float, float]]:
    """The names of the countries in a map but for the main one, each with the middle of the part that is shown."""
    whole = shapely.box(*shown)
    for code, shape in countries().items():
        part: Any = shape.buffer(0).intersection(whole) if shape.intersects(whole) else None
        if code == main or part is None or part.area < LEAST * whole.area:
            continue
        largest = max(shapely.get_parts(part), key=lambda each: each.area)
        middle = largest.buffer(-0.02 * (shown[2] - shown[0])).representative_point()
        if not middle.is_empty:
            yield country_names().get(code, code), middle.x, middle.y


def named_rivers(shown: Box) -> Iterator[tuple[str, float, float]]:
    """The names of the rivers in a map, each with the middle of what is shown of it."""
    whole = shapely.box(*shown)
    for name, line in rivers():
        part = shapely.LineString(line).intersection(whole)
        if not part.is_empty and part.length > 0:
            longest = max(shapely.get_parts(part), key=lambda each: each.length)
            middle = longest.interpolate(0.5, normalized=True)
            yield name, middle.x, middle.y
