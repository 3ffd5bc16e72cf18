"""When a claim happened."""

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
    ("text", "interval", "basis", "scope"),
    [
        ("The army captured Maskanah on 20 May 2017.", ("2017-05-20", "2017-05-20"), "stated", "event"),
        ("The army captured Maskanah.", ("2017-05-27", "2017-05-27"), "report_date", "event"),
        (
            "Since 1 May 2017, the army has killed 120 fighters in Idlib.",
            ("2017-05-01", "2017-05-27"),
            "stated",
            "cumulative",
        ),
        (
            "Rebels have so far killed 20 soldiers in Idlib.",
            ("2017-05-27", "2017-05-27"),
            "report_date",
            "cumulative",
        ),
    ],
)
def test_a_claim_has_the_time_of_its_clause(
    reader: Reader, text: str, interval: tuple[str, str], basis: str, scope: str
) -> None:
    claim = claims(reader, text)[0]
    assert ((claim.time.start, claim.time.end), claim.time.basis, claim.scope) == (interval, basis, scope)


def test_the_time_of_what_came_before_is_not_that_of_what_followed(reader: Reader) -> None:
    text = "The army said on 21 May 2017 that it had captured Maskanah, having encircled it on 20 May 2017."
    assert [(claim.type, claim.time.start) for claim in claims(reader, text)] == [
        ("capture", "2017-05-21"),
        ("encirclement", "2017-05-20"),
    ]


def test_a_claim_without_a_time_takes_that_of_its_sentence(reader: Reader) -> None:
    text = "On 20 May 2017 rebels captured Maskanah, killing 12 soldiers."
    assert {(claim.time.start, claim.time.end) for claim in claims(reader, text)} == {("2017-05-20", "2017-05-20")}
