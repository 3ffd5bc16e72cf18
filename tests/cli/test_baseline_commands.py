"""`contested baseline`: added, listed, seen in `control --why`, taken down."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from contested.ledger import Ledger

Run = Callable[..., Result]
ROWS = "place,side,lat,lon\nMaskanah,islamic-state,35.96,38.04\nNowhere at all,syrian-government,35.5,37.5\n"
HERE = ("--on", "2016-01-01", "--conflict", "syria", "--author", "Noor")


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """A ledger with a baseline."""
    path = str(tmp_path / "war.sqlite")
    Ledger.open(path).close()
    return path


@pytest.fixture
def given(tmp_path: Path) -> str:
    path = tmp_path / "map.csv"
    path.write_text(ROWS, encoding="utf-8")
    return str(path)


def test_a_baseline_is_added_listed_asked_and_taken_down(run: Run, ledger: str, given: str) -> None:
    assert run("baseline", "add", given, *HERE, "--licence", "CC0", "--ledger", ledger).exit_code == 0
    row = json.loads(run("baseline", "list", "--ledger", ledger, "--to", "json").stdout)
    assert (row["number"], row["baseline"]["source"], row["baseline"]["licence"]) == (1, "map.csv", "CC0")
    answer = json.loads(
        run("control", "--ledger", ledger, "--on", "2016-02-01", "--as-known", "2016-02-01", "--to", "json", "--why",
            "--conflict", "syria").stdout
    )  # fmt: skip
    by_name = {place["name"]: place for place in answer["places"]}
    assert by_name["Maskanah"]["status"] == "held" and by_name["Maskanah"]["side"] == "islamic-state"
    (word,) = by_name["Maskanah"]["evidence"]
    assert (word["claim"], word["baseline"], word["says"], word["sides"]) == (
        None, row["baseline"]["id"], "holds", ["islamic-state"])  # fmt: skip
    down = ("--author", "Noor", "--reason", "superseded", "--ledger", ledger)
    assert run("baseline", "remove", "1", *down).exit_code == 0
    assert run("baseline", "list", "--ledger", ledger, "--to", "json").stdout == ""
    assert run("baseline", "remove", "1", *down).exit_code == 1


def test_the_same_again_is_refused(run: Run, ledger: str, given: str) -> None:
    assert run("baseline", "add", given, *HERE, "--ledger", ledger).exit_code == 0
    again = run("baseline", "add", given, *HERE, "--ledger", ledger)
    assert again.exit_code == 1 and "is there already" in again.stderr


def test_it_cannot_be_known_before_it_was_so(run: Run, ledger: str, given: str) -> None:
    early = run("baseline", "add", given, *HERE, "--known", "2015-12-01", "--ledger", ledger)
    assert early.exit_code == 2 and "cannot be known" in early.stderr


def test_another_ledger_and_an_earlier_answer_are_baselines(run: Run, ledger: str, given: str, tmp_path: Path) -> None:
    run("baseline", "add", given, *HERE, "--ledger", ledger)
    then = ("--on", "2016-02-01", "--conflict", "syria")
    answer = tmp_path / "answer.csv"
    answer.write_text(run("control", "--ledger", ledger, *then, "--to", "csv").stdout, encoding="utf-8")
    for number, source in enumerate((ledger, str(answer)), 1):
        other = str(tmp_path / f"other{number}.sqlite")
        assert run("baseline", "add", source, *then, "--ledger", other).exit_code == 0
        with Ledger.open(other) as kept:
            (baseline,) = kept.baselines()
        assert {stand.place: stand.side for stand in baseline.stands} == {
            "Maskanah": "islamic-state", "Nowhere at all": "syrian-government"}  # fmt: skip


def test_a_dump_carries_baselines(run: Run, ledger: str, given: str, tmp_path: Path) -> None:
    run("baseline", "add", given, *HERE, "--ledger", ledger)
    with Ledger.open(ledger) as kept, Ledger.open(tmp_path / "copy.sqlite") as copy:
        copy.load(kept.dump())
        assert copy.baselines() == kept.baselines() != ()
        assert copy.check() == ()


@pytest.mark.parametrize("name", ["Qqqqville", "Vienna", "Springfield"])
def test_a_name_that_lies_abroad_is_refused_without_its_spot(run: Run, ledger: str, tmp_path: Path, name: str) -> None:
    path = tmp_path / "map.csv"
    path.write_text(f"place,side\n{name},islamic-state\n", encoding="utf-8")
    found = run("baseline", "add", str(path), *HERE, "--ledger", ledger)
    assert found.exit_code == 1
    assert f'map.csv:2: no place is called "{name}"' in found.stderr
