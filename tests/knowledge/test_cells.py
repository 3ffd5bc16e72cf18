"""Places as a CSV file: the same entries as from TOML, the same errors with file, line and key."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contested.errors import KnowledgeError
from contested.knowledge.load import fingerprint, load

DOCS = Path(__file__).resolve().parents[2] / "docs" / "knowledge.md"
HEAD = "id,name,aliases,level,country,lat,lon,radius_km"


def write(folder: Path, text: str, name: str = "places/a.csv") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_is_a_place(tmp_path: Path) -> None:
    write(tmp_path, f'{HEAD}\nx-ys,Ys,Ker-Ys | Kêr-Is,settlement,IS,64,-21.5,\nx-a,"A, B",,facility,IS,65,-20,3\n')
    ys, other = load([tmp_path]).places[-2:]
    assert (ys.id, ys.aliases, ys.lat, ys.lon, ys.radius_km) == ("x-ys", ["Ker-Ys", "Kêr-Is"], 64.0, -21.5, None)
    assert (other.name, other.aliases, other.radius_km, other.admin1) == ("A, B", [], 3.0, None)


def test_a_table_and_toml_give_the_same(tmp_path: Path) -> None:
    write(tmp_path, f"{HEAD}\nx-ys,Ys,Ker-Ys|Kêr-Is,settlement,IS,64,-21.5,2\n")
    table = load([tmp_path]).places[-1]
    (tmp_path / "places" / "a.csv").unlink()
    text = 'id = "x-ys"\nname = "Ys"\naliases = ["Ker-Ys", "Kêr-Is"]\nlevel = "settlement"\ncountry = "IS"\n'
    write(tmp_path, f"[[place]]\n{text}lat = 64\nlon = -21.5\nradius_km = 2\n", "places/a.toml")
    assert load([tmp_path]).places[-1] == table


def test_a_change_of_a_table_is_seen(tmp_path: Path) -> None:
    write(tmp_path, f"{HEAD}\nx-ys,Ys,,settlement,IS,64,-21.5,2\n")
    before, mark = load([tmp_path]).digest, fingerprint([tmp_path])
    write(tmp_path, f"{HEAD}\nx-ys,Ys,,settlement,IS,64,-21.55,2\n")
    assert load([tmp_path]).digest != before
    assert fingerprint([tmp_path]) != mark


@pytest.mark.parametrize(
    ("text", "line", "key", "says"),
    [
        (f"{HEAD}\nx-a,A,,settlement,IS,64,-21,1\nx-b,B,,town,IS,64,-21,1\n", 3, "place.level", "is not known"),
        (f"{HEAD}\nx-a,A,,settlement,IS,ninety,-21,1\n", 2, "place.lat", "expected float"),
        (f"{HEAD}\nx-a,A,,settlement,IS,91,-21,1\n", 2, "place.lat", "outside ±90"),
        (f"{HEAD}\nx-a,A,,settlement,IS,,-21,1\n", 2, "place.lat", "is missing"),
        (f"{HEAD}\nx-a,A,,settlement,IS,64,-21\n", 2, None, "7 cells instead of 8"),
        (f"{HEAD}\nx-a,A,,settlement,IS,64,-21,1\nx-a,B,,settlement,IS,64,-22,1\n", 3, "place.id", "stands already"),
        (f"{HEAD},town\nx-a,A,,settlement,IS,64,-21,1,yes\n", 2, "place.town", "no such key"),
        (f'{HEAD}\nx-a,"A\nA",,settlement,IS,64,-21,1\nx-b,B,,settlement,IS,64,181,1\n', 4, "place.lon", "outside"),
        (f'{HEAD}\nx-a,"A,,settlement\n', 2, None, "is not CSV"),
        ("id,name,name\n", 1, None, "each column once"),
        ("", 1, None, "each column once"),
    ],
)
def test_a_broken_table_is_named_with_line_and_key(
    tmp_path: Path, text: str, line: int, key: str | None, says: str
) -> None:
    path = write(tmp_path, text)
    with pytest.raises(KnowledgeError) as caught:
        load([tmp_path])
    assert (caught.value.source, caught.value.line, caught.value.key) == (str(path), line, key)
    assert says in str(caught.value)


def test_tables_elsewhere_in_a_folder_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, f"{HEAD}\nx-ys,Ys,,settlement,IS,64,-21.5,2\n")
    write(tmp_path, "what,ever\n", "notes/b.csv")
    assert load([tmp_path]).places[-1].id == "x-ys"


def test_the_table_of_the_documentation_loads(tmp_path: Path) -> None:
    (text,) = re.findall(r"^```csv\n(id,name,.*?)^```$", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    write(tmp_path, text)
    assert [place.id for place in load([tmp_path]).places[-2:]] == ["at-ys", "at-ys-harbour"]
