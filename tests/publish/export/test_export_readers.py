"""What is written is read back by readers that are not ours: pandas, GDAL, GeoPandas, Arrow, XML, JSON Schema."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geopandas
import jsonschema
import pandas
import pyarrow.parquet as pq
import pyogrio
import pytest
from accounts import account
from exporting import ABOUT, FALL, MASKANAH, claim_rows, event_rows, text
from lxml import etree
from msgspec.structs import replace

from contested.publish.export import Row, export
from contested.publish.export.flat import COLUMNS, flat
from contested.publish.export.statements import properties

HERE = Path(__file__).parent
SHAPE = {"type": "Polygon", "coordinates": [[[38.0, 35.9], [38.1, 35.9], [38.1, 36.0], [38.0, 35.9]]]}
ROWS = [
    *event_rows(*FALL),
    *claim_rows(
        FALL[0],
        account("s", "shelling", replace(MASKANAH, geometry=SHAPE), day=None),
        account("n", "clash", "Nowhere", by=None),
        account("o", "agreement", None, text="“Ünïcode” \U0001f54a عين العرب"),
    ),
]
KML = {"k": "http://www.opengis.net/kml/2.2"}


def expected(row: Row) -> dict[str, Any]:
    """A row's columns as they should be read."""
    return {name: value for name, value in flat(row, ABOUT).items() if value is not None}


@pytest.mark.parametrize("hxl", [False, True])
def test_csv_is_read_by_pandas(hxl: bool) -> None:
    frame = pandas.read_csv(io.StringIO(text(ROWS, "hxl" if hxl else "csv")), dtype=str, keep_default_na=False)
    assert list(frame.columns) == list(COLUMNS)
    found = frame.to_dict("records")[int(hxl) :]
    assert found == [{name: str(expected(row).get(name, "")) for name in COLUMNS} for row in ROWS]


def test_geojson_is_read_by_gdal_and_geopandas(tmp_path: Path) -> None:
    path = tmp_path / "o.geojson"
    path.write_text(text(ROWS, "geojson"), encoding="utf-8")
    assert pyogrio.read_info(path)["crs"] == "EPSG:4326"
    frame = geopandas.read_file(path)
    check_frame(frame)
    whole = json.loads(path.read_text(encoding="utf-8"))
    assert [each["properties"] for each in whole["features"]] == [flat(row, ABOUT) for row in ROWS]


def test_geoparquet_is_read_by_arrow_and_geopandas(tmp_path: Path) -> None:
    path = tmp_path / "o.parquet"
    path.write_bytes(b"".join(export(ROWS, "geoparquet", ABOUT)))
    check_frame(geopandas.read_parquet(path))
    table = pq.read_table(path)
    assert json.loads(table.schema.metadata[b"geo"])["version"] == "1.1.0"
    found = table.drop_columns(["geometry", "bbox"]).to_pylist()
    assert found == [flat(row, ABOUT) for row in ROWS]


def check_frame(frame: Any) -> None:
    """Ids, geometry and some columns of the rows."""
    assert list(frame["id"]) == [row.id for row in ROWS] and str(frame.crs.to_authority()[1]) in ("4326", "CRS84")
    point, same, area, *rest = frame.geometry
    assert (point.x, point.y) == (same.x, same.y) == (38.04, 35.96)
    assert area.geom_type == "Polygon" and area.bounds == (38.0, 35.9, 38.1, 36.0)
    assert rest == [None, None]
    assert list(frame["killed_best"])[:2] == [17, 14] and pandas.isna(frame["killed_best"][2])
    assert list(frame["admin3_pcode"])[:2] == ["SY020301"] * 2


def test_kml_is_read_by_two_readers_of_xml(tmp_path: Path) -> None:
    placed = [row for row in ROWS if row.spot and row.spot.lat is not None]
    written = text(placed, "kml").encode()
    assert etree.fromstring(written).tag == f"{{{KML['k']}}}kml"
    marks = ElementTree.fromstring(written).findall("k:Document/k:Placemark", KML)
    assert [mark.get("id") for mark in marks] == [f"{row.kind}-{row.id}" for row in placed]
    for mark, row in zip(marks, placed, strict=True):
        assert mark.findtext("k:Point/k:coordinates", None, KML) == "38.04,35.96"
        assert mark.findtext("k:TimeSpan/k:begin", None, KML) == row.start
        data = {each.get("name"): each.findtext("k:value", None, KML) for each in mark.iter(f"{{{KML['k']}}}Data")}
        assert data == {name: str(value) for name, value in expected(row).items()}
    path = tmp_path / "o.kml"
    path.write_bytes(written)
    if "KML" in pyogrio.list_drivers() or "LIBKML" in pyogrio.list_drivers():
        assert len(pyogrio.read_dataframe(path)) == len(placed)


@pytest.mark.parametrize("to", ["plover", "annotations", "prov"])
def test_json_is_as_its_schema_says(to: str) -> None:
    rows = [row for row in ROWS if row.start] if to == "plover" else ROWS
    schema = json.loads((HERE / f"{to}.schema.json").read_text(encoding="utf-8"))
    whole = json.loads(text(rows, to))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(whole)
    size = {"plover": whole, "annotations": whole.get("items") if to == "annotations" else 0,
            "prov": whole.get("bundle") if to == "prov" else 0}[to]  # fmt: skip
    assert len(size) == (sum(len(row.told) for row in rows) if to == "annotations" else len(rows))


def test_plover_has_event_mode_context_and_both_sides() -> None:
    event = json.loads(text(event_rows(*FALL), "plover"))[0]
    assert (event["event"], event["mode"], event["context"]) == (["ASSAULT"], ["firearms"], ["military", "territory"])
    assert event["quad_code"] == "MATERIAL CONFLICT"
    both = (*event["actor"], *event["recipient"])
    assert [(each["entity_text"], each["country"], each["sector"]) for each in both] == [
        ("army", "SYR", "MIL"), ("rebels", "SYR", "REB"),
    ]  # fmt: skip
    assert event["comment"].startswith("Disputed: happened: yes")
    assert event["cite_info"]["publication"] == ["Agency", "Monitor", "Bulletin"]


def test_quotes_are_found_again_by_both_selectors() -> None:
    told = account("q", text="Before it. The army took Maskanah, they say. After it.", at=11)
    quote = replace(told.claim.quote, start=11, end=44, text=told.report.text[11:44])
    (row,) = claim_rows(replace(told, claim=replace(told.claim, quote=quote)))
    (note,) = json.loads(text([row], "annotations"))["items"]
    words, place = note["target"]["selector"]
    whole = words["prefix"] + words["exact"] + words["suffix"]
    assert whole == told.report.text and told.report.text[place["start"] : place["end"]] == words["exact"]


def test_provenance_leads_from_the_event_to_publishers() -> None:
    (found,) = json.loads(text(event_rows(*FALL), "prov"))["bundle"].values()
    made = {(each["prov:generatedEntity"], each["prov:usedEntity"]) for each in found["wasDerivedFrom"].values()}
    claims = {used for one, used in made if one.startswith("contested:event-")}
    reports = {used for one, used in made if one in claims}
    assert len(claims) == 3 and reports == {"contested:report-a", "contested:report-b", "contested:report-d"}
    owners = {each["prov:agent"] for each in found["wasAttributedTo"].values()}
    assert {found["agent"][owner]["prov:label"] for owner in owners} == {"Agency", "Monitor", "Bulletin"}


def test_statements_are_those_of_followthemoney() -> None:
    found = [json.loads(line) for line in text(ROWS, "ftm").splitlines()]
    named = {(row["schema"], row["prop"]) for row in found if row["prop"] != "id"}
    assert named <= {(schema, name) for schema, names in properties().items() for name in names}
    for row in found:
        key = f"{row['dataset']}.{row['entity_id']}.{row['prop']}.{row['value']}"
        assert row["id"] == hashlib.sha1(key.encode()).hexdigest() and row["value"]
    assert len({row["id"] for row in found}) == len(found)
    events = {row["entity_id"] for row in found if row["schema"] == "Event"}
    assert len(events) == len(ROWS)
    assert all(any(each["entity_id"] == id and each["prop"] == "name" for each in found) for id in events)
    involved = {row["value"] for row in found if row["prop"] == "involved"}
    assert involved <= {row["entity_id"] for row in found if row["schema"] == "Organization"}


def test_followthemoney_itself_takes_every_statement() -> None:
    library = pytest.importorskip("followthemoney", reason="followthemoney needs ICU to be built and is no test tool")
    model = library.model
    found: dict[str, dict[str, Any]] = {}
    for line in text(ROWS, "ftm").splitlines():
        row = json.loads(line)
        entity = found.setdefault(row["entity_id"], {"id": row["entity_id"], "schema": row["schema"], "properties": {}})
        if row["prop"] != "id":
            entity["properties"].setdefault(row["prop"], []).append(row["value"])
    for entity in found.values():
        proxy = model.get_proxy(entity, cleaned=False)
        kept = proxy.to_dict()["properties"]
        assert {name: sorted(kept[name]) for name in kept} == {
            name: sorted(values) for name, values in entity["properties"].items()
        }


def test_markdown_is_a_table_of_eleven_cells_a_row() -> None:
    head, rule, *rows = text(ROWS, "markdown").splitlines()
    cells = [line.replace("\\|", "").count("|") for line in (head, rule, *rows)]
    assert cells == [12] * (len(ROWS) + 2) and "army took Maskanah from rebels" in rows[0]
