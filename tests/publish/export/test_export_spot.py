"""Countries, divisions and P-codes of a row's place, from a gazetteer that a user added."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from contested.cli.main import cli
from contested.gazetteer.index import Gazetteer
from contested.publish.export import in_index
from contested.publish.export.spot import NOTHING

BOX = [[37.0, 35.0], [39.5, 35.0], [39.5, 37.0], [37.0, 37.0], [37.0, 35.0]]
EAST = [[37.5, 35.5], [39.0, 35.5], [39.0, 36.5], [37.5, 36.5], [37.5, 35.5]]
AREAS = (
    {"admin1Name_en": "Aleppo", "admin1Pcode": "SY02"}, BOX,
    {"admin1Name_en": "Aleppo", "admin1Pcode": "SY02", "admin2Name_en": "Menbij", "admin2Pcode": "SY0205"}, EAST,
)  # fmt: skip
TOWNS = """PCODE,NAME_EN,ADMIN1_COD,ADMIN1_EN,ADMIN2_COD,ADMIN2_EN,ADMIN3_COD,ADMIN3_EN,LATITUDE,LONGITUDE
C9999,Qaryat Mithal,SY02,Aleppo,SY0205,Menbij,SY020500,Menbij,36.2,38.2
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """An index with a town, a governorate and a district of a user's own."""
    folder = tmp_path_factory.mktemp("index")
    add("towns.csv", TOWNS, folder)
    for name, (properties, ring) in {"one": AREAS[:2], "two": AREAS[2:]}.items():
        properties = {**properties, "admin0Name_en": "Syria", "admin0Pcode": "SY"}  # type: ignore[dict-item]
        shape = {"type": "Polygon", "coordinates": [ring]}
        feature = {"type": "Feature", "properties": properties, "geometry": shape}
        add(f"{name}.geojson", json.dumps({"type": "FeatureCollection", "features": [feature]}), folder)
    return Gazetteer.open(folder / "index")


def add(name: str, text: str, folder: Path) -> None:
    """Add a layer."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    call = ["gazetteer", "add", str(path), "--as", "ocha", "--country", "SY", "--gazetteer", str(folder / "index")]
    done = CliRunner().invoke(cli, call)
    assert done.exit_code == 0, done.output


def test_a_place_of_the_users_own_has_its_codes(index: Gazetteer) -> None:
    place = index.place(index.strict("Qaryat Mithal")[0])
    known = in_index(index)(place.id, place.name)
    assert (known.country, known.pcode, known.admin1_pcode, known.admin2_pcode, known.admin3_pcode) == (
        "SY", "C9999", "SY02", "SY0205", "SY020500",
    )  # fmt: skip


def test_a_place_without_codes_has_those_of_the_divisions_that_it_lies_in(index: Gazetteer) -> None:
    known = in_index(index)("geonames:167080", "Maskanah")
    assert (known.country, known.pcode, known.admin1_pcode, known.admin2, known.admin2_pcode) == (
        "SY", "", "SY02", "Menbij", "SY0205",
    )  # fmt: skip


def test_boundaries_that_disagree_with_the_place_give_no_code(index: Gazetteer) -> None:
    known = in_index(index)("geonames:172955", "Raqqa")  # inside the box, but of another governorate
    assert (known.country, known.admin1_pcode, known.admin2_pcode) == ("SY", "", "")


def test_a_place_that_the_index_does_not_have_adds_nothing(index: Gazetteer) -> None:
    assert in_index(index)("nowhere", "Nowhere at all") == NOTHING
