"""Code lists and files against what others hold to be right: libraries of the field that are not ours."""

from __future__ import annotations

import io
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import geopandas
import hxl
import pandas
import prov.model
import pyarrow.parquet as pq
import pyogrio
import pytest
from accounts import account
from exporting import ABOUT, FALL, claim_rows, event_rows, text

from contested.publish.export import codes, export

NOWHERE = account("n", "clash", "Nowhere", by=None)
ROWS = [*event_rows(*FALL), *claim_rows(NOWHERE)]

#: Countries by ISO 3166-1 alpha-2, with their numbers and Gleditsch and Ward's.
TABLE = pandas.read_csv(str(files("country_converter") / "country_data.tsv"), sep="\t", keep_default_na=False,
                        dtype=str).set_index("ISO2")  # fmt: skip


def test_numbers_of_countries_are_those_of_iso_3166() -> None:
    known = {iso2: row for iso2, row in codes.countries().items() if iso2 in TABLE.index}
    assert len(known) >= 235
    # Kosovo has no number of ISO 3166-1: ours is ACLED's
    wrong = {iso2: (row.iso_numeric, int(TABLE.loc[iso2, "ISOnumeric"])) for iso2, row in known.items()
             if int(row.iso_numeric) != int(TABLE.loc[iso2, "ISOnumeric"])}  # fmt: skip
    assert wrong.keys() <= {"XK"}


def test_numbers_of_states_are_gleditsch_and_wards() -> None:
    ours = {iso2: row.gw for iso2, row in codes.countries().items() if row.gw}
    theirs = {str(iso2): number for iso2, number in TABLE["GWcode"].items() if number}
    both = ours.keys() & theirs.keys()
    assert len(both) >= 150
    # where a state has two numbers by its years (Yemen, Czechia, Vietnam) ours is the one that GED has
    assert {iso2 for iso2 in both if ours[iso2] != theirs[iso2]} <= {"YE", "CZ", "VN"}


def test_hxl_is_read_by_its_own_library() -> None:
    data = hxl.data(io.BytesIO(text(ROWS, "hxl").encode()), hxl.InputOptions(allow_local=True))
    rows = list(data)
    assert len(rows) == len(ROWS)
    assert rows[0].get("#adm1+code") == "SY02"
    assert {column.display_tag for column in data.columns} >= {"#event+id", "#geo+lat", "#affected+killed"}


def test_prov_is_read_by_its_own_library_and_is_one_graph() -> None:
    found = prov.model.ProvDocument.deserialize(content=text(event_rows(*FALL), "prov"), format="json")
    kinds = [record.get_type().localpart for bundle in found.bundles for record in bundle.records]
    assert {"Entity", "Agent", "Activity", "Derivation", "Attribution"} <= set(kinds)


def test_geoparquet_has_a_covering_box_by_which_geopandas_filters(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"".join(export(ROWS, "geoparquet", ABOUT)))
    geo: dict[str, Any] = json.loads(pq.read_schema(path).metadata[b"geo"])
    column = geo["columns"][geo["primary_column"]]
    assert geo["version"] == "1.1.0" and column["covering"]["bbox"]["xmin"] == ["bbox", "xmin"]
    whole = geopandas.read_parquet(path)
    boxes = pq.read_table(path, columns=["bbox"])["bbox"].to_pylist()
    for shape, box in zip(whole.geometry, boxes, strict=True):
        sides = box and [box[side] for side in ("xmin", "ymin", "xmax", "ymax")]
        assert (shape is None) == (sides is None) and (sides is None or list(shape.bounds) == pytest.approx(sides))
    assert len(geopandas.read_parquet(path, bbox=(0, 0, 1, 1))) == 0
    assert 0 < len(geopandas.read_parquet(path, bbox=(37.5, 35.5, 38.5, 36.5))) < len(whole)


@pytest.mark.parametrize("to", ["geojson", "kml", "csv"])
def test_gdal_turns_them_into_geopackage_without_a_loss(tmp_path: Path, to: str) -> None:
    path, package = tmp_path / f"a.{to}", tmp_path / "a.gpkg"
    path.write_text(text(event_rows(*FALL), to), encoding="utf-8")
    frame = pyogrio.read_dataframe(path)
    pyogrio.write_dataframe(frame, package)
    assert len(pyogrio.read_dataframe(package)) == len(frame) == 1


def test_follow_the_money_takes_the_statements() -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed: it needs ICU's headers")
    for line in text(event_rows(*FALL), "ftm").splitlines():
        row = json.loads(line)
        schema = ftm.model.get(row["schema"])
        assert schema is not None and (row["prop"] == "id" or row["prop"] in schema.properties)
