"""What analysts decided is read as accuracy data, by what measures accuracy."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from accounts import account, killed
from msgspec.structs import replace

from contested.model import Claim, Decision, Reading, Sentence, Span, Told
from contested.publish.export import gold

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "benchmarks"))

import gold_score  # noqa: E402

TEXT = "Rebels took Maskanah. The army shelled Douma, killing 3, and captured Raqqa."
SECOND = Sentence(22, len(TEXT), "body")


def claim(type: str, words: str, **more: Any) -> Claim:
    """A claim of the text by its trigger."""
    told: Told = account("r", type, None, by=None, text=TEXT, at=TEXT.index(words))
    trigger = replace(told.claim.trigger, end=TEXT.index(words) + len(words), text=words)
    sentence = Span(SECOND.start, SECOND.end) if trigger.start >= SECOND.start else Span(0, 21)
    return replace(told.claim, id=f"{type}-{trigger.start}", trigger=trigger, sentence=sentence, **more)


CLAIMS = (
    claim("capture", "took"),
    claim("shelling", "shelled"),
    claim("casualties", "killing", counts=(killed(3),)),
    claim("capture", "captured"),
)
REPORT = replace(account("r").report, text=TEXT, date="2017-06-05", country="SY")
READ = Reading(report=REPORT, reader="made 1", sentences=(Sentence(0, 21, "body"), SECOND), mentions=(), claims=CLAIMS)


def decided(kind: Any, subject: str, number: int = 1, **more: Any) -> Decision:
    return Decision(number=number, kind=kind, subject=subject, author="A", made="2020-01-01", reason="r", **more)


def rows(*decisions: Decision) -> list[dict[str, Any]]:
    return list(gold([READ], decisions, {"SY": "War in Syria"}))


def test_only_sentences_on_which_something_was_decided_are_there() -> None:
    assert rows() == []
    (row,) = rows(decided("accept", CLAIMS[1].id))
    assert (row["text"], row["date"], row["country"], row["war"]) == (TEXT[22:], "2017-06-05", "SY", "War in Syria")
    assert [each["trigger"] for each in row["claims"]] == ["shelled"]
    assert [each["trigger"] for each in row["optional"]] == ["killing", "captured"]


def test_a_rejected_claim_is_not_owed_and_a_corrected_one_is_as_corrected() -> None:
    wrong = CLAIMS[3].id
    (row,) = rows(decided("reject", wrong), decided("correct", CLAIMS[1].id, 2, fields={"type": "air_strike"}),
                  decided("accept", CLAIMS[2].id, 3))  # fmt: skip
    assert [each["type"] for each in row["claims"]] == ["air_strike", "casualties"] and row["optional"] == []
    assert row["claims"][1]["counts"] == [{"what": "killed", "low": 3, "high": 3}]


def test_accuracy_reads_it_and_finds_what_was_accepted_right() -> None:
    (row,) = rows(*(decided("accept", each.id, number) for number, each in enumerate(CLAIMS[1:])))
    moved = tuple(
        replace(each, trigger=replace(each.trigger, start=each.trigger.start - 22, end=each.trigger.end - 22))
        for each in CLAIMS[1:]
    )
    score = gold_score.Score()
    gold_score.add(score, {**row, "file": "decided"}, replace(READ, claims=moved))
    figures = score.figures()
    assert figures["claims_f1"] == figures["whole_f1"] == 1.0 and score.mistakes == []
