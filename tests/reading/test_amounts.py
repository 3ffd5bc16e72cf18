"""How many of what."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, text: str) -> list[Claim]:
    return list(reader.read(Report(id="x", text=text, date="2017-05-27", country="SY")).claims)


@pytest.mark.parametrize(
    ("text", "type", "counts"),
    [
        ("Rebels killed and wounded some 700 soldiers in Idlib.", "casualties", [("killed_or_wounded", 700.0)]),
        ("Three people suffered injuries in a blast in Idlib.", "casualties", [("wounded", 3.0)]),
        ("Shelling of Idlib killed a young man.", "casualties", [("killed", 1.0)]),
        ("Shelling of Idlib killed people.", "casualties", []),
        ("The army captured 17 villages in the countryside of Aleppo.", "capture", [("settlements", 17.0)]),
        ("Police arrested five men in Damascus.", "arrest", [("arrested", 5.0)]),
    ],
)
def test_a_number_counts_what_its_event_is_about(
    reader: Reader, text: str, type: str, counts: list[tuple[str, float]]
) -> None:
    claim = next(each for each in claims(reader, text) if each.type == type)
    assert [(count.what, count.best) for count in claim.counts] == counts


def test_a_number_is_told_once(reader: Reader) -> None:
    told = claims(reader, "Rebels captured Maskanah, killing 12 soldiers.")
    assert [(claim.type, len(claim.counts)) for claim in told] == [("capture", 0), ("casualties", 1)]
