"""Wars of one side, of five, of sides that join later; baselines that disagree or come late: by the real command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from contested.cli.main import cli

ONE = """id = "one-side"
name = "War of one side"
countries = ["MZ"]
from = "2020-01-01"
[[side]]
id = "lone-front"
name = "Lone Front"
colour = "#009e73"
"""
NAMES = {
    "north": ("Imerina North Army", "#009e73"),
    "south": ("Androy South Army", "#d55e00"),
    "east": ("Betsimisaraka East Army", "#0049a0"),
    "west": ("Menabe West Army", "#111111"),
    "centre": ("Vakinankaratra Centre Army", "#aa11aa"),
}
JOINS = "2021-06-01"  # when the east goes over to the north
WARS = {
    "one": [
        ("2021-03-01", "MZ", "Fighters of the Zambuko Lone Front captured Palma on Monday. The town of Mueda fell."),
        ("2021-03-05", "MZ", "The Zambuko Lone Front withdrew from Palma on Thursday. It has encircled Nampula."),
    ],
    "five": [
        ("2021-03-01", "MG", "The Imerina North Army captured Antsirabe on Monday. The Androy South Army "
         "holds Toliara. The Betsimisaraka East Army controls Toamasina. The Menabe West Army seized Morondava. "
         "The Vakinankaratra Centre Army retook Ambositra."),
        ("2021-03-09", "MG", "The Androy South Army encircled Antsirabe on Monday. The road between Toliara and "
         "Morondava is cut."),
        ("2021-07-09", "MG", "The Betsimisaraka East Army captured Mahajanga on Monday. It still holds Toamasina."),
        ("2021-07-10", "MG", "In 2018 the Menabe West Army captured Toamasina. It took the village of Nowhereby."),
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two wars of our own."""
    folder = tmp_path_factory.mktemp("knowledge")
    (folder / "conflicts").mkdir()
    (folder / "actors").mkdir()
    (folder / "conflicts" / "one.toml").write_text(ONE, encoding="utf-8")
    sides = "".join(f'[[side]]\nid = "{id}"\nname = "{id}"\ncolour = "{ink}"\n' for id, (_, ink) in NAMES.items())
    five = f'id = "five-sides"\nname = "Five"\ncountries = ["MG"]\nfrom = "2020-01-01"\n{sides}'
    (folder / "conflicts" / "five.toml").write_text(five, encoding="utf-8")
    actors = [actor("lone-front", "Zambuko Lone Front", "MZ", '{ conflict = "one-side", side = "lone-front" }')]
    for id, (name, _) in NAMES.items():
        member = f'{{ conflict = "five-sides", side = "{id}" }}'
        if id == "east":
            member = (f'{{ conflict = "five-sides", side = "east", to = "{JOINS}" }}, '
                      f'{{ conflict = "five-sides", side = "north", from = "{JOINS}" }}')  # fmt: skip
        actors.append(actor(f"{id}-army", name, "MG", member))
    (folder / "actors" / "odd.toml").write_text("\n".join(actors), encoding="utf-8")
    return folder


def actor(id: str, name: str, country: str, member: str) -> str:
    return f'[[actor]]\nid = "{id}"\nname = "{name}"\nkind = "rebel"\ncountries = ["{country}"]\nmember = [{member}]\n'


@pytest.fixture(scope="module")
def ledgers(knowledge: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A ledger of each war, read by the rules reader."""
    folder, found = tmp_path_factory.mktemp("ledgers"), {}
    for war, reports in WARS.items():
        rows = [{"id": f"{war}{at}", "date": day, "country": country, "source": "Monitor", "text": text}
                for at, (day, country, text) in enumerate(reports)]  # fmt: skip
        (folder / f"{war}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        found[war] = folder / f"{war}.sqlite"
        run("add", folder / f"{war}.jsonl", "--ledger", found[war], "--knowledge", knowledge)
    return found


def run(*arguments: object) -> str:
    done = CliRunner().invoke(cli, [str(each) for each in arguments])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def control(ledger: Path, knowledge: Path, *more: str) -> dict[str, dict[str, Any]]:
    """The places by name."""
    told = json.loads(run("control", "--ledger", ledger, "--knowledge", knowledge, "--to", "json", *more))
    return {one["name"]: one for one in told["places"]}


def test_in_a_war_of_one_side_who_left_does_not_stay(ledgers: dict[str, Path], knowledge: Path) -> None:
    before = control(ledgers["one"], knowledge, "--on", "2021-03-02", "--as-known", "2021-03-02")
    assert (before["Palma"]["status"], before["Palma"]["side"]) == ("held", "lone-front")
    after = control(ledgers["one"], knowledge)
    assert (after["Palma"]["status"], after["Palma"]["since"]) == ("unknown", "2021-03-04")
    assert after["Nampula"]["status"] == "unknown"


@pytest.mark.parametrize("war", sorted(WARS))
@pytest.mark.parametrize("command", ["control", "fronts", "pockets", "routes", "events", "assessments"])
def test_every_question_has_an_answer(war: str, command: str, ledgers: dict[str, Path], knowledge: Path) -> None:
    assert run(command, "--ledger", ledgers[war], "--knowledge", knowledge)


def test_five_sides_hold_five_places(ledgers: dict[str, Path], knowledge: Path) -> None:
    found = control(ledgers["five"], knowledge, "--on", "2021-03-02", "--as-known", "2021-03-02")
    held = {name: one["side"] for name, one in found.items() if one["status"] == "held"}
    assert held == {"Antsirabe": "north", "Toliara": "south", "Toamasina": "east", "Morondava": "west",
                    "Ambositra": "centre"}  # fmt: skip
    assert all(set(one["sides"]) == set(NAMES) for one in found.values())
    assert all(sum(one["sides"].values()) == pytest.approx(1, abs=0.001) for one in found.values())


def test_who_joins_another_side_holds_for_it_from_then_on(ledgers: dict[str, Path], knowledge: Path) -> None:
    found = control(ledgers["five"], knowledge)
    assert {name: found[name]["side"] for name in ("Mahajanga", "Toamasina")} == {
        "Mahajanga": "north", "Toamasina": "north",
    }  # fmt: skip


def test_what_was_before_the_war_and_what_lies_nowhere_say_nothing(ledgers: dict[str, Path], knowledge: Path) -> None:
    found = control(ledgers["five"], knowledge)
    assert found["Toamasina"]["side"] != "west"
    assert all(one["lat"] is not None for one in found.values())


def test_a_ring_and_a_road_of_five_sides_are_named(ledgers: dict[str, Path], knowledge: Path) -> None:
    [ring] = json.loads(run("pockets", "--ledger", ledgers["five"], "--knowledge", knowledge, "--to", "json"))
    assert (ring["name"], ring["side"], ring["surrounded_by"]) == ("Antsirabe", "north", ["south"])
    roads = json.loads(run("routes", "--ledger", ledgers["five"], "--knowledge", knowledge, "--to", "json"))
    assert {(one["name"], one["status"]) for one in roads} == {("Morondava–Toliara road", "cut")}


def test_baselines_that_disagree_or_come_late(knowledge: Path, tmp_path: Path) -> None:
    ledger = tmp_path / "war.sqlite"
    (tmp_path / "r.jsonl").write_text(json.dumps({"id": "a", "date": "2021-03-01", "country": "MG", "text":
        "The Imerina North Army captured Antsirabe on Monday."}) + "\n", encoding="utf-8")  # fmt: skip
    run("add", tmp_path / "r.jsonl", "--ledger", ledger, "--knowledge", knowledge)
    for day, side in (("2021-04-01", "south"), ("2021-04-01", "west"), ("2021-05-01", "centre")):
        given = tmp_path / f"{side}.csv"
        given.write_text(f"place,side,lat,lon\nAntsirabe,{side},-19.866,47.033\n", encoding="utf-8")
        run("baseline", "add", given, "--on", day, "--conflict", "five-sides", "--ledger", ledger,
            "--knowledge", knowledge)  # fmt: skip
    torn = control(ledger, knowledge, "--on", "2021-04-02")["Antsirabe"]
    assert torn["status"] != "held"
    late = control(ledger, knowledge, "--on", "2021-05-02")["Antsirabe"]
    assert (late["status"], late["side"]) == ("held", "centre")
