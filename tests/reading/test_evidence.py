"""How surely a report says what a claim says."""

from __future__ import annotations

from contested.model import Actor, When
from contested.reading.evidence import Evidence

WEIGHTS = {"base": 0.5, "agent named": 0.2, "verb": 0.1, "noun": -0.1, "hedged": -0.3, "no argument": -0.4}
WHEN = When(start=None, end=None, edtf=None, timex=None, precision="unknown", basis="report_date", mention=None)
REBELS = Actor(
    role="agent", id=None, name="rebels", kind="rebel", parent=None, side=None, label="rebels", inferred=False,
    mention=None,
)  # fmt: skip


def test_the_score_is_the_sum_of_the_features_that_hold() -> None:
    why, confidence = Evidence(WEIGHTS).weigh([REBELS], (), WHEN, "asserted", noun=False)
    assert [row.feature for row in why] == ["agent named", "verb"]
    assert confidence == 0.8


def test_a_score_is_never_certain_nor_nothing() -> None:
    evidence = Evidence(WEIGHTS | {"verb": 5.0})
    assert evidence.weigh((), (), WHEN, "asserted", noun=False)[1] == 0.99
    assert evidence.weigh((), (), WHEN, "denied", noun=True)[1] == 0.05
