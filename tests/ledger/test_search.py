"""Search finds by words and by who, where, when, what and whose; the same on both databases."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
import sample
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contested.errors import LedgerError, NotFoundError
from contested.ledger import Box, Filter, Ledger
from contested.ledger.words import fts5
from contested.model import Report

TEXTS = {
    "a": ("The army captured Maskanah on Sunday.", "2017-06-04", "SANA"),
    "b": ("Rebels say the army captured nothing.", "2017-06-06", "Monitor"),
    "c": ('Shelling "near the gates"; the armies captured Idlib, O\'Neill said.', "2017-06-08", "Monitor West"),
}
REPORTS = [Report(id=id, text=text, date=date, source=source) for id, (text, date, source) in TEXTS.items()]
BY: dict[str, Any] = {"author": "Noor", "reason": "seen"}


@pytest.fixture
def ledger(where: str) -> Ledger:
    ledger = Ledger.open(where)
    for report in REPORTS:
        ledger.add(report, sample.read(report))
    return ledger


def found(ledger: Ledger, limit: int | None = None, **asked: Any) -> str:
    return "".join(one.report.id for one in ledger.search(Filter(**asked), limit=limit))


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("captured", "abc"),
        ("capture ARMY", "abc"),
        ('"the army captured"', "abc"),
        ('"captured Maskanah"', "a"),
        ('"Maskanah captured"', ""),
        ("maskanah OR idlib", "ac"),
        ("army -maskanah", "bc"),
        ("o'neill", "c"),
        ("nowhere", ""),
        ("gates* AND (near):", "c"),
    ],
)
def test_words_of_the_quote(ledger: Ledger, words: str, ids: str) -> None:
    with ledger:
        assert found(ledger, words=words) == ids


@pytest.mark.parametrize("odd", ["\0", "x\0", "\0army", "\ud800", "\udcff"])
def test_what_no_column_holds_is_not_found_and_stops_no_search(ledger: Ledger, odd: str) -> None:
    with ledger:
        assert found(ledger, actor=(odd,)) == found(ledger, place=(odd,)) == found(ledger, source=(odd,)) == ""
        assert found(ledger, words=f"captured OR a{odd}") == "abc"
        with pytest.raises(NotFoundError):
            ledger.find(odd)


def test_each_part_of_a_filter(ledger: Ledger) -> None:
    with ledger:
        assert found(ledger) == "abc" and found(ledger, limit=2) == "ab"
        assert found(ledger, actor=("syrian-army",)) == found(ledger, actor=("arab ARMY",)) == "abc"
        assert found(ledger, actor=("nobody",)) == found(ledger, side=("nobody",)) == ""
        assert found(ledger, side=("syrian-government",), modality=("reported",), type=("capture", "siege")) == "abc"
        assert found(ledger, place=("Maskanah",)) == found(ledger, place=("geonames:172955",)) == "abc"
        assert found(ledger, type=("siege",)) == found(ledger, modality=("denied",)) == ""
        assert found(ledger, source=("Monitor",)) == "b" and found(ledger, source=("moni",)) == "bc"
        assert found(ledger, since="2017-06-05", until="2017-06-06") == "b"
        assert found(ledger, since="2017-06-06") == "bc" and found(ledger, until="2017-06-06") == "ab"
        assert found(ledger, box=Box(38, 35.9, 39, 36)) == "abc" and found(ledger, box=Box(39, 35, 40, 36)) == ""
        assert found(ledger, box=Box(170, 35, 39, 36)) == "abc"
        assert [one.report.id for one in ledger.told(Filter(words="maskanah OR nothing", until="2017-06-05"))] == ["a"]


def test_what_was_decided_counts(ledger: Ledger) -> None:
    claims = {one.report.id: one.claim.id for one in ledger.told()}
    with ledger:
        ledger.decide(
            "correct", claims["a"], fields={"type": "siege", "time.start": "2017-06-30", "time.end": "2017-06-30"}, **BY
        )
        ledger.decide("reject", claims["b"], **BY)
        ledger.decide("correct", "c", fields={"source": "Desk"}, **BY)
        assert found(ledger, type=("siege",)) == "a" and found(ledger, type=("capture",)) == "c"
        assert found(ledger, since="2017-06-20") == "a" and found(ledger, limit=1) == "a"
        assert found(ledger, source=("Desk",)) == "c" and found(ledger, source=("Monitor West",)) == ""
        assert [one.report.source for one in ledger.told(Filter(source=("Desk",)))] == ["Desk"]


def test_reports_are_found_by_all_of_their_words(ledger: Ledger) -> None:
    with ledger:
        ledger.add(Report(id="d", text="Nothing to see.", title="Armies", source="SANA"))
        heads = list(ledger.search_reports(Filter(words="armies")))
        assert [(head.id, head.claims) for head in heads] == [("a", 1), ("b", 1), ("c", 1), ("d", 0)]
        assert [head.id for head in ledger.search_reports(Filter(source=("SANA",)), limit=1)] == ["a"]
        assert [head.id for head in ledger.search_reports(Filter(since="2017-06-05", until="2017-06-07"))] == ["b"]


def test_nothing_to_look_for_is_said(tmp_path: Any) -> None:
    with Ledger.open(tmp_path / "l.sqlite") as ledger, pytest.raises(LedgerError, match="no words"):
        list(ledger.search(Filter(words="-no ...")))


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """One ledger for many questions."""
    with Ledger.open(tmp_path_factory.mktemp("examples") / "l.sqlite") as ledger:
        for report in REPORTS:
            ledger.add(report, sample.read(report))
        yield ledger


WRITTEN = st.text(alphabet="ab\"-(): \n*^{}ORANDNOT'é", max_size=20)


@given(WRITTEN)
def test_nothing_written_is_taken_for_syntax(written: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(a)")
    try:
        asked = fts5(written)
    except LedgerError:
        return
    connection.execute("SELECT * FROM t WHERE t MATCH ?", (asked,)).fetchall()
    connection.close()


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_the_filter_says_the_same_of_a_row_and_of_a_claim_in_hand(examples: Ledger, data: st.DataObject) -> None:
    asked = Filter(
        actor=data.draw(st.sampled_from([(), ("syrian-army",), ("x",)])),
        side=data.draw(st.sampled_from([(), ("syrian-government", "x"), ("x",)])),
        place=data.draw(st.sampled_from([(), ("Maskanah",), ("x",)])),
        type=data.draw(st.sampled_from([(), ("capture",), ("siege",)])),
        source=data.draw(st.sampled_from([(), ("SANA",), ("SANA", "Monitor")])),
        box=data.draw(st.sampled_from([None, Box(38, 35, 39, 36), Box(0, 0, 1, 1), Box(38.1, 35, -170, 36)])),
        since=data.draw(st.sampled_from([None, "2017-06-05", "2017-06-08"])),
        until=data.draw(st.sampled_from([None, "2017-06-05", "2017-06-08"])),
    )
    every = list(examples.told())
    assert list(examples.told(asked)) == [one for one in every if asked.matches(one.claim, one.report)]
