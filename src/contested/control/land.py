"""The land by who holds it: what is coloured, what is hatched, what has only old word, and where there is no word.

Land and fronts are made of the same cells: a cell is coloured where its place is held with recent word (`State.fresh`),
and a front is every edge between two coloured cells of different sides. Whatever lies beyond the reach of any place
that somebody spoke of, or around a place that is unknown, is "no word": never the nearest colour.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Literal, NamedTuple

import msgspec
import shapely
from numpy.typing import NDArray
from shapely import Geometry, MultiPolygon, Polygon

from contested.control.days import iso
from contested.control.fronts import Front, geojson
from contested.control.state import State
from contested.control.tessellation import Tessellation

Kind = Literal["held", "contested", "old word", "no word"]
CLEAR, LIKELY = 0.9, 0.7  # P of the holder from which land counts as sure (3) and as likely (2)
TOLERANCE = 0.004  # degrees, about 400 m: the land around a place is no survey
ROUNDED = 0.001  # degrees, about 100 m
GRID = 0.05  # km: cells meet to within rounding only; on a grid of 50 m no seam is left between them


class Land(msgspec.Struct, frozen=True, kw_only=True):
    """Land of one kind. ``side`` holds it, or contends for it with ``other``; both None where there is no word.

    ``level``: 3 sure, 2 likely, 1 hardly or by old word only, 0 no word. ``oldest`` and ``newest``: ISO days of the
    last words on its places. ``geometry``: GeoJSON, WGS 84, lines good to about 400 m.
    """

    kind: Kind
    side: str | None
    other: str | None
    level: int
    oldest: str | None
    newest: str | None
    places: tuple[str, ...]
    geometry: dict[str, Any]


class Key(NamedTuple):
    """What land is dissolved by."""

    kind: Kind
    side: str
    other: str
    level: int


def lands(
    state: State, row: int, ground: Tessellation, kept: Callable[[float, float], bool], within: Geometry | None = None
) -> list[Land]:
    """The land on the day of a row: each kind, side and level in one piece, then what has no word.

    Args:
        state: who holds what.
        row: of the day.
        ground: the cells of the places.
        kept: whether a spot (lat, lon) is asked for.
        within: what is asked for, in degrees (lon, lat), to which the land without word is cut; all of the countries
            at war where None.
    """
    cells: dict[Key, list[int]] = defaultdict(list)
    for at, site in enumerate(state.sites):
        key = key_of(state, at, row)
        if key is not None and not shapely.is_empty(ground.cells[at]) and kept(site.lat, site.lon):
            cells[key].append(at)
    found = [_land(state, row, ground, key, places) for key, places in sorted(cells.items())]
    silent = _no_word(ground, [at for places in cells.values() for at in places], within)
    return [*found, *([silent] if silent is not None else [])]


def key_of(state: State, at: int, row: int) -> Key | None:
    """How the cell of a place is drawn on the day of a row; None where nothing is known of it."""
    mark = state.mark(at, row)
    if mark.status == "held":
        if not state.fresh(at, row):
            return Key("old word", mark.side, "", 1)
        return Key("held", mark.side, "", 3 if mark.probability >= CLEAR else 2 if mark.probability >= LIKELY else 1)
    return Key("contested", mark.side, mark.other, 2) if mark.status == "contested" else None


def _land(state: State, row: int, ground: Tessellation, key: Key, places: Sequence[int]) -> Land:
    words = [word for word in (state.last_word(at, state.days[row]) for at in places) if word is not None]
    return Land(
        kind=key.kind, side=key.side, other=key.other or None, level=key.level,
        oldest=iso(min(words)) if words else None, newest=iso(max(words)) if words else None,
        places=tuple(state.sites[at].id for at in places), geometry=_drawn(ground, union(ground.cells[places])),
    )  # fmt: skip


def _no_word(ground: Tessellation, spoken: Sequence[int], within: Geometry | None) -> Land | None:
    """The land of the countries at war of which there is no word."""
    whole = ground.within
    if whole is None:
        return None
    if within is not None:
        whole = shapely.intersection(whole, ground.plane.km(within))
    rest = shapely.difference(whole, union(ground.cells[list(spoken)]), grid_size=GRID)
    parts = [part for part in shapely.get_parts(rest) if isinstance(part, Polygon) and part.area > 1.0]
    if not parts:
        return None
    return Land(kind="no word", side=None, other=None, level=0, oldest=None, newest=None, places=(),
                geometry=_drawn(ground, MultiPolygon(parts)))  # fmt: skip


def union(cells: NDArray[Any]) -> Geometry:
    """Cells as one shape, in kilometres of the plane."""
    try:
        return shapely.union_all(list(cells), grid_size=GRID)
    except shapely.errors.GEOSException:
        # a cell that touches itself at a point is no valid shape, and a hole of it then finds no shell
        return shapely.union_all(shapely.make_valid(cells), grid_size=GRID)


def _drawn(ground: Tessellation, shape: Geometry) -> dict[str, Any]:
    simple = shapely.make_valid(shapely.simplify(ground.plane.degrees(shape), TOLERANCE))
    return geojson(shapely.set_precision(simple, ROUNDED))  # to a valid shape, which rounding alone does not leave


def collection(on: str, as_known: str, land: Iterable[Land], fronts: Iterable[Front]) -> dict[str, Any]:
    """Land and fronts as one FeatureCollection (RFC 7946), land first; ``layer`` says which is which."""
    features = []
    for layer, rows in (("land", land), ("front", fronts)):
        for one in rows:
            properties = msgspec.to_builtins(one)
            shape = properties.pop("geometry")
            features.append({"type": "Feature", "geometry": shape, "properties": {"layer": layer, **properties}})
    return {"type": "FeatureCollection", "on": on, "as_known": as_known, "features": features}
