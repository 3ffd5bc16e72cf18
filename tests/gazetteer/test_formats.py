"""Files of places: what is read of each form, and the line that names what is wrong in it."""

from __future__ import annotations

import json
import zipfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import shapefile
from hypothesis import given
from hypothesis import strategies as st

from contested.errors import GazetteerError
from contested.gazetteer.add import Source, places, unique
from contested.gazetteer.formats.columns import columns, levels
from contested.gazetteer.formats.geonames import Alternates
from contested.gazetteer.formats.refusals import Refusals
from contested.gazetteer.formats.seen import Seen
from contested.gazetteer.formats.shape import CORNERS, shape_of
from contested.gazetteer.rows import Entry


def read(path: Path, form: str = "csv", *, refusals: Refusals | None = None, **more: Any) -> list[Entry]:
    refusals = refusals or Refusals()
    with ExitStack() as files:
        source = Source(path, form, "test", **more)
        return list(unique(places(source, refusals, files), path, refusals))


def table(folder: Path, text: str, name: str = "places.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def collection(folder: Path, *features: dict[str, Any], **more: Any) -> Path:
    path = folder / "places.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", **more, "features": features}, indent=1), "utf-8")
    return path


def feature(geometry: dict[str, Any] | None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


SQUARE = {"type": "Polygon", "coordinates": [[[38, 35], [39, 35], [39, 36], [38, 36], [38, 35]]]}


# --- tables -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_table_is_read_by_its_headers(tmp_path: Path, mark: str, encoding: str) -> None:
    lines = ("Name_EN,name_ar,Latitude,X,Population,ISO3", '"Mithal",مثال,35.5,38.5,"12000",SYR')
    path = table(tmp_path, "\r\n".join(lines).replace(",", mark) + "\r\n", encoding=encoding)
    (entry,) = read(path)
    assert entry.names == ("Mithal", "مثال")
    assert (entry.lat, entry.lon, entry.population, entry.country) == (35.5, 38.5, 12000, "SY")
    assert entry.importance == pytest.approx(4.08, abs=0.01) and entry.level == "settlement"


def test_columns_that_are_told_overrule_those_guessed(tmp_path: Path) -> None:
    path = table(tmp_path, "name,village,names,a,b\nWrong,Right,One|Two; Three,35.5,38.5\n")
    (entry,) = read(path, columns={"name": "village", "lat": "a", "lon": "b", "names": "names"}, country="SY")
    assert entry.names == ("Right", "One", "Two", "Three", "Wrong")


@pytest.mark.parametrize(
    ("headers", "depths"),
    [
        (["ADM1_EN", "ADM1_AR", "ADM1_PCODE"], {1: ("ADM1_EN", "ADM1_PCODE", ("ADM1_AR",))}),
        (["admin2Name_en", "admin2Pcode", "admin2Name_fr"], {2: ("admin2Name_en", "admin2Pcode", ("admin2Name_fr",))}),
        (["ADMIN3_COD", "ADMIN3_EN", "ADMIN3_ARA"], {3: ("ADMIN3_EN", "ADMIN3_COD", ("ADMIN3_ARA",))}),
        (["adm1_name", "adm1_id"], {1: ("adm1_name", "adm1_id", ())}),
        (["administrator", "admission"], {}),
    ],
)
def test_administrative_levels_are_read_from_headers(headers: list[str], depths: dict[int, Any]) -> None:
    assert {level: tuple(depth) for level, depth in levels(headers).items()} == depths


def test_boundaries_of_a_level_are_of_that_level(tmp_path: Path) -> None:
    properties = {"ADM2_EN": "Mithal", "ADM2_PCODE": "SY9901", "ADM1_EN": "Upper", "ADM1_PCODE": "SY99"}
    (entry,) = read(collection(tmp_path, feature(SQUARE, **properties)), "ocha")
    assert (entry.level, entry.admin1, entry.admin2, entry.country) == ("admin2", "Upper", "Mithal", "SY")
    assert dict(entry.ids) == {"pcode": "SY9901", "admin1_pcode": "SY99"}
    assert entry.radius_km == pytest.approx(56.7, abs=1.0) and len(entry.outline) == 4


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", ":1: is empty"),
        ("name,lat,lon\n", "holds no place|"),
        ("foo,bar\n1,2\n", ":1: has no column for name, lat, lon; it has foo, bar"),
        ("name,lat,lon\nMithal,35.5\n", ":2: the number of cells is 2, of the header 3 (is the file cut short?"),
        ("name,lat,lon\nMithal,35.5,38.5\nTwo,3", ":3: the number of cells is 2"),
        ("name,lat,lon\nMithal,138.5,35.5\n", ":2: `lat`: 138.5 is out of range for a latitude (are lat and lon"),
        ("name,lat,lon\nMithal,400000,3900000\n", ":2: `lat`: 400000 is out of range"),
        ("name,lat,lon\nMithal,nan,35\n", ":2: `lat`: nan is out of range"),
        ("name,lat,lon\nMithal,,35\n", ":2: `lat`: is empty"),
        ("name;lat;lon\nMithal;35,5;38,5\n", ':2: `lat`: "35,5" is no number'),
        ("name,lat,lon\nMithal,0,0.0\n", ":2: `lat`: lies at 0, 0, which means not known"),
        ("name,lat,lon\n ,35,38\n", ":2: `name`: has no name"),
        ("id,name,lat,lon\n1,One,35,38\n1,Two,35,38\n", ":3: the id test:1 (Two) stood before"),
        ("name,lat,lon\nOne,35,38\nOne,35,38\n", ":3: the id test:"),
        ("name,lat,lon,population\nOne,35,38,many\n", ':2: `population`: "many" is no number'),
        ("name,lat,lon,level\nOne,35,38,hamlet\n", ':2: `level`: "hamlet" is no level (levels are country, admin1'),
        ("name,lat,lon,country\nOne,35,38,Atlantis\n", ':2: `country`: "Atlantis" is no country'),
        ("name,lat,lon,country\nOne,37.8,48,UA\n", ":2: `lat`: 37.8, 48 lies far from UA, 48, 37.8 in it"),
        ("name,lat,lon,country\nOne,37.2,36.2,SY\nTwo,38.1,35.2,SY\n", "2 of the first 2 places lie in their country"),
    ],
)
def test_what_is_wrong_in_a_table_is_named_with_its_line(tmp_path: Path, text: str, says: str) -> None:
    path = table(tmp_path, text)
    if says.endswith("|"):
        assert read(path) == []
        return
    with pytest.raises(GazetteerError) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}:") and says in str(caught.value)


def test_another_character_set_is_named_by_the_line_that_is_of_it(tmp_path: Path) -> None:
    path = table(tmp_path, "name,lat,lon\nOne,35.1,38.1\nحلب,36.2,37.1\n", encoding="cp1256")
    with pytest.raises(GazetteerError, match=r"places\.csv:3: is not utf-8 \(name the character set"):
        read(path)
    assert read(path, encoding="cp1256")[1].names == ("حلب",)


def test_bad_rows_are_skipped_counted_and_listed(tmp_path: Path) -> None:
    rows = ["1,One,35,38", "2,Two,95,38", "3,Three,0,0", "4,Four", "1,Five,35,38", "6,Six,35.5,38.5"]
    refusals = Refusals(skip=True)
    found = read(table(tmp_path, "id,name,lat,lon\n" + "\n".join(rows) + "\n"), refusals=refusals)
    assert [entry.names[0] for entry in found] == ["One", "Six"]
    assert refusals.count == len(refusals.listed) == 4
    assert {message.partition("places.csv:")[2].partition(":")[0] for message in refusals.listed} == set("3456")


# --- GeoJSON ----------------------------------------------------------------------------------------------------------


def test_points_lines_and_areas_of_a_collection(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[38.5, 35.5], [38.6, 35.6]]}
    path = collection(
        tmp_path,
        feature(point(38.5, 35.5), name="Spot", name_ar="نقطة", wikidata="https://www.wikidata.org/entity/Q9"),
        feature(line, name="Way"),
        feature(SQUARE, name="Field"),
    )
    spot, way, field = read(path, "geojson", country="SY")
    assert spot.names == ("Spot", "نقطة") and spot.id == "wikidata:Q9"
    assert (spot.lat, spot.lon, way.outline, field.level) == (35.5, 38.5, (), "region")
    assert 35 < field.lat < 36 and 38 < field.lon < 39


def test_features_one_a_line(tmp_path: Path) -> None:
    path = tmp_path / "places.geojsonl"
    path.write_text("\n".join([json.dumps(feature(point(38.5, 35.5), name="Spot")), '{"type":"Feat']), "utf-8")
    refusals = Refusals(skip=True)
    assert len(read(path, "geojson", refusals=refusals)) == 1
    assert f"{path}:2: is no GeoJSON feature" in refusals.listed[0]


@pytest.mark.parametrize(
    ("features", "more", "says"),
    [
        ([feature(None, name="One")], {}, ":4: has no geometry"),
        ([feature(point(38, 35), name="One"), feature({"type": "Polygon", "coordinates": [[38]]}, name="Two")], {},
         ":17: has a geometry that cannot be read"),
        ([feature(point(35.5, 138.5), name="One")], {}, ":4: 138.5 is out of range for a latitude"),
        ([feature(point(4e5, 39e5), name="One")], {"crs": {"properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}},
         "is in the projection urn:ogc:def:crs:EPSG::32637, not in degrees"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_collection_is_named_with_its_line(
    tmp_path: Path, features: list[dict[str, Any]], more: dict[str, Any], says: str
) -> None:
    with pytest.raises(GazetteerError) as caught:
        read(collection(tmp_path, *features, **more), "geojson")
    assert says in str(caught.value)


@pytest.mark.parametrize("text", ['{"type":"FeatureCollection","features":[{"ty', "[1]", "[" * 100_000, ""])
def test_what_is_no_collection_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "places.geojson"
    path.write_text(text)
    with pytest.raises(GazetteerError, match="is no GeoJSON collection"):
        read(path, "geojson")


def test_an_outline_has_few_corners() -> None:
    from shapely.geometry import Point, mapping

    ring = mapping(Point(38, 35).buffer(0.5, quad_segs=2_000))
    shape = shape_of(ring)
    assert 20 < len(shape.outline) <= CORNERS
    assert shape.radius_km == pytest.approx(50.3, abs=1.0)


# --- shapefiles -------------------------------------------------------------------------------------------------------


@pytest.fixture
def shapes(tmp_path: Path) -> Path:
    with shapefile.Writer(str(tmp_path / "towns")) as writer:
        writer.field("NAME_EN", "C")
        writer.field("NAME_AR", "C", 100)
        for number in range(3):
            writer.point(38.5 + number, 35.5)
            writer.record(f"Mithal {number}", "مثال")
    return tmp_path / "towns.shp"


def test_a_shapefile_is_read_alone_or_zipped(shapes: Path) -> None:
    found = read(shapes, "shapefile", country="SY")
    assert [(entry.names, entry.lon) for entry in found][:1] == [(("Mithal 0", "مثال"), 38.5)]
    packed = shapes.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w") as archive:
        for suffix in (".shp", ".dbf", ".shx"):
            archive.write(shapes.with_suffix(suffix), f"towns{suffix}")
    assert read(packed, "shapefile", country="SY") == found


def test_a_shapefile_in_metres_is_refused(shapes: Path) -> None:
    shapes.with_suffix(".prj").write_text('PROJCS["WGS_1984_UTM_Zone_37N",GEOGCS["GCS_WGS_1984"]]')
    with pytest.raises(GazetteerError, match="WGS_1984_UTM_Zone_37N, not in degrees"):
        read(shapes, "shapefile")


@pytest.mark.parametrize("suffix", [".shp", ".dbf"])
@pytest.mark.parametrize("left", [0, 10, 130])
def test_a_shapefile_that_is_cut_short_is_named(shapes: Path, suffix: str, left: int) -> None:
    part = shapes.with_suffix(suffix)
    part.write_bytes(part.read_bytes()[:left])
    with pytest.raises(GazetteerError, match="towns"):
        read(shapes, "shapefile")


# --- GeoNames ---------------------------------------------------------------------------------------------------------


def test_alternate_names_are_found_by_id_in_any_order(tmp_path: Path) -> None:
    path = tmp_path / "alternateNamesV2.txt"
    path.write_text("1\t9\ten\tNine\n2\t7\twkdt\tQ7\n3\t9\tar\tتسعة\n4\t7\tlink\thttps://x\n", "utf-8")
    with ExitStack() as files:
        names = Alternates(path, files)
        assert (names.of(9), names.of(7), names.of(8)) == ((["Nine", "تسعة"], ""), ([], "Q7"), ([], ""))


def test_alternate_names_that_are_cut_short_are_named(tmp_path: Path) -> None:
    path = tmp_path / "alternateNamesV2.txt"
    path.write_text("1\t9\ten\tNine\n2\t7\n")
    with ExitStack() as files, pytest.raises(GazetteerError, match=r"alternateNamesV2\.txt:2: "):
        Alternates(path, files)


# --- properties -------------------------------------------------------------------------------------------------------


@given(st.lists(st.lists(st.text(max_size=2), max_size=6), max_size=20))
def test_an_id_is_seen_again_if_and_only_if_it_was_there(batches: list[list[str]]) -> None:
    seen, before = Seen(), set()
    for batch in batches:
        expected = []
        for id in batch:
            expected.append(id in before)
            before.add(id)
        assert seen.again(batch) == expected


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=8))
def test_any_headers_give_columns_or_an_error_that_names_them(headers: list[str]) -> None:
    try:
        found = columns(headers, {}, Path("places.csv"), spots=False)
    except GazetteerError as error:
        assert "has no column for" in str(error)
    else:
        assert {found.of["lat"], found.of["lon"]} <= set(headers)
