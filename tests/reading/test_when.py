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


@pytest.mark.parametrize(
    ("text", "date", "interval"),
    [
        # the day of a dateline is the report's, not the event's
        (
            "GOMA, Congo, June 14 - M23 rebels seized the town of Bunagana on Monday, officials said.",
            "2022-06-14",
            ("2022-06-13", "2022-06-13"),
        ),
        (
            "ADDIS ABABA, Sept 18 - Fano militiamen fought their way into Gondar on Tuesday.",
            "2024-09-18",
            ("2024-09-17", "2024-09-17"),
        ),
        ("PESHAWAR, March 5 (Wire) - Militants attacked a post in Bannu.", "2025-03-05", ("2025-03-05", "2025-03-05")),
        # nights by both their days
        (
            "Gunmen killed 138 people in Solhan in the night from Friday to Saturday.",
            "2021-06-07",
            ("2021-06-04T20:00", "2021-06-05T05:00"),
        ),
        (
            "Gunmen killed 138 people in Solhan overnight from Friday into Saturday.",
            "2021-06-07",
            ("2021-06-04T20:00", "2021-06-05T05:00"),
        ),
        # what is told as past goes on no longer
        (
            "The 6th Army had been surrounded at Stalingrad since 23 November 1942.",
            "2013-06-14",
            ("1942-11-23", "1942-11-23"),
        ),
        ("Rebels have besieged Homs since 1 May 2013.", "2013-06-14", ("2013-05-01", "2013-06-14")),
        ("The base in Homs had been in rebel hands since January 2014.", "2017-05-27", ("2014-01-01", "2017-05-27")),
        ("Rebels shelled Homs overnight.", "2017-05-27", ("2017-05-26T20:00", "2017-05-27T06:00")),
    ],
)
def test_which_of_several_days_is_the_event_s(reader: Reader, text: str, date: str, interval: tuple[str, str]) -> None:
    claim = reader.read(Report(id="x", text=text, date=date)).claims[0]
    assert (claim.time.start, claim.time.end) == interval
