"""The map of a day: who holds what and how surely, fronts, pockets, roads that reports speak of, scale and legend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import cos, floor, log10, radians
from typing import TYPE_CHECKING, Any

import shapely
import shapely.geometry

from contested.control.holding import Holding
from contested.control.routes import Route
from contested.control.tessellation import KM_PER_DEGREE
from contested.publish.brief.say import long_day
from contested.publish.figures.ground import (
    box,
    countries,
    ground,
    main_country,
    named_countries,
    named_lakes,
    named_rivers,
)
from contested.publish.figures.labels import BESIDE, MIDDLE, Label, placed
from contested.publish.figures.style import ABROAD, EDGE, GREY, LAND, SEA, canvas, colours, names, signed
from contested.situation import Situation

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MARGIN = 0.12  # of the width and height of what is shown
LEAST = 0.35  # degrees that a map is wide at least
LABELS = 40
MOST_SHOWN = 0.45  # of a country: what shows more needs no inset
AROUND = 1.0  # degrees around a country in an inset
SHAPE = 1.15  # width of the map by its height; the legend stands beside it
DASHES: dict[str, Any] = {"open": "-", "cut": ":", "contested": "--"}


def chart(situation: Situation) -> Figure:
    """The map of the day that is asked for."""
    figure, axes = canvas()
    held = [row for row in situation.control().places if row.status != "unknown" or row.claims]
    _frame(axes, [(row.lon, row.lat) for row in held] + _corners(situation))
    ground(axes, situation)
    _roads(axes, situation)
    _pockets(axes, situation)
    _fronts(axes, situation)
    _places(axes, situation, held)
    _scale(axes)
    _legend(axes, situation, held)
    _inset(axes)
    axes.set_title(f"Who is likely to hold what, {long_day(situation.on)}", fontsize=10, loc="left")
    signed(figure, situation, land=True)
    lines = [
        *_courses(front.geometry for front in situation.fronts()),
        *_courses(road.geometry for road in _drawn(situation)),
    ]
    placed(axes, _labels(axes, situation, held), [(row.lon, row.lat) for row in held], lines)
    return figure


def _labels(axes: Axes, situation: Situation, held: list[Holding]) -> list[Label]:
    """The names on the map, the weightiest first: places by how much is told of them, then what is around them."""
    weighty = sorted(held, key=lambda row: (-len(row.claims), row.name))[:LABELS]
    found = [Label(row.name, row.lon, row.lat, {"fontsize": 6.5, "zorder": 8}) for row in weighty]
    for pocket in situation.pockets():
        lon, lat = max(_rings(pocket.geometry)[0], key=lambda corner: corner[1])
        found.append(Label(pocket.name, lon, lat, {"fontsize": 6.5, "style": "italic", "zorder": 8}))
    shown = box(axes)
    abroad = {"fontsize": 7.5, "color": "#8d877a", "zorder": 7}
    found += [Label(name.upper(), x, y, abroad, MIDDLE) for name, x, y in named_countries(shown, main_country(shown))]
    water = {"fontsize": 6, "style": "italic", "color": "#4f87a8", "zorder": 7}
    found += [Label(name, x, y, water, MIDDLE) for name, x, y in named_lakes(shown)]
    return [*found, *(Label(name, x, y, water, BESIDE) for name, x, y in named_rivers(shown))]


def _inset(axes: Axes) -> None:
    """Where the map lies in the country of which it shows most; none where it shows most of that country."""
    shown = shapely.box(*box(axes))
    country = countries().get(main_country(box(axes)) or "")
    if country is None or shown.area > MOST_SHOWN * shapely.box(*country.bounds).area:
        return
    inset = axes.inset_axes((1.03, 0.0, 0.3, 0.3))
    inset.set_facecolor(SEA)
    west, south, east, north = shapely.box(*country.bounds).union(shown).buffer(AROUND).bounds
    for shape in countries().values():
        for part in shape.geoms:
            x, y = part.exterior.xy
            inset.fill(x, y, facecolor=LAND if shape is country else ABROAD, edgecolor=EDGE, linewidth=0.4)
    x, y = shown.exterior.xy
    inset.plot(x, y, color="#b2182b", linewidth=1.2)
    inset.set(xlim=(west, east), ylim=(south, north), xticks=[], yticks=[],
              aspect=1 / max(0.05, cos(radians((south + north) / 2))))  # fmt: skip


def _corners(situation: Situation) -> list[tuple[float, float]]:
    """The corners of the pockets, which the map must hold."""
    return [corner for pocket in situation.pockets() for ring in _rings(pocket.geometry) for corner in ring]


def _frame(axes: Axes, spots: list[tuple[float, float]]) -> None:
    """Show all spots with a margin, in the shape of the figure."""
    lons, lats = ([spot[at] for spot in spots] or [0.0] for at in (0, 1))
    middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2
    narrow = max(0.05, cos(radians(middle[1])))  # a degree of longitude in degrees of latitude
    wide = max(max(lons) - min(lons), LEAST) * (0.5 + MARGIN)
    high = max(max(lats) - min(lats), LEAST) * (0.5 + MARGIN)
    wide, high = max(wide, high * SHAPE / narrow), max(high, wide * narrow / SHAPE)
    axes.set_xlim(middle[0] - wide, middle[0] + wide)
    axes.set_ylim(middle[1] - high, middle[1] + high)
    axes.set_aspect(1 / narrow)
    axes.set_xticks([])
    axes.set_yticks([])


def _roads(axes: Axes, situation: Situation) -> None:
    for route in _drawn(situation):
        colour = colours(situation).get(route.side or "", GREY)
        _lines(axes, route.geometry or {}, color=colour, linestyle=DASHES[route.status], linewidth=1.6, zorder=2)


def _pockets(axes: Axes, situation: Situation) -> None:
    for pocket in situation.pockets():
        colour = colours(situation).get(pocket.side or "", GREY)
        for ring in _rings(pocket.geometry):
            x, y = zip(*ring, strict=True)
            axes.fill(x, y, facecolor="none", edgecolor=colour, hatch="////", linewidth=0.9, zorder=1)


def _fronts(axes: Axes, situation: Situation) -> None:
    for front in situation.fronts():
        style = "--" if front.contested else "-"
        _lines(axes, front.geometry, color="#111111", linestyle=style, linewidth=1.4, zorder=3)


def _places(axes: Axes, situation: Situation, held: list[Holding]) -> None:
    """A disc a place: full where it is held surely, pale where less, ringed where contested, empty where unknown."""
    colour = colours(situation)
    for row in held:
        empty = row.status == "unknown"
        face = GREY if empty else colour.get(row.side or "", GREY)
        axes.scatter(
            [row.lon], [row.lat], s=34, zorder=4, facecolors="white" if empty else face, edgecolors=face,
            alpha=1.0 if empty else max(0.35, row.probability), hatch="xxxx" if row.status == "contested" else None,
            linewidths=1.0,
        )  # fmt: skip


def _scale(axes: Axes) -> None:
    """A bar of a round number of kilometres."""
    (west, east), (south, north) = axes.get_xlim(), axes.get_ylim()
    degree = KM_PER_DEGREE * cos(radians((south + north) / 2))
    most = (east - west) * degree / 4
    step = 10 ** floor(log10(most))
    km = max(size * step for size in (1, 2, 5) if size * step <= most)
    x, y = east - (east - west) * 0.04, south + (north - south) * 0.05
    axes.plot([x - km / degree, x], [y, y], color="#222222", linewidth=2, zorder=7, solid_capstyle="butt")
    axes.annotate(f"{km:g} km", (x, y), xytext=(0, 4), textcoords="offset points", ha="right", fontsize=7, zorder=7)


def _legend(axes: Axes, situation: Situation, held: list[Holding]) -> None:
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch

    colour, name = colours(situation), names(situation)
    sides = sorted({row.side for row in held if row.side is not None})
    rows: list[Any] = [Patch(color=colour.get(side, GREY), label=name.get(side, side)) for side in sides]
    disc: dict[str, Any] = {"marker": "o", "linestyle": "", "color": GREY}
    if any(row.status == "contested" for row in held):
        rows.append(Patch(facecolor="none", edgecolor=GREY, hatch="xxxx", label="contested"))
    if any(row.status == "unknown" for row in held):
        rows.append(Line2D([], [], markerfacecolor="white", label="unknown", **disc))
    for contested in sorted({front.contested for front in situation.fronts() if _shown(axes, front.geometry)}):
        label = "front, contested" if contested else "front"
        rows.append(Line2D([], [], color="#111111", linestyle="--" if contested else "-", label=label))
    if situation.pockets():
        rows.append(Patch(facecolor="none", edgecolor=GREY, hatch="////", label="cut off area"))
    shown = {(road.side or "", road.status) for road in _drawn(situation) if _shown(axes, road.geometry)}
    for side, status in sorted(shown):
        label = f"road {status} to {name.get(side, side)}" if side else f"road {status}"
        rows.append(Line2D([], [], color=colour.get(side, GREY), linestyle=DASHES[status], label=label))
    axes.legend(handles=rows, loc="upper left", bbox_to_anchor=(1.01, 1.0), fontsize=6.5, frameon=False)


def _drawn(situation: Situation) -> list[Route]:
    """The roads that reports speak of."""
    return [road for road in situation.routes() if road.claims and road.status in DASHES and road.geometry is not None]


def _courses(geometries: Iterable[dict[str, Any] | None]) -> Iterator[list[Any]]:
    """The lines of some geometries."""
    for each in geometries:
        if each is not None:
            yield from each["coordinates"] if each["type"] == "MultiLineString" else [each["coordinates"]]


def _shown(axes: Axes, geometry: dict[str, Any] | None) -> bool:
    """Whether a map shows some of a geometry: what it does not show is in no legend."""
    return geometry is not None and bool(shapely.geometry.shape(geometry).intersects(shapely.box(*box(axes))))


def _lines(axes: Axes, geometry: dict[str, Any], **style: Any) -> None:
    for line in _courses([geometry]):
        axes.plot(*zip(*[point[:2] for point in line], strict=True), **style)


def _rings(geometry: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The outer rings of a polygon or of several."""
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [part[0] for part in parts]
