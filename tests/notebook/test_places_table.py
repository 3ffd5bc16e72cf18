"""The places of a text as a table, for notebooks."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pytest
import shapely

import contested
from contested.gazetteer.add import Source, add
from contested.gazetteer.formats.refusals import Refusals
from contested.notebook.places import COLUMNS

TEXT = (
    "The Syrian army captured the town of Maskanah and the eastern countryside of Aleppo, but not Qwrtzplk, on Sunday."
)


def test_every_place_of_a_text_is_a_row_of_an_arrow_table() -> None:
    table = contested.places(TEXT, date="2017-06-04", country="SY")
    assert isinstance(table, pa.Table) and table.column_names == list(COLUMNS)
    rows = table.to_pylist()
    assert [TEXT[row["start"] : row["end"]] for row in rows] == [row["text"] for row in rows]
    town = next(row for row in rows if row["text"] == "Maskanah")
    assert (town["country"], town["admin1"], town["type"], town["role"]) == ("SY", "Aleppo", "capture", "at")
    spot = shapely.from_wkb(town["geometry"])
    assert (spot.y, spot.x) == pytest.approx((town["lat"], town["lon"]), abs=0.01)
    countryside = next(row for row in rows if "Aleppo" in row["text"])
    assert shapely.from_wkb(countryside["geometry"]).area > 0 and countryside["precision"] > 1


def test_the_geometry_says_what_it_is() -> None:
    field = contested.places(TEXT).schema.field("geometry")
    assert field.metadata[b"ARROW:extension:name"] == b"geoarrow.wkb"


def test_a_text_without_places_and_several_texts() -> None:
    assert contested.places("Nothing stands here.").num_rows == 0
    table = contested.places([TEXT, contested.Report(id="two", text="Rebels left Homs.", country="SY")])
    assert "two" in table.column("report").to_pylist() and len(set(table.column("report").to_pylist())) == 2


def test_a_layer_that_is_added_meanwhile_counts(tmp_path: Path) -> None:
    index, villages = tmp_path / "index", tmp_path / "villages.csv"
    text = "The army captured Mithalet Elshamal on Sunday."
    before = contested.places(text, country="SY", gazetteer=index)
    villages.write_text("pcode,name,lat,lon\nC9001,Mithalet Elshamal,35.5,38.5\n")
    add(Source(villages, "csv", "villages", country="SY"), index, Refusals())
    after = contested.places(text, country="SY", gazetteer=index)
    assert "C9001" not in before.column("pcode").to_pylist()
    assert after.column("pcode").to_pylist() == ["C9001"]


@pytest.mark.parametrize(("form", "library"), [("pandas", "pandas"), ("polars", "polars"), ("geopandas", "geopandas")])
def test_other_forms_where_their_library_is_installed(form: str, library: str) -> None:
    try:
        __import__(library)
    except ImportError:
        with pytest.raises(contested.UsageError, match=f"{form} is not installed.*pip install {library}"):
            contested.places(TEXT, form=form)  # type: ignore[arg-type]
        return
    frame = contested.places(TEXT, country="SY", form=form)  # type: ignore[arg-type]
    assert "Maskanah" in list(frame["text"]) and ("geometry" in frame.columns) == (form == "geopandas")


def test_a_form_that_is_none() -> None:
    with pytest.raises(contested.UsageError, match="forms are arrow, pandas, polars, geopandas"):
        contested.places(TEXT, form="excel")  # type: ignore[arg-type]
