"""`events`, `sources` and `assessments`: what a ledger's claims tell together, in every form."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from accounts import account, killed
from click.testing import Result

from contested.ledger import Ledger
from contested.model import Reading

Run = Callable[..., Result]
WORDS = "Syrian army units captured the town of Maskanah in the east of the province on Sunday, it was said."
TOLD = (
    account("a", text=WORDS, source="Agency", side="syrian-government", counts=(killed(14),)),
    account("b", text=WORDS, source="Mirror", known="2017-06-06", counts=(killed(14),)),
    account("c", source="Monitor", counts=(killed(20),)),
    account("d", by=None, of="is", modality="denied", day="2017-06-06", basis="report_date", source="Bulletin"),
    account("e", "shelling", "Douma", "2017-07-01", known="2017-07-02", source="Monitor"),
    account("f", "capture", "Raqqa", by="sdf", modality="predicted", day="2017-06-10", basis="report_date",
            known="2017-06-10", source="Monitor"),
    account("g", "statement", None, None, by=None, source="Monitor"),
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A ledger of these accounts."""
    path = tmp_path / "l.sqlite"
    with Ledger.open(path) as kept:
        for each in TOLD:
            reading = Reading(report=each.report, reader="made 1", sentences=(), mentions=(), claims=(each.claim,))
            kept.add(each.report, reading)
    return path


def asked(run: Run, *words: object) -> str:
    done = run(*words)
    assert done.exit_code == 0, done.stderr
    return done.stdout


def test_events_are_listed_once_with_who_says_which(run: Run, ledger: Path) -> None:
    lines = asked(run, "events", "--ledger", ledger).splitlines()
    assert len(lines) == 4
    (fall,) = (line for line in lines if "Maskanah" in line)
    assert "14 to 20 killed" in fall and fall.endswith("happened, count")
    table = asked(run, "events", "--ledger", ledger, "--to", "csv")
    assert "happened: yes (Agency, Monitor, Mirror) / no (Bulletin)" in table


def test_events_as_json_have_every_claim_and_the_reasons(run: Run, ledger: Path) -> None:
    found = json.loads(asked(run, "events", "--ledger", ledger, "--on", "2017-06-04", "--to", "json"))
    (event,) = found
    assert (event["type"], event["voices"], event["denied"], len(event["claims"])) == ("capture", 2, 1, 4)
    assert {"id", "time", "place", "actors", "counts", "credence", "contradictions"} <= set(event)
    assert 0 < event["credence"] < 1 and event["why"]


def test_only_what_was_known_by_a_day_counts(run: Run, ledger: Path) -> None:
    found = json.loads(asked(run, "events", "--ledger", ledger, "--as-known", "2017-06-05", "--to", "json"))
    assert sorted((event["type"], len(event["claims"])) for event in found) == [("capture", 3), ("statement", 1)]


def test_an_area_leaves_the_rest_out(run: Run, ledger: Path) -> None:
    found = json.loads(asked(run, "events", "--ledger", ledger, "--area", "Maskanah", "--to", "json"))
    assert [event["place"]["name"] for event in found] == ["Maskanah"]
    rows = json.loads(asked(run, "sources", "--ledger", ledger, "--area", "Maskanah", "--to", "json"))
    assert {row["name"]: row["claims"] for row in rows}["Monitor"] == 1


def test_events_as_geojson_are_points_and_what_is_nowhere_has_none(run: Run, ledger: Path) -> None:
    found = json.loads(asked(run, "events", "--ledger", ledger, "--to", "geojson"))
    kinds = {row["properties"]["type"]: row["geometry"] for row in found["features"]}
    assert kinds["capture"] == {"type": "Point", "coordinates": [38.04, 35.96]}
    assert kinds["statement"] is None


@pytest.mark.parametrize("command", ["events", "sources", "assessments"])
def test_every_command_writes_every_form(run: Run, ledger: Path, command: str) -> None:
    assert isinstance(json.loads(asked(run, command, "--ledger", ledger, "--to", "json")), list)
    assert json.loads(asked(run, command, "--ledger", ledger, "--to", "geojson"))["type"] == "FeatureCollection"
    table = asked(run, command, "--ledger", ledger).splitlines()
    rows = list(csv.reader(asked(run, command, "--ledger", ledger, "--to", "csv").splitlines()))
    assert len(table) == len(rows) > 1
    assert all(len(row) == len(rows[0]) for row in rows)


def test_sources_show_who_carries_whom(run: Run, ledger: Path) -> None:
    rows = json.loads(asked(run, "sources", "--ledger", ledger, "--to", "json"))
    found = {row["name"]: row for row in rows}
    assert found["Mirror"]["copied_from"] == [{"name": "Agency", "count": 1}]
    assert found["Agency"]["carried_by"] == [{"name": "Mirror", "count": 1}]
    assert found["Agency"]["corroborated"]["count"] == 1
    assert "1 of 1" in asked(run, "sources", "--ledger", ledger)


def test_a_forecast_is_open_and_later_undecided(run: Run, ledger: Path) -> None:
    call = ("assessments", "--ledger", ledger)
    assert " open" in asked(run, *call, "--on", "2017-06-20")
    assert "undecided" in asked(run, *call, "--on", "2017-09-01")
    assert (
        asked(run, *call, "--on", "2017-06-01").splitlines() == asked(run, *call, "--on", "2017-06-01").splitlines()[:1]
    )
    assert asked(run, *call, "--by-source", "--to", "csv").splitlines()[1].startswith("Monitor,")


@pytest.mark.parametrize("command", ["events", "sources", "assessments"])
def test_a_ledger_of_nothing_gives_nothing_and_none_is_an_error(run: Run, tmp_path: Path, command: str) -> None:
    with Ledger.open(tmp_path / "empty.sqlite"):
        pass
    assert json.loads(asked(run, command, "--ledger", tmp_path / "empty.sqlite", "--to", "json")) == []
    done = run(command, "--ledger", tmp_path / "none.sqlite")
    assert (done.exit_code, "no such ledger" in done.stderr) == (1, True)
