"""`export`: the filters, the line on standard error, files that are written whole, and names that nobody knows."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import war_sample
from accounts import account, killed
from click.testing import Result
from sqlalchemy import select

from contested.cli.export import FORMS
from contested.ledger import Ledger, schema
from contested.model import Reading, Sentence
from contested.publish.export import WRITERS, formats

Run = Callable[..., Result]
LATER = frozenset(("redactions", "withheld", "links"))  # tables that the first version of a ledger has not
TOLD = (
    account("a", source="Agency", side="syrian-government", counts=(killed(14),), ucdp=1),
    account("c", source="Monitor", counts=(killed(20),)),
    account("d", by=None, of="is", modality="denied", day="2017-06-06", basis="report_date", source="Bulletin"),
    account("e", "shelling", "Douma", "2017-07-01", known="2017-07-02", source="Monitor"),
    account("f", "capture", "Raqqa", by="sdf", modality="predicted", day="2017-06-10", basis="report_date",
            known="2017-06-10", source="Monitor"),
    account("g", "statement", None, None, by=None, source="Monitor"),
)  # fmt: skip


def ledger_of(path: Path, told: Any) -> Path:
    """A ledger of some accounts."""
    with Ledger.open(path) as kept:
        for each in told:
            reading = Reading(report=each.report, reader="made 1", sentences=(), mentions=(), claims=(each.claim,))
            kept.add(each.report, reading)
    return path


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of these accounts."""
    return ledger_of(tmp_path_factory.mktemp("ledger") / "l.sqlite", TOLD)


def exported(run: Run, ledger: Path, *words: object) -> Result:
    done = run("export", "--ledger", ledger, *words)
    assert done.exit_code == 0, done.stderr
    return done


def rows(run: Run, ledger: Path, *words: object) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(exported(run, ledger, "--to", "csv", *words).stdout)))


def test_every_format_has_its_row_in_the_table_and_its_writer() -> None:
    assert set(FORMS) == set(formats()) == {*WRITERS, "gold"}


def test_events_are_there_once_and_what_was_left_out_is_counted(run: Run, ledger: Path) -> None:
    found = exported(run, ledger, "--to", "acled", "--explain")
    fall, shelled = csv.DictReader(io.StringIO(found.stdout))
    assert (fall["location"], fall["fatalities"], fall["source"]) == ("Maskanah", "14", "Agency; Monitor; Bulletin")
    assert "Disputed: happened: yes (Agency, Monitor) / no (Bulletin)" in fall["notes"]
    assert shelled["sub_event_type"] == "Shelling/artillery/missile attack"
    said = found.stderr.splitlines()
    assert said[0] == "2 events written; 1 event left out"
    assert said[1].endswith("of a type that is no event of an event data set") and len(said) == 3


@pytest.mark.parametrize(
    ("words", "types"),
    [
        (("--type", "shelling"), ["shelling"]),
        (("--source", "Bulletin"), ["capture"]),
        (("--actor", "is"), ["capture"]),
        (("--side", "islamic-state"), ["capture"]),
        (("--place", "Douma"), ["shelling"]),
        (("--from", "2017-06-15"), ["shelling"]),
        (("--until", "2017-06-15"), ["capture"]),
        (("--on", "2017-07-01"), ["shelling"]),
        (("--as-known", "2017-06-30"), ["capture"]),
        (("--area", "Douma"), ["shelling"]),
        (("--box", "38,35,39,36.5"), ["capture"]),
        (("--certainty", "0"), ["capture", "shelling"]),
        (("--source", "Agency", "--type", "shelling"), []),
    ],
)
@pytest.mark.parametrize("kind", ["events", "claims"])
def test_filters_are_those_of_events_and_search(run: Run, ledger: Path, kind: str, words: Any, types: Any) -> None:
    if kind == "claims" and words[1] in ("Bulletin", "is", "islamic-state"):
        types = []  # that claim denies
    assert sorted({row["type"] for row in rows(run, ledger, "--rows", kind, *words)}) == types


def test_no_rows_is_a_header_and_a_line_that_says_why(run: Run, ledger: Path, tmp_path: Path) -> None:
    none = exported(run, ledger, "--to", "acled", "--until", "2001-01-01")
    assert len(none.stdout.splitlines()) == 1 and "nothing in" in none.stderr and "--until" in none.stderr
    empty = exported(run, ledger_of(tmp_path / "e.sqlite", ()), "--to", "geojson")
    assert json.loads(empty.stdout)["features"] == [] and "has no events" in empty.stderr


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("--type", "captur"), "capture"),
        (("--side", "islamic-stat"), "islamic-state"),
        (("--actor", "armny"), "army"),
        (("--place", "Maskannah"), "Maskanah"),
        (("--source", "Agencie"), "Agency"),
        (("--modality", "asertted"), "asserted"),
        (("--conflict", "siria"), "syria"),
    ],
)
def test_a_name_that_nobody_knows_is_wrong_use_and_the_nearest_are_offered(
    run: Run, ledger: Path, words: Any, offered: str
) -> None:
    done = run("export", "--to", "csv", "--ledger", ledger, *words)
    assert done.exit_code == 2 and offered in done.stderr and words[1] in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("kind", ["events", "claims"])
def test_a_war_that_is_named_has_its_own_rows_alone(run: Run, tmp_path: Path, kind: str) -> None:
    alone = {"syria": war_sample.readings(), "ukraine": war_sample.elsewhere()}
    found = {}
    for name, readings in {**alone, "both": [*alone["syria"], *alone["ukraine"]]}.items():
        with Ledger.open(tmp_path / f"{name}.sqlite") as kept:
            for reading in readings:
                kept.add(reading.report, reading)
        for war in alone:
            done = exported(run, tmp_path / f"{name}.sqlite", "--to", "csv", "--rows", kind, "--conflict", war)
            found[name, war] = done.stdout
    for war in alone:
        assert found["both", war] == found[war, war]
        assert len(found[war, war].splitlines()) > 1


def test_a_file_is_not_written_over_without_force(run: Run, ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "o.csv"
    exported(run, ledger, "--to", "csv", "--out", out)
    before = out.read_bytes()
    done = run("export", "--to", "acled", "--ledger", ledger, "--out", out)
    assert done.exit_code == 1 and "--force" in done.stderr and out.read_bytes() == before
    exported(run, ledger, "--to", "acled", "--out", out, "--force")
    assert out.read_bytes().startswith(b"event_id_cnty,") and list(tmp_path.iterdir()) == [out]


def test_a_full_disk_leaves_the_old_file_whole(
    run: Run, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "o.csv"
    out.write_text("old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    done = run("export", "--to", "csv", "--ledger", ledger, "--out", out, "--force")
    assert done.exit_code == 1 and "no space left" in done.stderr
    assert out.read_text() == "old" and list(tmp_path.iterdir()) == [out]


def test_the_bytes_do_not_hang_on_the_order_of_adding(run: Run, ledger: Path, tmp_path: Path) -> None:
    other = ledger_of(tmp_path / "o.sqlite", reversed(TOLD))
    for kind in ("events", "claims"):
        one, two = (exported(run, each, "--to", "geojson", "--rows", kind).stdout for each in (ledger, other))
        assert one == two


def test_links_lead_to_the_published_page(run: Run, ledger: Path) -> None:
    for row in rows(run, ledger, "--base-url", "https://example.org/war/#x"):
        assert row["address"] == f"https://example.org/war/#claim={row['claims'].split('; ')[0]}"
    assert run("export", "--to", "csv", "--ledger", ledger, "--base-url", "example").exit_code == 2


@pytest.mark.parametrize("words", [("--to", "kml", "--hxl"), ("--to", "csv", "--every-claim"), ("--to", "word"), ()])
def test_options_that_do_not_fit_are_wrong_use(run: Run, ledger: Path, words: Any) -> None:
    assert run("export", "--ledger", ledger, *words).exit_code == 2


def test_a_row_of_tags_stands_under_the_header(run: Run, ledger: Path) -> None:
    tags = rows(run, ledger, "--hxl")[0]
    assert all(tag.startswith("#") for tag in tags.values()) and tags["admin1_pcode"] == "#adm1+code"
    assert exported(run, ledger, "--to", "hxl").stdout == exported(run, ledger, "--to", "csv", "--hxl").stdout


def test_a_table_becomes_a_workbook_by_the_name_of_its_file(run: Run, ledger: Path, tmp_path: Path) -> None:
    import openpyxl

    out, waiting = tmp_path / "rows.xlsx", tmp_path / "waiting.xlsx"
    done = run("export", "--to", "acled", "--ledger", str(ledger), "--out", str(out), "--pending", str(waiting))
    assert done.exit_code == 0, done.stderr
    sheet = openpyxl.load_workbook(out).worksheets[0]
    assert sheet.title == "acled" and sheet["A1"].value == "event_id_cnty" and sheet.max_row == 3
    assert openpyxl.load_workbook(waiting).worksheets[0]["A1"].value == "missing"
    refused = run("export", "--to", "kml", "--ledger", str(ledger), "--out", str(tmp_path / "k.xlsx"))
    assert refused.exit_code == 2 and "no table" in refused.stderr and not (tmp_path / "k.xlsx").exists()


def test_a_style_for_qgis_stands_beside_geojson(run: Run, ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "rows.geojson"
    done = run("export", "--to", "geojson", "--qgis", "--ledger", str(ledger), "--out", str(out))
    assert done.exit_code == 0 and (tmp_path / "rows.qml").read_text().startswith("<!DOCTYPE qgis")
    refused = run("export", "--to", "csv", "--qgis", "--ledger", str(ledger))
    assert refused.exit_code == 2 and "--to geojson" in refused.stderr


def test_a_ledger_of_the_first_version_is_brought_to_ours(run: Run, ledger: Path, tmp_path: Path) -> None:
    from contested.ledger.append import insert_rows
    from contested.ledger.database import address, engine_for
    from contested.ledger.version import upgrade

    first = [table for table in schema.metadata.sorted_tables if table.name not in LATER]
    old, now = engine_for(address(tmp_path / "old.sqlite")), engine_for(address(ledger))
    upgrade(old, "old", to="0001")
    with now.connect().execution_options(reading=True) as source, old.begin() as target:
        for table in first:
            insert_rows(target, table, [tuple(row) for row in source.execute(select(table))])
    old.dispose()
    now.dispose()
    before, after = (exported(run, path, "--to", "acled") for path in (tmp_path / "old.sqlite", ledger))
    assert before.stdout == after.stdout and len(before.stdout.splitlines()) == 3


def test_what_is_no_ledger_is_said_and_nothing_is_written(run: Run, tmp_path: Path) -> None:
    done = run("export", "--to", "csv", "--ledger", tmp_path / "no.sqlite", "--out", tmp_path / "o.csv")
    assert done.exit_code == 1 and "there is no such ledger" in done.stderr and list(tmp_path.iterdir()) == []


def test_gold_is_what_was_decided(run: Run, tmp_path: Path) -> None:
    told = account("a", source="Agency")
    path = tmp_path / "l.sqlite"
    with Ledger.open(path) as kept:
        whole = Sentence(0, len(told.report.text), "body")
        kept.add(told.report, Reading(report=told.report, reader="m", sentences=(whole,), mentions=(),
                                      claims=(told.claim,)))  # fmt: skip
        none = exported(run, path, "--to", "gold")
        assert none.stdout == "" and "contested decide" in none.stderr
        kept.decide("accept", told.claim.id, author="A", reason="looked at")
    (row,) = map(json.loads, exported(run, path, "--to", "gold").stdout.splitlines())
    assert row["text"] == told.report.text and row["claims"][0]["type"] == "capture"


def test_words_that_are_withheld_or_taken_down_do_not_leave(run: Run, tmp_path: Path) -> None:
    path = ledger_of(tmp_path / "l.sqlite", TOLD)
    by = {"author": "A", "reason": "asked for"}
    with Ledger.open(path) as kept:
        kept.withhold("Maskanah", **by)
        kept.redact("e", **by)
    for form in set(FORMS) - {"geoparquet", "gold"}:
        found = exported(run, path, "--to", form).stdout
        assert "Maskanah" not in found and "e tells that" not in found, form
