"""`contested gazetteer`: layers come, win, are replaced and go; what is wrong changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]

COD = """\
PCODE,NAME_EN,NAM_EN_REF,NAME_ARA,ADMIN1_COD,ADMIN1_EN,ADMIN1_ARA,ADMIN2_COD,ADMIN2_EN,ADMIN3_COD,ADMIN3_EN,LATITUDE,LONGITUDE
C9001,Mithalet Elshamal,Mithalat ash-Shamal,مثالة الشمال,SY07,Idleb,إدلب,SY0705,Ariha,SY070500,Ariha,35.77,36.61
C9002,Dayr Hafir,Dayr Hafir,دير حافر,SY02,Aleppo,حلب,SY0202,Al Bab,SY020202,Dayr Hafir,36.1563,37.7009
"""


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def cod(tmp_path: Path) -> Path:
    path = tmp_path / "syr_admin4.csv"
    path.write_text(COD, encoding="utf-8")
    return path


def candidates(run: Run, index: Path, *call: str) -> list[dict[str, Any]]:
    done = run("gazetteer", "lookup", *call, "--to", "json", "--gazetteer", index)
    return list(json.loads(done.stdout)["candidates"])


def layers(run: Run, index: Path) -> list[dict[str, Any]]:
    return list(json.loads(run("gazetteer", "info", "--to", "json", "--gazetteer", index).stdout)["layers"])


def test_an_administrative_table_becomes_a_layer_that_wins(run: Run, index: Path, cod: Path) -> None:
    done = run("gazetteer", "add", cod, "--as", "ocha", "--gazetteer", index)
    assert (done.exit_code, done.stderr) == (0, "syr-admin4: 2 places added\n")
    (village,) = candidates(run, index, "Mithalat", "ash-Shamal")
    assert village["pcode"] == "C9001" and village["country"] == "SY" and village["level"] == "settlement"
    assert (village["admin1"], village["admin2"]) == ("Idlib", "Ariha")
    assert village["ids"]["admin2_pcode"] == "SY0705" and "مثالة الشمال" in village["names"]
    assert candidates(run, index, "مثالة الشمال")[0]["id"] == village["id"] == candidates(run, index, "C9001")[0]["id"]
    assert [layer["name"] for layer in layers(run, index)] == ["syr-admin4", "known", "base"]


def test_one_place_of_two_layers_is_one_row_with_what_both_know(run: Run, index: Path, cod: Path) -> None:
    before = candidates(run, index, "Deir Hafer", "--country", "SY")
    run("gazetteer", "add", cod, "--as", "ocha", "--gazetteer", index)
    after = candidates(run, index, "Deir Hafer", "--country", "SY")
    assert [place["layer"] for place in before] == ["base"] and [place["layer"] for place in after] == ["syr-admin4"]
    assert after[0]["population"] == before[0]["population"] > 20_000
    assert after[0]["ids"]["geonames"] == before[0]["id"].removeprefix("geonames:")
    assert before[0]["name"] in after[0]["names"]


def test_a_layer_goes_as_it_came(run: Run, index: Path, cod: Path) -> None:
    run("gazetteer", "add", cod, "--as", "ocha", "--name", "ocha", "--gazetteer", index)
    assert run("gazetteer", "remove", "ocha", "--gazetteer", index).exit_code == 0
    assert [layer["name"] for layer in layers(run, index)] == ["known", "base"]
    again = run("gazetteer", "remove", "ocha", "--gazetteer", index)
    assert again.exit_code == 2 and "no layer is called ocha" in again.stderr


def test_the_last_layer_wins_or_the_one_of_the_higher_order(run: Run, index: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        path = tmp_path / f"{name}.csv"
        path.write_text(f"id,name,lat,lon\n{name},Mithalville,35.5,38.5\n")
        run("gazetteer", "add", path, "--country", "SY", "--gazetteer", index)
    assert [place["id"] for place in candidates(run, index, "Mithalville")] == ["two:two"]
    run("gazetteer", "add", tmp_path / "one.csv", "--country", "SY", "--order", "9", "--gazetteer", index)
    assert [place["id"] for place in candidates(run, index, "Mithalville")] == ["one:one"]
    assert [layer["name"] for layer in layers(run, index)][:2] == ["one", "two"]


def test_what_is_wrong_is_named_and_the_layer_that_was_there_stays(run: Run, index: Path, cod: Path) -> None:
    run("gazetteer", "add", cod, "--as", "ocha", "--gazetteer", index)
    cod.write_text(COD.replace("36.1563,37.7009", "136.1563,37.7009"), encoding="utf-8")
    done = run("gazetteer", "add", cod, "--as", "ocha", "--gazetteer", index)
    assert done.exit_code == 1
    assert f"{cod}:3: `LATITUDE`: 136.156 is out of range" in done.stderr
    assert candidates(run, index, "C9002")[0]["lat"] == 36.1563


def test_what_is_wrong_is_left_out_on_demand_counted_and_listed(run: Run, index: Path, cod: Path) -> None:
    cod.write_text(COD.replace("36.1563,37.7009", "0,0"), encoding="utf-8")
    done = run("gazetteer", "add", cod, "--as", "ocha", "--skip-bad", "--gazetteer", index)
    assert done.exit_code == 0
    assert f"skipped: {cod}:3" in done.stderr and done.stderr.endswith("1 place added, 1 skipped\n")
    assert layers(run, index)[0]["skipped"] == 1


def test_doctor_names_layers_and_a_damaged_one_with_its_remedy(run: Run, index: Path, cod: Path) -> None:
    run("gazetteer", "add", cod, "--as", "ocha", "--gazetteer", index)
    assert "layers of your own: syr-admin4" in run("doctor", "--gazetteer", index).stdout
    (card,) = index.glob("layers/*/card.json")
    card.write_text("{")
    assert "remedy: " in run("doctor", "--gazetteer", index).stdout
    done = run("gazetteer", "lookup", "Homs", "--gazetteer", index)
    assert done.exit_code == 1 and "`contested gazetteer remove syr-admin4`" in done.stderr
    assert run("gazetteer", "remove", "syr-admin4", "--gazetteer", index).exit_code == 0
    assert run("gazetteer", "lookup", "Homs", "--gazetteer", index).exit_code == 0


def test_a_claim_carries_the_pcode(index: Path, cod: Path, run: Run) -> None:
    from contested import Report, open_reader

    run("gazetteer", "add", cod, "--as", "ocha", "--gazetteer", index)
    reader = open_reader(gazetteer=index)
    text = "The Syrian army captured Mithalat ash-Shamal in Idlib province on Sunday."
    (claim,) = reader.read(Report(id="1", text=text, date="2017-06-05")).claims
    (place,) = claim.places
    assert (place.pcode, place.admin1, place.admin2) == ("C9001", "Idlib", "Ariha")


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (("add", "nothing.csv"), "cannot be read: no such file"),
        (("add", "nothing.xyz"), "--as"),
        (("add", "nothing.csv", "--map", "nama=x"), "fields are id, name"),
        (("add", "nothing.csv", "--level", "hamlet"), "'hamlet' is not one of 'country'"),
        (("lookup", "Homs", "--level", "hamlet"), "'hamlet' is not one of 'country'"),
        (("add", "nothing.csv", "--alternate-names", "x.txt"), "goes with --as geonames"),
        (("add", "nothing.csv", "--name", "../x"), "is no name for a layer"),
    ],
)
def test_wrong_use_says_the_remedy(run: Run, index: Path, call: tuple[str, ...], says: str) -> None:
    done = run("gazetteer", *call, "--gazetteer", index)
    assert done.exit_code in (1, 2) and says in done.stderr
    assert not index.exists() or not list(index.glob("layers/*"))


def test_a_page_says_what_the_layers_want_said(run: Run, index: Path, cod: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The army captured Maskanah.")
    before = run("read", tmp_path / "a.txt", "--to", "html", "--gazetteer", index).stdout
    done = run("gazetteer", "add", cod, "--as", "ocha", "--attribution", "Villages <by> somebody", "--gazetteer", index)
    assert done.exit_code == 0, done.output
    after = run("read", tmp_path / "a.txt", "--to", "html", "--gazetteer", index).stdout
    assert "GeoNames (CC BY 4.0)." in before and "Villages" not in before
    assert "GeoNames (CC BY 4.0). Villages &lt;by&gt; somebody." in after
