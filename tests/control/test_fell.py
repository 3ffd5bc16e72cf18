"""Places that fell, and nobody says to whom: who held them does not, and in a war of two sides the other one does."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from accounts import account
from grid import ARMY, GRID, REBELS, STATE, ask, holds, town

from contested.knowledge.schema import Conflict, Side
from contested.model import Baseline, Stand, Told
from contested.situation import Holding, Question, Situation

TWO = Conflict(
    id="two", name="War of two", countries=["SY"], from_="2011-01-01",
    side=[Side(id=id, name=id, colour="#000000") for id in (ARMY, STATE)],
)  # fmt: skip


def fall(day: str = "2017-06-04", **more: Any) -> Told:
    """A capture of which nobody says who made it, nor from whom."""
    row: dict[str, Any] = {"by": None, "of": None, "known": day, "source": "Other monitor"}
    return account(f"fell-{day}", "capture", town("t11"), day, **row | more)


def of_two(*told: Told, on: str = "2017-06-06", baselines: tuple[Baseline, ...] = ()) -> Holding | None:
    found = Situation(told, Question(on=on), conflicts=[TWO], baselines=baselines).control(evidence=True).places
    return next((row for row in found if row.name == "t11"), None)


@pytest.mark.parametrize(("held", "came"), [("army", STATE), ("is", ARMY)])
def test_in_a_war_of_two_sides_the_other_one_came(held: str, came: str) -> None:
    found = of_two(holds("t11", held), fall())
    assert found is not None
    assert (found.status, found.side, found.since) == ("held", came, "2017-06-04")
    assert [word.told_as for word in found.evidence or ()] == ["control", "fell"]


def test_a_baseline_is_a_word_of_who_held_it() -> None:
    lat, lon = GRID["t11"]
    stand = Stand(row=1, place="t11", id="t11", side=ARMY, lat=lat, lon=lon)
    base = Baseline(id="b", conflict=None, day="2017-05-01", known="2017-05-01", source="Survey", licence=None,
                    stands=(stand,))  # fmt: skip
    found = of_two(fall(), baselines=(base,))
    assert found is not None and found.sides[STATE] > found.sides[ARMY]


def test_in_a_war_of_more_sides_nobody_is_said_to_have_come() -> None:
    found = next(row for row in ask([holds("t11", "rebels"), fall()], "2017-06-06").control().places)
    assert (found.status, found.why, found.unknown_since) == ("unknown", "nobody says who came", "2017-06-04")
    assert found.sides[REBELS] < 0.5


def test_a_part_does_not_fall_for_the_whole() -> None:
    part = msgspec.structs.replace(town("t11"), relation="part_of", extent="part")
    lost = account("part", "capture", part, "2017-06-04", None, None, known="2017-06-04", source="Other monitor")
    found = of_two(holds("t11", "army"), lost)
    assert found is not None and (found.status, found.side) == ("held", ARMY)


def test_nobody_held_it_before_by_any_word() -> None:
    assert of_two(fall(), holds("t22", "army")) is None


@pytest.mark.parametrize("later", ["2017-06-02", "2017-06-04", "2017-06-20"])
def test_a_fall_is_told_of_who_was_said_to_have_taken_it_lately(later: str) -> None:
    taken = account("taken", "capture", town("t11"), "2017-06-02", "army", "is", known="2017-06-02", source="Monitor")
    found = of_two(holds("t11", "is", "2017-05-20"), taken, fall(later), on="2017-06-21")
    assert found is not None and (found.status, found.side) == ("held", ARMY)


@pytest.mark.parametrize(
    "more", [{"modality": "predicted"}, {"modality": "denied"}, {"polarity": "negated"}, {"outcome": "failed"},
             {"scope": "cumulative"}],
)  # fmt: skip
def test_what_did_not_happen_is_no_fall(more: dict[str, Any]) -> None:
    found = of_two(holds("t11", "army"), fall(**more))
    assert found is not None and (found.status, found.side) == ("held", ARMY)
