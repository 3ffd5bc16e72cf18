"""Corrections made whole: a corrected place brings its spot, and what nobody knows is refused with the nearest."""

from __future__ import annotations

import msgspec
import pytest
from accounts import account, place
from grid import ARMY, ask, holds, town

from contested.deciding import completed, whole
from contested.errors import LedgerError
from contested.ledger.correct import corrected, dated
from contested.model import Place, Told

KNOWN = {"Raqqa": place("Raqqa", admin1="Raqqa Governorate", level="settlement"), "t33": town("t33")}
SIDES = ("syrian-government", "syrian-opposition", "islamic-state")


def find(value: str) -> Place | None:
    return KNOWN.get(value)


def made(told: Told, **fields: object) -> Told:
    """A claim after a correction, its paths written with two underscores for dots."""
    given = {path.replace("__", "."): value for path, value in fields.items()}
    complete = whole(told.claim, given, find, SIDES, lambda: KNOWN)
    return msgspec.structs.replace(told, claim=corrected(told.claim, complete))


def test_a_corrected_place_moves_its_spot_its_division_and_the_map() -> None:
    told = holds("t11", "army")
    after = made(told, places__0__name="t33")
    assert after.claim.places[0].lat == KNOWN["t33"].lat != told.claim.places[0].lat
    assert [row.name for row in ask([after]).control().places] == ["t33"]
    held = [land.places for land in ask([after]).land() if land.side == ARMY]
    assert held == [("t33",)]
    assert made(account("a"), places__0__name="Raqqa").claim.places[0].admin1 == "Raqqa Governorate"


def test_what_is_said_beside_it_stays() -> None:
    after = made(account("a"), places__0__name="Raqqa", places__0__relation="edge_of", type="siege")
    assert (after.claim.places[0].relation, after.claim.type) == ("edge_of", "siege")


def test_a_place_with_its_own_spot_may_be_new() -> None:
    after = made(account("a"), places__0__name="New camp", places__0__lat=35.0, places__0__lon=38.0)
    assert (after.claim.places[0].name, after.claim.places[0].lat) == ("New camp", 35.0)


@pytest.mark.parametrize(
    ("path", "value", "near"),
    [("places__0__id", "Raqa", "Raqqa"), ("places__0__name", "Raqa", "Raqqa"),
     ("actors__0__side", "syrian-goverment", "syrian-government")],
)  # fmt: skip
def test_what_nobody_knows_is_refused_with_the_nearest(path: str, value: str, near: str) -> None:
    with pytest.raises(LedgerError, match=f'is called "{value}" .the nearest are {near}'):
        made(account("a"), **{path: value})


def test_a_report_is_told_by_a_side_that_is_known() -> None:
    report = account("a").report
    assert completed(report, {"side": ARMY, "title": "x"}, find, SIDES, lambda: KNOWN) == {"side": ARMY, "title": "x"}
    with pytest.raises(LedgerError, match='no side is called "syrian-goverment"'):
        completed(report, {"side": "syrian-goverment"}, find, SIDES, lambda: KNOWN)


def test_an_actor_that_is_given_whole_is_on_a_side_that_is_known() -> None:
    whole_actor = msgspec.to_builtins(account("a").claim.actors[0]) | {"side": "moon"}
    with pytest.raises(LedgerError, match="no side"):
        made(account("a"), actors__0=whole_actor)


@pytest.mark.parametrize(
    ("day", "good"),
    [(None, True), ("2017", True), ("2017-06", True), ("2017-06-05", True), ("2017-06-05T09:30", True),
     ("2017-06-05T09:30:00Z", True), ("foo", False), ("2017-02-31", False), ("2017-13", False), ("", False),
     ("2017-06-05T", False), ("2017-06-05Tlate", False)],
)  # fmt: skip
def test_a_day_is_one(day: str | None, good: bool) -> None:
    assert dated(day) is good
