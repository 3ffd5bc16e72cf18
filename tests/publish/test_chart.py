"""The map for print: what lies under it, names without one upon another, a legend of what is drawn and no more."""

from __future__ import annotations

from itertools import combinations

import pytest
import shapely
from accounts import account, place

from contested.control.tessellation import land
from contested.knowledge import load
from contested.publish.figures.chart import chart
from contested.publish.figures.draw import KINDS
from contested.publish.figures.ground import (
    countries,
    lakes,
    main_country,
    named_countries,
    named_lakes,
    named_rivers,
    provinces,
    streams,
    unmapped,
)
from contested.publish.figures.labels import Label, placed
from contested.publish.figures.style import canvas
from contested.situation import Question, Situation

TOWNS = {f"Town {at}": (35.9 + at % 4 * 0.02, 38.0 + at // 4 * 0.03) for at in range(12)}


def situation(on: str | None = "2017-06-05") -> Situation:
    """Twelve towns close together, all taken by the army from rebels."""
    told = [
        account(f"r{at}", where=place(name, id=f"town-{at}", lat=lat, lon=lon, radius_km=2.0), of="is")
        for at, (name, (lat, lon)) in enumerate(TOWNS.items())
    ]
    return Situation(tuple(told), Question(on=on), conflicts=load().conflicts)


# Russia's land is reckoned with as far as the line of 180 degrees lets it be, which the outline goes beyond
@pytest.mark.parametrize("country", sorted(land().keys() - {"RU"}))
def test_every_country_of_a_war_is_drawn_as_large_as_the_land_that_is_reckoned_with(country: str) -> None:
    drawn, reckoned = countries()[country], land()[country]
    assert drawn.area == pytest.approx(reckoned.area, rel=0.05)
    assert all(isinstance(part, shapely.Polygon) for part in drawn.geoms)


def test_neighbours_are_named_where_they_are_shown_and_those_at_war_are_not() -> None:
    shown = (35.5, 33.0, 42.5, 37.3)
    found = {name: shapely.Point(x, y) for name, x, y in named_countries(shown, main_country(shown))}
    assert {"Turkey", "Iraq", "Lebanon"} <= found.keys() and not {"Syria", "Egypt"} & found.keys()
    assert countries()["TR"].buffer(0).contains(found["Turkey"])
    assert {name for name, _, _ in named_rivers(shown)} >= {"Euphrates", "Orontes"}


def test_province_lines_are_those_of_the_countries_at_war() -> None:
    assert len(list(provinces({"SY"}))) > 10 and not list(provinces({"US"}))


def test_no_name_stands_upon_another_or_upon_a_mark_or_beyond_the_map() -> None:
    _, axes = canvas()
    axes.set(xlim=(37.8, 38.4), ylim=(35.8, 36.1))
    labels = [Label(name, lon, lat, {"fontsize": 6.5}) for name, (lat, lon) in TOWNS.items()]
    shown = placed(axes, labels, [(lon, lat) for lat, lon in TOWNS.values()])
    extents = [text.get_window_extent() for text in axes.texts]
    assert 1 < len(shown) == len(extents) and shown[0] == labels[0]
    assert not any(one.overlaps(other) for one, other in combinations(extents, 2))
    frame = axes.get_window_extent()
    assert all(frame.x0 <= each.x0 and each.x1 <= frame.x1 for each in extents)
    marks = axes.transData.transform([(lon, lat) for lat, lon in TOWNS.values()])
    assert not any(each.contains(x, y) for each in extents for x, y in marks)


def test_the_legend_has_what_is_drawn_and_an_inset_says_where_the_map_lies() -> None:
    asked = situation()
    figure = chart(asked)
    (axes,) = figure.axes
    legend = axes.get_legend()
    assert legend is not None
    said = [text.get_text() for text in legend.get_texts()]
    assert "Syrian government and allies" in said
    assert ("front" in said) == any(not front.contested for front in asked.fronts())
    assert ("cut off area" in said) == bool(asked.pockets())
    assert len(axes.child_axes) == 1


@pytest.mark.parametrize(
    ("name", "lon", "lat"),
    [("Victoria", 33.0, -1.0), ("Tanganyika", 29.5, -6.0), ("Kivu", 29.1, -2.0), ("Assad", 38.2, 36.0),
     ("Tana", 37.3, 12.0), ("Sevan", 45.3, 40.4), ("Dead Sea", 35.5, 31.5)],
)  # fmt: skip
def test_lakes_lie_where_they_are(name: str, lon: float, lat: float) -> None:
    assert any(lake.buffer(0.1).contains(shapely.Point(lon, lat)) for lake in lakes()), name
    assert all(lake.is_valid for lake in lakes())
    assert [found for found, _, _ in named_lakes((lon - 1, lat - 1, lon + 1, lat + 1)) if name in found]


def test_a_river_is_drawn_once_and_its_name_stands_at_its_water() -> None:
    near = streams().buffer(0.25)
    assert not any(line.intersection(near).length > line.length / 2 for line in unmapped())
    shown = (35.5, 33.0, 42.5, 37.3)
    spots = {name: shapely.Point(x, y) for name, x, y in named_rivers(shown)}
    drawn = shapely.union_all([streams(), *unmapped()])
    assert drawn.distance(spots["Euphrates"]) < 0.01


def test_a_name_stands_where_no_line_runs_through_it_if_there_is_room() -> None:
    _, axes = canvas()
    axes.set(xlim=(0, 10), ylim=(0, 10))
    line = [(5.1, 5.2), (9.0, 6.0)]  # to the right, where the first spots are
    (shown,) = placed(axes, [Label("Maskanah", 5, 5, {"fontsize": 6.5})], [(5, 5)], [line])
    course = shapely.LineString(axes.transData.transform(line))
    assert shown.text == "Maskanah"
    assert not course.intersects(shapely.box(*axes.texts[0].get_window_extent().extents))


@pytest.mark.parametrize("kind", ["timeline", "losses", "sources"])
def test_where_there_is_nothing_to_draw_a_figure_says_so(kind: str) -> None:
    (axes,) = KINDS[kind](Situation((), Question(on="2017-06-05"), conflicts=())).axes
    assert any(text.get_text().startswith("no ") for text in axes.texts)
    assert not list(axes.get_xticks())


def test_days_and_numbers_on_a_scale_are_whole() -> None:
    (axes,) = KINDS["timeline"](situation(None)).axes
    axes.figure.canvas.draw()  # type: ignore[union-attr]
    days = [label.get_text() for label in axes.get_xticklabels()]
    assert days and all(len(day) == len("2017-06-05") for day in days)
    assert all(float(tick).is_integer() for tick in axes.get_yticks())
