"""Baselines among the places: who held what on a day, by a map that a user brought, as observations beside claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import cos, radians

import shapely
from msgspec.structs import replace
from shapely.geometry import shape

from contested.control.evidence import Table
from contested.control.observations import Observation
from contested.control.parameters import Parameters
from contested.fusion.sites import PLACE, SAME_NAME_KM, Site
from contested.fusion.stakes import Stakes
from contested.fusion.testimony import Testimony, Voice
from contested.gazetteer.keys import strict_key
from contested.model import Baseline, Stand

SAME_SPOT_KM = 1.0  # a place this near a row of a baseline is its place, whatever either calls it
CELL = 0.25  # degrees


class Near:
    """Places by the square that they lie in: the one that a row of a baseline means."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self.sites: list[Site] = []
        self._ids: dict[str, int] = {}
        self._squares: dict[tuple[int, int], list[int]] = {}
        for site in sites:
            self.add(site)

    def add(self, site: Site) -> int:
        """Add a place; its index."""
        self.sites.append(site)
        at = len(self.sites) - 1
        if site.scope == PLACE:
            self._ids[site.id] = at
            self._squares.setdefault(_square(site.lat, site.lon), []).append(at)
        return at

    def of(self, stand: Stand, lat: float, lon: float) -> int | None:
        """The place that a row means: by id, by name nearby, or the town at its very spot; a base beside it is none."""
        if stand.id is not None and stand.id in self._ids:
            return self._ids[stand.id]
        north, east = _square(lat, lon)
        around = (self._squares.get((north + i, east + j), ()) for i in (-1, 0, 1) for j in (-1, 0, 1))
        name = strict_key(stand.place)
        near = sorted((_km(lat, lon, self.sites[at]), at) for square in around for at in square)
        called = (at for far, at in near if far <= SAME_NAME_KM and strict_key(self.sites[at].name) == name)
        here = (at for far, at in near if far <= SAME_SPOT_KM and self.sites[at].level != "facility")
        return next(called, next(here, None))

    def call(self, at: int, name: str) -> None:
        """Call a place as the user's own map does, so that the answer can be laid beside it."""
        self.sites[at] = replace(self.sites[at], name=name)


def surveyed(
    baselines: Sequence[Baseline], sites: Sequence[Site], sides: Mapping[str, int], settings: Parameters, table: Table
) -> tuple[list[Site], list[Observation]]:
    """The places with those that only baselines name behind them, and what baselines say of them, by place and day."""
    near = Near(sites)
    found: dict[tuple[int, str, int], Observation] = {}
    for baseline in sorted(baselines, key=lambda one: (one.day, one.known, one.id)):
        for at, side in _held(baseline, near):
            if side in sides:
                made = _observation(baseline, at, side, sides[side], settings, table)
                found[at, baseline.id, sides[side]] = made
    return near.sites, sorted(found.values(), key=lambda one: (one.place, one.day, one.baseline or "", one.sides))


def _held(baseline: Baseline, near: Near) -> Iterator[tuple[int, str]]:
    """Each place that a baseline speaks of, and who holds it: by its own row, else by the outline that it lies in."""
    own: set[int] = set()
    for stand in baseline.stands:
        if stand.lat is not None and stand.lon is not None:
            at = near.of(stand, stand.lat, stand.lon)
            if at is None:
                at = near.add(_site(stand, stand.lat, stand.lon))
            if stand.place != f"{stand.lat:.2f}, {stand.lon:.2f}":  # what a row without a name is called
                near.call(at, stand.place)
            own.add(at)
            yield at, stand.side
    outlines = [(stand.side, shape(stand.outline)) for stand in baseline.stands if stand.outline is not None]
    if outlines:
        tree = shapely.STRtree([outline for _, outline in outlines])
        rest = [at for at, site in enumerate(near.sites) if site.scope == PLACE and at not in own]
        spots = [shapely.Point(near.sites[at].lon, near.sites[at].lat) for at in rest]
        inside, within = tree.query(spots, predicate="within") if spots else ((), ())
        for one, outline in zip(inside, within, strict=True):
            yield rest[int(one)], outlines[int(outline)][0]


def _site(stand: Stand, lat: float, lon: float) -> Site:
    return Site(stand.id or f"spot:{lat:.2f},{lon:.2f}", stand.place, lat, lon, "settlement", 2.0)


def _observation(baseline: Baseline, at: int, side: str, index: int, settings: Parameters, table: Table) -> Observation:
    day, known = (date.fromisoformat(each[:10]).toordinal() for each in (baseline.day, baseline.known))
    row = table["baseline"]
    said = Testimony(
        "", "", Voice(baseline.source, None), "third party", Stakes("agent", False, (side,), (), (side,), ()),
        day, known, False, True, True, kind="baseline",
    )  # fmt: skip
    return Observation(
        at, day, (index,), True, row.weight, row.share, settings.surveyed, row.colour, said, baseline=baseline.id
    )  # fmt: skip


def _square(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // CELL), int(lon // CELL)


def _km(lat: float, lon: float, site: Site) -> float:
    east = ((lon - site.lon + 180.0) % 360.0 - 180.0) * cos(radians((lat + site.lat) / 2))
    return 111.2 * float((east**2 + (lat - site.lat) ** 2) ** 0.5)
