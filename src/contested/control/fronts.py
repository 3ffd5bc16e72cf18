"""Front lines: where the cells of two sides lie side by side, drawn smooth, with how sure both sides are.

A side has a cell where it holds the place with recent word (`State.drawn`), which is where its land is coloured too;
beside a place that is unknown or contested, or that has only old word, there is no front.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import Geometry, LineString

from contested.control.days import iso
from contested.control.state import State
from contested.control.tessellation import Border, Tessellation

ROUNDS = 2  # of corner cutting
SHORT_KM = 0.3  # a piece this short is where corners of cells meet to within rounding
NARROW = 0.65  # certainty below which a front is drawn as contested


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """A part of a front between two places: the day (ISO) of the newer of their last words, and its age in days."""

    places: tuple[str, str]
    km: float
    last_word: str
    days: int


class Front(msgspec.Struct, frozen=True, kw_only=True):
    """A line between two sides: ``certainty`` 0-1 that each holds its bank; ``places`` along it; WGS 84 geometry.

    ``stretches``: how old the word is along it, from one pair of places to the next.
    """

    sides: tuple[str, str]
    certainty: float
    contested: bool
    length_km: float
    places: tuple[str, ...]
    newest: str
    oldest: str
    stretches: tuple[Stretch, ...]
    geometry: dict[str, Any]


def fronts(state: State, row: int, ground: Tessellation, kept: Callable[[float, float], bool]) -> list[Front]:
    """The fronts on the day of a row, longest first."""
    leading, chances, drawn = state.leading(row), state.chances[row].max(axis=1), state.drawn(row)
    between: dict[tuple[int, int], list[Border]] = defaultdict(list)
    for border in ground.borders:
        one, other = int(leading[border.one]), int(leading[border.other])
        if one != other and drawn[border.one] and drawn[border.other]:
            between[min(one, other), max(one, other)].append(border)
    found = []
    for (one, other), borders in between.items():
        for line in joined([border.line for border in borders]):
            along = [border for border in borders if shapely.dwithin(border.line, line, 0.01)]
            if any(kept(state.sites[at].lat, state.sites[at].lon) for border in along for at in border[:2]):
                found.append(_front(state, row, (one, other), line, along, chances, ground))
    return sorted(found, key=lambda front: (-front.length_km, front.sides, front.places))


def _front(
    state: State,
    row: int,
    sides: tuple[int, int],
    line: Geometry,
    borders: list[Border],
    chances: NDArray[np.float32],
    ground: Tessellation,
) -> Front:
    weights = [float(shapely.length(border.line)) for border in borders]
    sure = [float(chances[border.one] * chances[border.other]) for border in borders]
    certainty = sum(w * p for w, p in zip(weights, sure, strict=True)) / sum(weights)
    places = sorted({at for border in borders for at in border[:2]})
    stretches = tuple(_stretch(state, row, border) for border in borders)
    words = [stretch.last_word for stretch in stretches]
    return Front(
        sides=(state.sides[sides[0]], state.sides[sides[1]]),
        certainty=round(certainty, 3),
        contested=bool(certainty < NARROW**2),
        length_km=round(float(shapely.length(line)), 1),
        places=tuple(state.sites[at].id for at in places),
        newest=max(words),
        oldest=min(words),
        stretches=stretches,
        geometry=geojson(ground.plane.degrees(smooth(line))),
    )


def _stretch(state: State, row: int, border: Border) -> Stretch:
    """A border's part of a front, with the newer of the last words on its two places."""
    word = max(state.last_word(at, state.days[row]) or 0 for at in border[:2])
    places = state.sites[border.one].id, state.sites[border.other].id
    return Stretch(places=places, km=round(border.km, 1), last_word=iso(word), days=state.days[row] - word)


def joined(lines: list[Geometry]) -> list[LineString]:
    """Pieces of lines as lines as long as can be, in an order of their own."""
    parts = [part for part in shapely.get_parts(shapely.line_merge(shapely.union_all(lines))) if part.length > SHORT_KM]
    strings = [part for part in parts if isinstance(part, LineString)]
    return sorted(strings, key=lambda line: (-round(line.length, 3), line.bounds))


def smooth(line: Geometry) -> Geometry:
    """A line with its corners cut off (G. Chaikin, 1974), its ends kept."""
    points = shapely.get_coordinates(line)
    closed = bool(np.array_equal(points[0], points[-1]))
    for _ in range(ROUNDS if len(points) > 2 else 0):
        cut = np.stack((0.75 * points[:-1] + 0.25 * points[1:], 0.25 * points[:-1] + 0.75 * points[1:]), axis=1)
        inner = cut.reshape(-1, 2)
        points = np.vstack((inner, inner[:1])) if closed else np.vstack((points[:1], inner[1:-1], points[-1:]))
    return LineString(points)


def geojson(geometry: Geometry) -> dict[str, Any]:
    """A geometry in degrees as GeoJSON, to about a hundred metres."""
    rounded = shapely.set_precision(geometry, 0.001, mode="pointwise")
    found: dict[str, Any] = json.loads(shapely.to_geojson(rounded))
    return found
