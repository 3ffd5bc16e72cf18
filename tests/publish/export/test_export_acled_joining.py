"""What is one row to ACLED."""

from __future__ import annotations

from typing import Any

import pytest
from accounts import account, killed, place
from acled_rows import ALL, bare, by, rows
from exporting import claim_rows, find, struck
from msgspec.structs import replace

from contested.model import Span, Told
from contested.publish.export import Admission, formats
from contested.publish.export.spot import Known


def test_a_battle_takes_in_the_shelling_of_its_own_sides() -> None:
    clash = account("a", "clash", of="rebels", counts=(killed(3),))
    (row,) = rows(clash, account("b", "shelling", of="rebels", at=30, counts=(killed(2),)))
    assert (row["sub_event_type"], row["fatalities"]) == ("Armed clash", "5")


def test_what_others_do_or_what_befalls_civilians_stays_a_row() -> None:
    clash = account("a", "clash", of="rebels")
    assert len(rows(clash, account("b", "shelling", by="is", of=None))) == 2
    assert len(rows(clash, struck(account("b", "shelling"), villagers="civilians"))) == 2
    assert len(rows(clash, account("b", "clash", "Raqqa", of="rebels"))) == 2
    assert len(rows(clash, account("b", "clash", day="2017-06-05", of="rebels"))) == 2


@pytest.mark.parametrize("turned", [False, True])
def test_a_capture_takes_in_the_other_sides_retreat(turned: bool) -> None:
    told = [account("a", of="is"), account("b", "withdrawal", by="is")]
    (row,) = rows(*(reversed(told) if turned else told))
    assert (row["event_type"] == "Battles" and row["actor1"].startswith("Military Forces")) or row["actor1"] == "army"
    assert row["sub_event_type"] != "Non-violent transfer of territory"


ONE = Span(0, 60)


def done(type: str, at: int, who: str | None, kind: str | None, **struck_by: Any) -> Told:
    """What somebody without a name did, in the sentence `ONE`, to others."""
    told = bare(type, at=at, sentence=ONE, counts=struck_by.pop("counts", ()))
    told = by(told, "agent", None, who, kind) if who else told
    return struck(told, **struck_by) if struck_by else told


def test_what_one_sentence_tells_of_one_event_is_one_row() -> None:
    calm = done("peaceful_protest", 0, None, None)
    stopped = done("protest_with_intervention", 30, "police", "police", students="protesters")
    assert [row["sub_event_type"] for row in rows(calm, stopped)] == ["Protest with intervention"]
    storm = done("raid", 0, "Gunmen", "armed_group")
    took = done("abduction", 30, "Gunmen", "armed_group", pupils="civilians")
    assert [row["sub_event_type"] for row in rows(storm, took)] == ["Abduction/forced disappearance"]
    blast = done("suicide_bombing", 0, None, None)
    dead = done("attack_on_civilians", 30, None, None, counts=(killed(9),), people="civilians")
    assert [(row["sub_event_type"], row["fatalities"]) for row in rows(blast, dead)] == [("Suicide bomb", "9")]
    swept = done("arrest", 0, "soldiers", "state_forces")
    shot = done("attack_on_civilians", 30, "soldiers", "state_forces", people="civilians")
    assert [row["sub_event_type"] for row in rows(swept, shot)] == ["Attack"]


def test_an_event_with_a_place_and_the_town_around_it_is_one_row() -> None:
    quarter = replace(place("Harasta"), radius_km=1.0)
    town = replace(place("Douma"), radius_km=8.0)
    within = rows(account("a", "clash", town, of="rebels"), account("a", "clash", quarter, of="rebels"))
    assert [row["location"] for row in within] == ["Harasta"]
    apart = replace(town, radius_km=0.5)
    assert len(rows(account("a", "clash", apart, of="rebels"), account("a", "clash", quarter, of="rebels"))) == 2


@pytest.mark.parametrize(
    ("who", "kind", "coded"),
    [("police", "police", ["Excessive force against protesters"]),
     ("Gunmen", "militia", ["Attack", "Peaceful protest"])],
)  # fmt: skip
def test_police_who_kill_beside_a_protest_use_excessive_force(who: str, kind: str, coded: list[str]) -> None:
    shot = done("attack_on_civilians", 0, who, kind, counts=(killed(3),), people="civilians")
    found = rows(shot, done("peaceful_protest", 30, None, None), country="KE")
    assert [row["sub_event_type"] for row in found] == coded


def test_who_leaves_under_a_deal_with_somebody_has_an_agreement_where_he_left() -> None:
    left = account("r", "withdrawal", "Maskanah", by="rebels", sentence=ONE)
    deal = bare("agreement", "Raqqa", at=30, sentence=ONE)
    with_state = by(deal, "patient", "government-of-syria", "government", "government")
    assert [(row["sub_event_type"], row["location"]) for row in rows(left, with_state)] == [("Agreement", "Maskanah")]
    assert "Non-violent transfer of territory" in [row["sub_event_type"] for row in rows(left, deal)]


@pytest.mark.parametrize(
    ("start", "end", "day", "precision"),
    [("2017-06-04T20:00", "2017-06-05T05:00", "2017-06-04", "1"),
     ("2017-06-04T20:00", "2017-06-06T05:00", "2017-06-05", "2"), ("2017-06-04", "2017-06-05", "2017-06-04", "2")],
)  # fmt: skip
def test_a_night_is_the_day_on_which_it_began(start: str, end: str, day: str, precision: str) -> None:
    (row,) = rows(account("a", "clash", day=start, end=end, of="rebels"))
    assert (row["event_date"], row["time_precision"]) == (day, precision)


def test_a_town_that_may_be_another_of_its_name_is_a_row_that_says_so() -> None:
    (row,) = rows(account("a", where=replace(place("Maskanah"), precision=7), of="rebels"))
    assert row["geo_precision"] == "3" and row["tags"].endswith("the place is one of several of its name")
    wide = replace(place("Syria"), level="country", precision=6)
    assert not rows(account("a", where=wide, of="rebels"))


def test_rows_that_were_joined_are_counted() -> None:
    admission = Admission(formats()["acled"], about=ALL)
    told = account("a", "clash", of="rebels"), account("b", "clash", of="rebels", at=40)
    assert len(list(admission.through(claim_rows(*told)))) == 1
    assert (admission.admitted, admission.joined) == (1, 1)


def test_no_row_is_lost_or_told_twice() -> None:
    assert find("nowhere", "Nowhere") == Known()
    told = [account(str(at), type, of="rebels", at=at * 40, counts=(killed(1),))
            for at, type in enumerate(("capture", "clash", "air_strike", "shelling", "withdrawal"))]  # fmt: skip
    made = rows(*told)
    assert sum(int(row["fatalities"]) for row in made) == 5
