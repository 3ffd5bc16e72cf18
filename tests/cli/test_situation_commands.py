"""`contested control`, `fronts`, `pockets` and `routes` on a ledger made by hand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
import war_sample
from accounts import account
from click.testing import CliRunner, Result

from contested.cli.main import cli
from contested.ledger import Ledger
from contested.model import Reading, Told

STATE = "islamic-state"


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger in which a town changes hands on the 4th."""
    monitor: dict[str, Any] = {"scope": "state", "source": "Monitor"}
    path = tmp_path_factory.mktemp("situation") / "war.sqlite"
    told = [
        account("a", "control", by="is", day="2017-06-01", known="2017-06-01", **monitor),
        account("b", by="army", of="is", known="2017-06-04", source="Herald", side="syrian-government"),
        account("c", "withdrawal", by="is", known="2017-06-05", source="Steppe", side=STATE),
        account("d", "control", "Raqqa", by="is", day="2017-06-05", known="2017-06-05", **monitor),
        account("e", "siege", "Douma", by="army", of="rebels", day="2017-06-02", known="2017-06-03", source="Monitor"),
    ]
    with Ledger.open(path) as kept:
        for each in told:
            kept.add(each.report, reading_of(each))
    return path


def reading_of(told: Told) -> Reading:
    """A reading with one claim."""
    return Reading(report=told.report, reader="made 1", sentences=(), mentions=(), claims=(told.claim,))


def run(*arguments: object) -> Result:
    """Call `contested`."""
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def test_control_says_who_holds_what_as_known(ledger: Path) -> None:
    then, now = (
        json.loads(run("control", "--ledger", ledger, "--on", day, "--as-known", day, "--to", "json").stdout)
        for day in ("2017-06-03", "2017-06-06")
    )
    assert (then["on"], then["as_known"], then["conflict"]) == ("2017-06-03", "2017-06-03", "syria")
    was, has = ({one["name"]: one for one in answer["places"]} for answer in (then, now))
    assert max(was["Maskanah"]["sides"], key=was["Maskanah"]["sides"].get) == STATE
    assert has["Maskanah"]["side"] == "syrian-government"
    assert {"id", "name", "lat", "lon", "sides", "last_word", "claims"} <= set(has["Maskanah"])
    assert len(has["Maskanah"]["claims"]) == 3


def test_control_explains_itself(ledger: Path) -> None:
    found = json.loads(run("control", "--ledger", ledger, "--to", "json", "--why", "--area", "Maskanah").stdout)
    (place,) = found["places"]
    assert [word["stance"] for word in place["evidence"]] == ["third party", "own gain", "own loss"]
    assert all(word["why"] for word in place["evidence"])


def test_control_has_a_table_a_csv_and_geojson(ledger: Path) -> None:
    table = run("control", "--ledger", ledger).stdout
    assert table.startswith("place")
    assert "Maskanah" in table
    rows = list(csv.DictReader(io.StringIO(run("control", "--ledger", ledger, "--to", "csv").stdout)))
    assert {row["name"] for row in rows} >= {"Maskanah", "Raqqa"}
    features = json.loads(run("control", "--ledger", ledger, "--to", "geojson").stdout)["features"]
    assert features[0]["geometry"]["type"] == "Point"


def test_pockets_fronts_and_routes_answer_in_every_form(ledger: Path) -> None:
    pockets = json.loads(run("pockets", "--ledger", ledger, "--to", "json").stdout)
    assert [(one["name"], one["side"], one["basis"]) for one in pockets] == [("Douma", "syrian-opposition", "stated")]
    for command in ("fronts", "pockets", "routes"):
        for form in ("table", "csv", "json", "geojson"):
            assert run(command, "--ledger", ledger, "--to", form).exit_code == 0
        assert json.loads(run(command, "--ledger", ledger, "--to", "geojson").stdout)["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    ("arguments", "says", "status"),
    [
        (("--area", "Xqzvbnmk"), "no place is called", 2),
        (("--conflict", "atlantis"), "no war is called", 2),
        (("--on", "yesterday"), "is no date", 2),
        (("--ledger", "missing.sqlite"), "there is no such ledger", 1),
    ],
)
def test_wrong_questions_are_one_line(ledger: Path, arguments: tuple[str, str], says: str, status: int) -> None:
    found = run("control", "--ledger", ledger, *arguments)
    assert found.exit_code == status
    assert says in found.stderr


def test_a_ledger_of_several_wars_says_which_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "wars.sqlite"
    told = [account("a", by="army", of="is", known="2017-06-04", source="Monitor"),
            account("b", by="sdf", of="is", where="Raqqa", known="2017-06-05", source="Monitor"),
            account("c", by="army", of="is", where="Palmyra", known="2017-06-06", source="Monitor")]  # fmt: skip
    russians = msgspec.structs.replace(told[2].claim.actors[0], id="r", side="russia-and-allies")
    ukraine = msgspec.structs.replace(told[2].claim, actors=(russians,))
    reports = [msgspec.structs.replace(one.report, country=country)
               for one, country in zip(told, ("SY", "SY", "UA"), strict=True)]  # fmt: skip
    with Ledger.open(path) as kept:
        for report, claim in zip(reports, (told[0].claim, told[1].claim, ukraine), strict=True):
            kept.add(report, Reading(report=report, reader="made 1", sentences=(), mentions=(), claims=(claim,)))
    shown = run("control", "--ledger", path)
    assert "this is the war syria; --conflict shows others that are told of: ukraine (1 claim)" in shown.stderr
    assert "Maskanah" in shown.stdout
    assert run("control", "--ledger", path, "--conflict", "syria").stderr == ""


@pytest.fixture(scope="module")
def of_two_wars(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Ledgers of two wars, and of each of them alone."""
    folder, made = tmp_path_factory.mktemp("wars"), {}
    alone = {"syria": war_sample.readings(), "ukraine": war_sample.elsewhere()}
    for name, readings in {**alone, "both": [*alone["syria"], *alone["ukraine"]]}.items():
        made[name] = folder / f"{name}.sqlite"
        with Ledger.open(made[name]) as kept:
            for reading in readings:
                kept.add(reading.report, reading)
    return made


@pytest.mark.parametrize("war", ["syria", "ukraine"])
@pytest.mark.parametrize(
    "call",
    [
        ("control", "--to", "json", "--why"),
        ("pockets", "--to", "json"),
        ("fronts", "--to", "json"),
        ("routes", "--to", "json"),
        ("events", "--to", "json"),
        ("brief", "--from", "2017-05-20", "--to", "2022-12-31"),
    ],
)
def test_a_war_that_is_named_is_told_by_its_own_claims(
    call: tuple[str, ...], war: str, of_two_wars: dict[str, Path]
) -> None:
    named, alone = (run(*call, "--conflict", war, "--ledger", of_two_wars[name]) for name in ("both", war))
    assert named.exit_code == alone.exit_code == 0
    assert named.stdout == alone.stdout
    assert len(alone.stdout) > 60 or call[0] in ("fronts", "routes")


def test_a_war_that_is_not_named_is_the_likeliest_by_its_own_claims(of_two_wars: dict[str, Path]) -> None:
    call = ("control", "--to", "json", "--ledger", of_two_wars["both"])
    assert run(*call).stdout == run(*call, "--conflict", "syria").stdout
    assert "--conflict shows others that are told of: ukraine" in run(*call).stderr


def test_the_site_of_a_war_that_is_named_has_its_claims_alone(of_two_wars: dict[str, Path], tmp_path: Path) -> None:
    own = sum(len(one.claims) for one in war_sample.elsewhere())
    done = run("publish", tmp_path / "site", "--conflict", "ukraine", "--ledger", of_two_wars["both"])
    assert f"{own} claims of" in done.stdout
    control = json.loads((tmp_path / "site" / "data" / "control.json").read_text(encoding="utf-8"))
    assert control["conflict"] == "ukraine"


@pytest.mark.parametrize("command", ["control", "pockets", "routes", "fronts", "events"])
def test_an_empty_ledger_says_that_nothing_is_told(command: str, tmp_path: Path) -> None:
    Ledger.open(tmp_path / "none.sqlite").close()
    found = run(command, "--ledger", tmp_path / "none.sqlite")
    assert found.exit_code == 0
    assert "no report tells anything up to that day" in found.stderr
