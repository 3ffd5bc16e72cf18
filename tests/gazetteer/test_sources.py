"""The tables that we wrote: complete, well formed, each point where its country is."""

from __future__ import annotations

from collections import Counter

import pycountry
import pytest

from contested.gazetteer.keys import strict_key
from contested.gazetteer.rows import LEVELS
from contested.gazetteer.sources import countries, divisions, regions, settlement_radius, split, table

WARS = (
    *("SY", "IQ", "LB", "PS", "IL", "YE", "LY", "SD", "SS", "ET", "SO", "ML", "BF", "NE", "NG", "TD", "CF", "CD"),
    *("UA", "RU", "MM", "AM", "AZ", "AF", "TR", "IR", "JO", "EG", "SA", "PK", "US"),
)


def test_every_country_of_the_standard_is_there() -> None:
    ours = {row["iso2"] for row in table("countries.csv")}
    assert ours - {"XK"} == {country.alpha_2 for country in pycountry.countries}


@pytest.mark.parametrize("source", [countries, divisions, regions])
def test_points_radii_and_levels_can_be(source: object) -> None:
    for entry in source():  # type: ignore[operator]
        assert -90 <= entry.lat <= 90 and -180 <= entry.lon <= 180
        assert (entry.lat, entry.lon) != (0.0, 0.0)
        assert 0 < entry.radius_km <= 7000
        assert entry.level in LEVELS
        assert all(strict_key(name) for name in entry.names)


def test_no_id_stands_twice() -> None:
    ids = Counter(entry.id for source in (countries, divisions, regions) for entry in source())
    assert [id for id, times in ids.items() if times > 1] == []


def test_the_divisions_of_the_wars_are_there() -> None:
    found = Counter(row["country"] for row in table("admin1.csv"))
    assert [country for country in WARS if found[country] < 2] == []
    assert found["SY"] == 14
    assert found["US"] >= 51


def test_capitals_lie_near_their_country() -> None:
    for row in table("countries.csv"):
        if row["capital_lat"] and row["iso2"] not in ("FJ", "KI", "PF", "SH", "US", "NZ", "RU"):
            assert abs(float(row["lat"]) - float(row["capital_lat"])) < 25, row["name"]


def test_a_cell_holds_several_values() -> None:
    assert split("a| b |") == ("a", "b")
    assert split("") == ()
    assert split(None) == ()


def test_towns_grow_with_their_people() -> None:
    sizes = [settlement_radius(people) for people in (1_000, 10_000, 100_000, 1_000_000, 10_000_000)]
    assert sizes == sorted(sizes)
    assert settlement_radius(0) == 1.0
