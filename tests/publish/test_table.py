import csv
import io
import re
from pathlib import Path

import msgspec
import pytest
import war_sample

import contested
from contested.model import Reading, Words
from contested.publish import claims_csv
from contested.publish.table import COLUMNS


def rows(readings: list[Reading]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(claims_csv(readings)), newline="")))


def test_a_row_a_claim_with_the_header_of_the_list() -> None:
    found = rows(war_sample.readings())
    assert len(found) == 32
    assert tuple(found[0]) == COLUMNS


def test_values_are_those_of_the_claim() -> None:
    row = next(row for row in rows(war_sample.readings()) if row["id"] == war_sample.readings()[0].claims[0].id)
    assert (row["type"], row["place"], row["agents"], row["agent_labels"]) == (
        "capture",
        "Jirah",
        "Syrian Arab Army",
        "The heroic Syrian Army",
    )
    assert (row["lat"], row["start"], row["wording"], row["neutral"]) == (
        "36.0975",
        "2017-05-12",
        "heroic; liberated",
        "leave out; took",
    )
    assert row["quote"] in war_sample.readings()[0].report.text


def test_what_is_not_known_is_empty_and_never_nought() -> None:
    row = next(row for row in rows(war_sample.readings()) if row["place"] == "Zuwaykh")
    assert (row["lat"], row["lon"], row["admin1"]) == ("", "", "")


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless() -> None:
    reading = war_sample.readings()[0]
    quote = Words(0, 8, '=HYPERLINK("http://x","y")')
    claim = msgspec.structs.replace(reading.claims[0], quote=quote)
    row = rows([msgspec.structs.replace(reading, claims=(claim,))])[0]
    assert row["quote"] == "'" + quote.text


@pytest.mark.parametrize(
    "begins",
    [
        "=",
        "+",
        "-",
        "@",
        "%",
        "|",
        "＝",
        "＋",
        "－",
        "＠",
        "％",
        "｜",
        "\t=",
        " =",
        "\x1b=",
        "\r",
        "\u200b=",
        "\ufeff=",
        "\u202e=",
        "\u00ad=",
        "\u00a0+",
        "\ufe66",
        "\ufe6a",
    ],
)
def test_no_cell_begins_a_formula_or_holds_what_a_terminal_obeys(begins: str) -> None:
    reading = war_sample.readings()[0]
    quote = Words(0, 8, f'{begins}HYPERLINK("x")\x1b[2J\x07\x9b')
    claim = msgspec.structs.replace(reading.claims[0], quote=quote)
    row = rows([msgspec.structs.replace(reading, claims=(claim,))])[0]
    assert row["quote"].startswith(("'", "\ufffd")) and not set(row["quote"]) & set("\x1b\x07\x9b")


def test_there_is_one_writer_of_csv() -> None:
    """Whoever writes tables goes through it, so that no cell is forgotten."""
    source = Path(contested.__file__).parent
    writers = [
        path for path in source.rglob("*.py") if re.search(r"csv\.(writer|DictWriter)|to_csv\(", path.read_text())
    ]
    assert [path.relative_to(source).as_posix() for path in writers] == ["publish/cells.py"]
