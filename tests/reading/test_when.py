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


def of_days(reader: Reader, text: str) -> list[tuple[str, str, str | None, str | None]]:
    reading = reader.read(Report(id="x", text=text, date="2017-06-05", country="SY"))
    return [(claim.type, claim.scope, claim.time.start, claim.time.end) for claim in reading.claims]


def test_the_same_time_is_the_one_told_before(reader: Reader) -> None:
    text = (
        "The army has captured 22 villages near Maskanah since 9 May. Islamic State lost at least 150 fighters in the "
        "same time. Thirty-one civilians were killed by air strikes and shelling."
    )
    told = of_days(reader, text)
    assert {row[2:] for row in told} == {("2017-05-09", "2017-06-05")}
    assert [row[1] for row in told if row[0] == "casualties"] == ["cumulative", "cumulative"]


def test_since_what_began_on_a_day_goes_on_until_it_is_told(reader: Reader) -> None:
    text = "Since the offensive began on 9 May, the army has liberated dozens of villages near Maskanah."
    assert ("capture", "cumulative", "2017-05-09", "2017-06-05") in of_days(reader, text)


def test_elsewhere_is_at_another_time_and_place(reader: Reader) -> None:
    text = (
        "Nearly 3,000 residents have been displaced from Maskanah over the past ten days.\n\n"
        "Elsewhere, rebels announced a new operation in the Syrian desert. They shelled a village."
    )
    assert [row[2:] for row in of_days(reader, text)[1:]] == [("2017-06-05", "2017-06-05")] * 2
