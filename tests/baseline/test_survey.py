"""Baselines from files: every form gives the same rows, and what cannot be taken is refused with its row."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
import shapely
from grid import ARMY, STATE, WAR

from contested.baseline.survey import Asked, survey
from contested.errors import ContestedError, InputError, UsageError
from contested.knowledge.schema import Conflict, Side
from contested.model import Baseline

TOWNS = {"Maskanah": ("gn:1", 35.96, 38.04), "Khafsah": ("gn:2", 36.13, 38.03)}
SQUARE = [[38.0, 35.9], [38.1, 35.9], [38.1, 36.0], [38.0, 36.0], [38.0, 35.9]]
BESIDE = [[39.0, 35.9], [39.1, 35.9], [39.1, 36.0], [39.0, 36.0], [39.0, 35.9]]


def find(name: str, spot: tuple[float, float] | None) -> tuple[str, float, float] | None:
    return TOWNS.get(name)


def asked(**more: object) -> Asked:
    row = {"day": "2016-01-01", "known": "2016-01-01", "source": "Survey", "licence": None, "conflict": "syria",
           "columns": {}, "sides": {}}  # fmt: skip
    return Asked(**row | more)  # type: ignore[arg-type]


def taken(path: Path, **more: object) -> Baseline:
    return survey(path, asked(**more), [WAR], find)


def feature(geometry: dict[str, object], **properties: object) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def geojson(path: Path, *features: dict[str, object]) -> Path:
    path.write_text(json.dumps({"type": "FeatureCollection", "features": list(features)}), encoding="utf-8")
    return path


def csv(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def gpkg(path: Path, srs: int = 4326) -> Path:
    """A GeoPackage of one polygon, as OGC 12-128 has it."""
    with sqlite3.connect(path) as db:
        db.execute("PRAGMA application_id = 0x47504B47")
        columns = "srs_id INTEGER, srs_name TEXT, organization_coordsys_id INTEGER"
        db.execute(f"CREATE TABLE gpkg_spatial_ref_sys ({columns})")
        db.execute("INSERT INTO gpkg_spatial_ref_sys VALUES (4326, 'WGS 84', 4326), (32637, 'UTM 37N', 32637)")
        db.execute("CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER)")
        db.execute("INSERT INTO gpkg_geometry_columns VALUES ('held', 'geom', ?)", (srs,))
        db.execute("CREATE TABLE held (fid INTEGER PRIMARY KEY, geom BLOB, holder TEXT)")
        blob = b"GP\x00\x01" + struct.pack("<i", srs) + shapely.to_wkb(shapely.Polygon(SQUARE))
        db.execute("INSERT INTO held (geom, holder) VALUES (?, ?)", (blob, ARMY))
    db.close()
    return path


def test_a_table_names_places_with_or_without_their_spots(tmp_path: Path) -> None:
    text = f"place,side,lat,lon\nMaskanah,{ARMY},,\nSomewhere,{STATE},36.5,38.5\n"
    found = taken(csv(tmp_path / "b.csv", text))
    assert [(one.place, one.id, one.side, one.lat, one.lon) for one in found.stands] == [
        ("Maskanah", "gn:1", ARMY, 35.96, 38.04), ("Somewhere", None, STATE, 36.5, 38.5)]  # fmt: skip
    assert (found.conflict, found.day, found.known, found.source) == ("syria", "2016-01-01", "2016-01-01", "Survey")


def test_points_and_polygons_of_geojson(tmp_path: Path) -> None:
    path = geojson(
        tmp_path / "b.geojson",
        feature({"type": "Point", "coordinates": [38.04, 35.96]}, name="Maskanah", side=ARMY),
        feature({"type": "Polygon", "coordinates": [BESIDE]}, side=STATE),
    )
    point, area = taken(path).stands
    assert (point.place, point.lat, point.lon, point.outline) == ("Maskanah", 35.96, 38.04, None)
    assert area.outline is not None and area.side == STATE and area.lat is None


def test_a_geopackage_and_a_shapefile(tmp_path: Path) -> None:
    import shapefile

    (area,) = taken(gpkg(tmp_path / "b.gpkg")).stands
    with shapefile.Writer(str(tmp_path / "b")) as made:
        made.field("side", "C")
        made.poly([SQUARE[::-1]])
        made.record(ARMY)
    (same,) = taken(tmp_path / "b.shp").stands
    assert area.side == same.side == ARMY
    assert area.outline is not None and same.outline is not None
    assert shapely.equals(*(shapely.geometry.shape(one.outline) for one in (area, same)))


def test_an_answer_of_control_is_taken_back(tmp_path: Path) -> None:
    text = (
        f"id,name,lat,lon,scope,status,side\nx:1,Maskanah,35.96,38.04,place,held,{ARMY}\n"
        f"x:2,Khafsah,36.13,38.03,place,unknown,\nx:3,Aleppo,36.2,37.2,province,held,{STATE}\n"
    )
    (one,) = taken(csv(tmp_path / "control.csv", text)).stands
    assert (one.id, one.place, one.side) == ("x:1", "Maskanah", ARMY)


def test_other_columns_and_words_are_mapped(tmp_path: Path) -> None:
    path = csv(tmp_path / "b.csv", "town;who\nMaskanah;Regime\nKhafsah;Contested\n")
    found = taken(path, columns={"side": "who"}, sides={"Regime": ARMY, "Contested": ""})
    assert [(one.place, one.side) for one in found.stands] == [("Maskanah", ARMY)]


def test_the_same_rows_are_the_same_baseline(tmp_path: Path) -> None:
    path = csv(tmp_path / "b.csv", f"place,side\nMaskanah,{ARMY}\n")
    assert taken(path).id == taken(path).id != taken(path, day="2016-02-01").id


def test_the_war_is_the_one_whose_sides_are_named(tmp_path: Path) -> None:
    side = Side(id="x", name="x", colour="#000000")
    other = Conflict(id="other", name="Other", countries=["IQ"], from_="2014-01-01", side=[side])
    path = csv(tmp_path / "b.csv", f"place,side\nMaskanah,{ARMY}\n")
    assert survey(path, asked(conflict=None), [other, WAR], find).conflict == "syria"
    path = csv(tmp_path / "c.csv", f"place,side\nMaskanah,{ARMY}\nKhafsah,x\n")
    with pytest.raises(UsageError, match="several wars"):
        survey(path, asked(conflict=None), [other, WAR], find)


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "an unknown side": (lambda at: csv(at / "b.csv", "place,side\nMaskanah,syrian-goverment\n"),
                        r'b\.csv:2: no side is called "syrian-goverment" \(the nearest are syrian-government'),
    "a place that nobody knows": (lambda at: csv(at / "b.csv", f"place,side\nNowhere,{ARMY}\n"), r"b\.csv:2: no place"),
    "no side in a row": (lambda at: csv(at / "b.csv", "place,side\nMaskanah,\n"), r"b\.csv:2: `side`: has no side"),
    "no column of sides": (lambda at: csv(at / "b.csv", "place,colour\nMaskanah,red\n"), "no column says the side"),
    "an empty file": (lambda at: csv(at / "b.csv", ""), "is empty"),
    "no row": (lambda at: csv(at / "b.csv", "place,side\n"), "holds no row"),
    "no such file": (lambda at: at / "none.csv", "there is no such file"),
    "another projection": (lambda at: csv(at / "b.csv", f"place,side,lat,lon\nA,{ARMY},4012345,312345\n"),
                           r"b\.csv:2: .* lies nowhere on earth"),
    "a projected GeoPackage": (lambda at: gpkg(at / "b.gpkg", 32637), "UTM 37N"),
    "a place of two sides": (lambda at: csv(at / "b.csv", f"place,side\nMaskanah,{ARMY}\nMaskanah,{STATE}\n"),
                             r"b\.csv:3: .*row 2"),
    "a line": (lambda at: geojson(at / "b.geojson", feature({"type": "LineString", "coordinates": SQUARE}, side=ARMY)),
               "is a LineString"),
    "overlapping polygons": (lambda at: geojson(at / "b.geojson",
                                                feature({"type": "Polygon", "coordinates": [SQUARE]}, side=ARMY),
                                                feature({"type": "Polygon", "coordinates": [SQUARE]}, side=STATE)),
                             r"b\.geojson:2: .*overlaps that of row 1"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_taken_is_refused_with_its_row(case: str, tmp_path: Path) -> None:
    make, why = REFUSED[case]
    with pytest.raises((InputError, UsageError), match=why) as caught:
        taken(make(tmp_path))
    assert isinstance(caught.value, ContestedError)
