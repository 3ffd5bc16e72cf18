import csv
import io

import msgspec
import war_sample

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
