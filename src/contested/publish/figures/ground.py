"""What lies under a map: sea, countries with their names, province lines, rivers, lakes; which countries are at war.

``countries.json`` and ``water.json``: Natural Earth 1:50 million, coarse (`benchmarks/borders.py`, `water.py`);
province lines are those of the page. Rivers have their names from the knowledge files, and where those know one that
Natural Earth has not, its course from town to town.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import shapely
from shapely import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.ops import nearest_points

from contested.knowledge import load
from contested.publish.figures.style import ABROAD, EDGE, LAND, PROVINCE, SEA, WATER
from contested.situation import Situation

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Box = tuple[float, float, float, float]  # west, south, east, north
#: Of the part of a country that a map shows: less, and its name is left out.
LEAST = 0.015
#: Degrees within which two courses are one river's.
CLOSE = 0.25
#: Degrees within which a spot is a lake's, and the part of a map that a lake whose name is printed fills.
LAKE_NEAR, LEAST_LAKE = 0.1, 0.001


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
    for course in [*streams().geoms, *unmapped()]:
        if course.intersects(shown):
            axes.plot(*course.xy, color=WATER, linewidth=1.1, zorder=0.6)
    for lake in lakes():
        if lake.intersects(shown):
            axes.fill(*lake.exterior.xy, facecolor=SEA, edgecolor=WATER, linewidth=0.5, zorder=0.7)


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


@cache
def water() -> dict[str, list[list[tuple[float, float]]]]:
    """Lakes as rings and rivers as lines, (lon, lat) degrees."""
    text = (files("contested.publish.figures") / "water.json").read_text(encoding="utf-8")
    found: dict[str, list[list[tuple[float, float]]]] = json.loads(text)
    return found


@cache
def lakes() -> tuple[Polygon, ...]:
    """The lakes in and around the countries at war: those of Natural Earth, and outlines of ``lakes.csv``."""
    drawn = (row["outline"] for row in lake_rows() if row["outline"])
    ours = (Polygon([tuple(map(float, spot.split())) for spot in each.split(";")]) for each in drawn)
    return (*map(Polygon, water()["lakes"]), *ours)


@cache
def lake_rows() -> tuple[dict[str, str], ...]:
    """Names of lakes with a spot of each, and the outline of those that Natural Earth's coarse lakes lack."""
    with (files("contested.publish.figures") / "lakes.csv").open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file))


def named_lakes(shown: Box) -> Iterator[tuple[str, float, float]]:
    """The names of the lakes in a map, each with the middle of what is shown of it."""
    whole = shapely.box(*shown)
    for row in lake_rows():
        spot = shapely.Point(float(row["lon"]), float(row["lat"]))
        lake = next((each for each in lakes() if each.distance(spot) < LAKE_NEAR), None)
        part = lake.intersection(whole) if lake is not None else None
        if part is not None and part.area > LEAST_LAKE * whole.area:
            middle = part.representative_point()
            yield row["name"], middle.x, middle.y


@cache
def streams() -> MultiLineString:
    """The rivers of Natural Earth, which bear no names."""
    return MultiLineString(water()["rivers"])


@cache
def unmapped() -> tuple[LineString, ...]:
    """The rivers of the knowledge files that run elsewhere than any of Natural Earth's."""
    near = streams().buffer(CLOSE)
    lines = (LineString(course) for _, course in rivers())
    return tuple(line for line in lines if line.intersection(near).length < line.length / 2)


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
    """The names of the rivers in a map, each with the middle of what is shown of it, where its water is drawn."""
    whole = shapely.box(*shown)
    drawn = shapely.union_all([streams(), *unmapped()]).intersection(whole)
    for name, line in rivers():
        part = LineString(line).intersection(whole)
        if not part.is_empty and part.length > 0:
            longest = max(shapely.get_parts(part), key=lambda each: each.length)
            middle = longest.interpolate(0.5, normalized=True)
            there = nearest_points(drawn, middle)[0] if drawn.distance(middle) <= 2 * CLOSE else middle
            yield name, there.x, there.y
