"""Claims, events and who holds what as tables: one row a thing, typed, with ids that lead back."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import shapely
import war_sample
from hypothesis import given, settings
from hypothesis import strategies as st

import contested
from contested.model import Claim, Reading
from contested.notebook import claims, events, places
from contested.notebook.forms import GEOMETRY, arrow_type
from contested.question import ask

READINGS = war_sample.readings()
TABLES: dict[str, Callable[..., Any]] = {
    "claims": contested.claims,
    "events": contested.events,
    "holdings": contested.holdings,
}
each_table = pytest.mark.parametrize("name", TABLES)


def ids(table: pa.Table) -> list[str]:
    return list(table.column("id").to_pylist())


# --- rows and ids ----------------------------------------------------------------------------------------------------


def test_every_claim_is_one_row_and_its_id_finds_it(ledger: contested.Ledger) -> None:
    table = contested.claims(ledger)
    assert ids(table) == [claim.id for claim in ledger.claims()]
    for row in table.to_pylist():
        claim = ledger.find(row["id"])
        assert isinstance(claim, Claim)
        assert (row["type"], row["quote"], row["modality"]) == (claim.type, claim.quote.text, claim.modality)
        assert row["counts"] == [
            {key: getattr(one, key) for key in ("what", "whom", "low", "high", "best", "approximate")}
            for one in claim.counts
        ]
        report = ledger.find(row["report"])
        assert isinstance(report, contested.Report)
        assert report.text[row["quote_start"] : row["quote_end"]] == row["quote"]


def test_every_event_is_one_row_and_knows_its_claims(ledger: contested.Ledger) -> None:
    table = contested.events(ledger)
    assert ids(table) == [event.id for event in ask(ledger).events()]
    known = set(ids(contested.claims(ledger)))
    for row in table.to_pylist():
        assert row["claims"] and set(row["claims"]) <= known and 0 < row["credence"] < 1
        for contradiction in row["contradictions"]:
            told = [claim for variant in contradiction["variants"] for claim in variant["claims"]]
            assert len(contradiction["variants"]) > 1 and set(told) <= set(row["claims"])
    told = sorted(claim for row in table.to_pylist() for claim in row["claims"])
    assert told == sorted(set(told)), "a claim tells of one event"


def test_every_place_is_one_row_and_its_chances_add_up(ledger: contested.Ledger) -> None:
    table = contested.holdings(ledger, on="2017-06-04", as_known="2017-06-06")
    assert table.num_rows > 0 and len(set(ids(table))) == table.num_rows
    known = set(ids(contested.claims(ledger)))
    for row in table.to_pylist():
        assert sum(row["sides"].values()) == pytest.approx(1, abs=0.01)
        assert row["probability"] == max(row["sides"].values())
        assert (row["side"] is None) is (row["status"] == "unknown")
        assert (row["on"], row["as_known"]) == (datetime.date(2017, 6, 4), datetime.date(2017, 6, 6))
        assert set(row["claims"]) <= known


@settings(max_examples=12)
@given(st.permutations(READINGS), st.integers(0, len(READINGS)))
def test_whatever_is_given_in_whatever_order_has_its_rows(order: list[Reading], some: int) -> None:
    given = order[:some]
    told = {claim.id for reading in given for claim in reading.claims}
    table = contested.claims(given)
    assert len(ids(table)) == len(set(ids(table))) and set(ids(table)) == told
    of_events = [claim for row in contested.events(given).to_pylist() for claim in row["claims"]]
    assert len(of_events) == len(set(of_events)) and set(of_events) <= told


def test_a_path_a_ledger_and_readings_give_the_same(ledger: contested.Ledger) -> None:
    for function in (contested.claims, contested.events, contested.holdings):
        assert function(ledger.name).equals(function(ledger))
        assert function(Path(ledger.name)).equals(function(ledger))
        assert function(iter(READINGS)).equals(function(ledger))


# --- columns ---------------------------------------------------------------------------------------------------------


@each_table
def test_the_columns_are_those_that_are_listed(name: str, ledger: contested.Ledger) -> None:
    columns = import_module(f"contested.notebook.{name}").COLUMNS
    for table in (TABLES[name](ledger), TABLES[name]([])):
        assert table.column_names == list(columns)
        for field in table.schema:
            assert pa.types.is_struct(field.type) if columns[field.name] == "struct" else (
                field.type == arrow_type(columns[field.name])
            )  # fmt: skip
        assert {name: table.schema.field("geometry").metadata[name] for name in GEOMETRY} == GEOMETRY


@each_table
def test_the_geometry_lies_where_the_coordinates_say(name: str, ledger: contested.Ledger) -> None:
    found = 0
    for row in TABLES[name](ledger).to_pylist():
        assert (row["geometry"] is None) == (row["lat"] is None)
        if row["geometry"]:
            shape = shapely.from_wkb(row["geometry"])
            found += 1
            if shape.geom_type == "Point":
                assert (shape.y, shape.x) == (row["lat"], row["lon"])
    assert found


def test_each_conflict_has_its_sides_as_columns(ledger: contested.Ledger) -> None:
    fields = {field.name for field in contested.holdings(ledger).schema.field("sides").type}
    assert {"syrian-government", "islamic-state"} <= fields
    assert contested.holdings(ledger, conflict="ukraine").schema.field("sides").type != (
        contested.holdings(ledger, conflict="syria").schema.field("sides").type
    )


# --- what is asked for -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("filters", "keeps"),
    [
        ({"type": "capture"}, lambda row: row["type"] == "capture"),
        ({"type": ["capture", "clash"]}, lambda row: row["type"] in ("capture", "clash")),
        ({"modality": "predicted"}, lambda row: row["modality"] == "predicted"),
        ({"side": "islamic-state"}, lambda row: "islamic-state" in row["agent_sides"] + row["patient_sides"]),
        ({"until": "2017-05-20"}, lambda row: row["start"] <= datetime.date(2017, 5, 20)),
        ({"since": datetime.date(2017, 6, 1)}, lambda row: row["end"] >= datetime.date(2017, 6, 1)),
        ({"as_known": "2017-05-20"}, lambda row: row["known"] <= datetime.date(2017, 5, 20)),
    ],
)
def test_a_filter_keeps_what_it_says_and_nothing_else(
    filters: Any, keeps: Callable[[dict[str, Any]], bool], ledger: contested.Ledger
) -> None:
    every = contested.claims(ledger).to_pylist()
    kept = contested.claims(ledger, **filters).to_pylist()
    assert kept == [row for row in every if keeps(row)] and 0 < len(kept) < len(every)


def test_an_area_keeps_what_lies_in_it(ledger: contested.Ledger) -> None:
    for function in (contested.claims, contested.events, contested.holdings):
        every, kept = function(ledger), function(ledger, area="Maskanah")
        assert 0 < kept.num_rows < every.num_rows and set(ids(kept)) < set(ids(every))


def test_what_an_analyst_decided_is_in_the_table(ledger: contested.Ledger) -> None:
    first, second, *_ = ids(contested.claims(ledger))
    ledger.decide("reject", first, author="A. Analyst", reason="a misreading")
    ledger.decide("correct", second, author="A. Analyst", reason="a slip", fields={"modality": "possible"})
    rows = {row["id"]: row for row in contested.claims(ledger).to_pylist()}
    assert first not in rows
    assert (rows[second]["modality"], rows[second]["corrected"]) == ("possible", True)


def test_as_known_and_as_it_was_are_two_questions(ledger: contested.Ledger) -> None:
    then, later = (contested.holdings(ledger, on="2017-06-04", as_known=day) for day in ("2017-06-04", "2017-06-30"))
    assert then.schema == later.schema and then.drop_columns("as_known") != later.drop_columns("as_known")


# --- what is wrong ---------------------------------------------------------------------------------------------------


@each_table
def test_what_is_not_there_is_said(name: str, ledger: contested.Ledger, tmp_path: Path) -> None:
    function = TABLES[name]
    with pytest.raises(contested.UsageError, match='no place is called "Qwrtzplk"'):
        function(ledger, area="Qwrtzplk")
    with pytest.raises(contested.UsageError, match=r'`as_known`: "4/5/2017" is no date \(write YYYY-MM-DD\)'):
        function(ledger, as_known="4/5/2017")
    with pytest.raises(contested.UsageError, match='"excel" is no form'):
        function(ledger, form="excel")
    with pytest.raises(contested.LedgerError, match="there is no such ledger"):
        function(tmp_path / "none.sqlite")
    ledger.close()
    with pytest.raises(contested.LedgerError, match=r"war\.sqlite: has been closed \(open it again\)"):
        function(ledger)


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"type": "captures"}, r'`type`: no type is called "captures" \(there are capture'),
        ({"modality": "xyz"}, r'no modality is called "xyz" \(there are asserted, reported'),
        ({"colour": "red"}, r'no filter is called "colour" \(there are words, actor'),
    ],
)
def test_a_filter_that_is_none(filters: Any, message: str, ledger: contested.Ledger) -> None:
    with pytest.raises(contested.UsageError, match=message):
        contested.claims(ledger, **filters)


def test_a_war_that_nobody_knows(ledger: contested.Ledger) -> None:
    with pytest.raises(contested.UsageError, match='no war is called "atlantis"'):
        contested.holdings(ledger, conflict="atlantis")


# --- other forms -----------------------------------------------------------------------------------------------------


@each_table
@pytest.mark.parametrize("form", ["pandas", "polars", "geopandas"])
def test_other_forms_where_their_library_is_installed(form: str, name: str, ledger: contested.Ledger) -> None:
    try:
        import_module(form)
    except ImportError:
        with pytest.raises(contested.UsageError, match=f"pip install {form}"):
            TABLES[name](ledger, form=form)
        return
    frame, table = TABLES[name](ledger, form=form), TABLES[name](ledger)
    assert list(frame["id"]) == ids(table)
    assert ("geometry" in frame.columns) == (form == "geopandas")
    assert set(frame.columns) >= set(table.column_names) - {"geometry"}


# --- the page about it -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("room", [claims, events, import_module("contested.notebook.holdings"), places])
def test_the_page_has_every_column_with_its_type(room: Any) -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "python.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1:3] for line in page.splitlines() if line.startswith("| `")]
    named = [(name.strip(" `"), kind.strip()) for cells, kind in rows for name in cells.split(",")]
    wanted = list(room.COLUMNS.items())
    starts = [at for at, one in enumerate(named) if one == wanted[0]]
    assert any(named[at : at + len(wanted)] == wanted for at in starts), json.dumps(wanted)
