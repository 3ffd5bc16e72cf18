"""No statement, no colour: what may be said to be held, by whose word, and what a part says of the whole."""

from __future__ import annotations

import math
from typing import Any

import msgspec
import pytest
from accounts import account, actor, place
from grid import ARMY, GRID, REBELS, STATE, WAR, ask, holds, town

from contested.control.evidence import evidence
from contested.control.observations import observations
from contested.control.parameters import parameters
from contested.errors import SituationError
from contested.fusion.copies import Copies
from contested.fusion.credence import Credences
from contested.knowledge.schema import Conflict, Side
from contested.model import Baseline, Count, Place, Stand, Told
from contested.situation import Holding, Question, Situation

TWO = Conflict(
    id="two", name="War of two", countries=["SY"], from_="2011-01-01",
    side=[Side(id=id, name=id, colour="#000000") for id in (ARMY, STATE)],
)  # fmt: skip


def one(told: list[Told], name: str = "t11", on: str = "2017-06-03", **more: object) -> Holding:
    """How a town stands."""
    return next(row for row in ask(told, on, **more).control(evidence=True).places if row.name == name)


def capture(by: str, of: str | None = None, *, source: str, side: str | None = None, day: str = "2017-06-02",
            where: Place | None = None, **more: Any) -> Told:  # fmt: skip
    return account(f"{source}-{by}-{day}", "capture", where or town("t11"), day, by, of, known=day, source=source,
                   side=side, **more)  # fmt: skip


# --- no statement, no colour -----------------------------------------------------------------------------------------


def test_a_lone_voice_with_an_interest_never_makes_held() -> None:
    claims = [capture("army", "is", source="Army Herald", side=ARMY),
              capture("army", "is", source="Second Herald", side=ARMY, day="2017-06-03")]  # fmt: skip
    found = one(claims)
    assert (found.status, found.side) == ("unknown", None)
    assert found.why == "nobody but the side itself says that it holds it"


def test_what_the_other_side_concedes_is_held() -> None:
    left = account("left", "withdrawal", town("t11"), "2017-06-02", "is", known="2017-06-02", source="Dust", side=STATE)
    found = one([capture("army", source="Army Herald", side=ARMY), left])
    assert (found.status, found.side, found.why) == ("held", ARMY, "its own claim, corroborated by others")


@pytest.mark.parametrize("type", ["withdrawal", "surrender", "expulsion"])
def test_what_both_sides_say_is_held_though_neither_is_a_third_party(type: str) -> None:
    """Told without an opponent, by outlets that nobody else ever bore out."""
    by, of = ("is", None) if type != "expulsion" else (None, "is")
    left = account("left", type, town("t11"), "2017-06-02", by, of, known="2017-06-02", source="Dust", side=STATE)
    gained = [capture("army", source="Army Herald", side=ARMY, day=day) for day in ("2017-06-01", "2017-06-02")]
    found = one([*(holds(name, "is", "2017-05-20") for name in ("t11", "t12", "t10")), *gained, left])
    assert (found.status, found.side) == ("held", ARMY)
    assert found.sides[ARMY] > 0.8


def test_a_denied_gain_names_nobody_who_came() -> None:
    found = one([capture("army", source="Monitor", modality="denied")])
    assert (found.status, found.why) == ("unknown", "nobody says who holds it")


def test_a_voice_without_interest_makes_held() -> None:
    found = one([capture("army", "is", source="Monitor"), holds("t11", "army")])
    assert (found.status, found.side, found.why) == ("held", ARMY, "an account by others")


@pytest.mark.parametrize("type", ["withdrawal", "expulsion", "surrender"])
def test_who_left_names_nobody_who_came(type: str) -> None:
    by, of = ("is", None) if type != "expulsion" else (None, "is")
    left = account("left", type, town("t11"), "2017-06-03", by, of, known="2017-06-03", source="M2")
    told = [holds("t11", "is"), left]
    found = one(told, on="2017-06-04")
    assert (found.status, found.unknown_since) == ("unknown", "2017-06-03")
    assert found.why == "nobody says who came"


def test_not_even_in_a_war_of_two_sides_unless_the_text_says_who_came() -> None:
    told = [holds("t11", "is"), account("left", "withdrawal", town("t11"), "2017-06-03", "is", known="2017-06-03")]
    (found,) = Situation(told, Question(on="2017-06-04"), conflicts=[TWO]).control().places
    assert (found.status, found.side) == ("unknown", None)


def test_a_denied_loss_is_the_denier_speaking_in_its_own_interest() -> None:
    denied = account("denied", "capture", town("t11"), "2017-06-02", "army", "is", known="2017-06-02", source="Dust",
                     side=STATE, modality="denied")  # fmt: skip
    taken = [capture("army", "is", source=name) for name in ("Monitor", "Other", "Third")]
    assert one([denied]).status == "unknown"
    found = one([*taken, denied])
    assert found.sides[STATE] < 0.3
    assert {word.told_as for word in found.evidence or ()} >= {"denied"}


@pytest.mark.parametrize("modality", ["predicted", "planned", "possible", "conditional"])
def test_what_is_only_thought_of_changes_nothing(modality: Any) -> None:
    told = [holds("t11", "is"), holds("t22", "army")]
    thought = capture("army", source="Monitor", modality=modality)
    assert one([*told, thought]).sides == one(told).sides


def test_a_denied_gain_of_others_says_nothing_of_who_holds() -> None:
    """Reports that forces retook a place are false, there is no confirmation: by somebody who has no part in it."""
    false = capture("army", "is", source="Monitor", modality="denied")
    assert one([false]).status == "unknown"
    assert one([false]).sides[STATE] < 0.5


def test_a_failed_attack_says_next_to_nothing() -> None:
    told = [holds("t11", "army")]
    failed = account("f", "offensive", town("t11"), "2017-06-02", "army", "is", known="2017-06-02", outcome="failed")
    assert one([*told, failed]).sides[ARMY] == pytest.approx(one(told).sides[ARMY], abs=0.03)
    assert one([*told, failed]).status == "held"


def test_who_shells_a_place_seldom_holds_it_and_colours_nobody() -> None:
    struck = account("s", "shelling", town("t11"), "2017-06-02", "army", "is", known="2017-06-02", source="Monitor")
    found = one([struck, holds("t22", "army"), holds("t33", "is")])
    assert found.status == "unknown"
    assert found.sides[ARMY] < found.sides[STATE]


def test_contradicting_accounts_are_unknown_or_contested_and_say_so() -> None:
    found = one([holds("t11", "army"), account("x", "control", town("t11"), "2017-06-01", "is", known="2017-06-01",
                                               scope="state", source="Other")])  # fmt: skip
    assert found.status in ("contested", "unknown")
    assert found.why == "accounts contradict each other"


# --- never a number that is no number ---------------------------------------------------------------------------------


def test_neither_side_holds_it_is_unknown_and_stays_a_number() -> None:
    actors = (actor("army"), actor("is"))
    neither = account("n", "control", town("t11"), "2017-06-02", actors=actors, polarity="negated", scope="state",
                      known="2017-06-02")  # fmt: skip
    found = Situation([neither, holds("t22", "army")], Question(on="2018-06-03"), conflicts=[TWO]).control()
    assert len(found.places) == 2
    for row in found.places:
        assert all(math.isfinite(chance) for chance in row.sides.values())
        assert row.status == "unknown" or row.name != "t11"


def test_a_figure_that_is_no_number_is_an_error_that_names_the_claim() -> None:
    told = [holds("t11", "army")]
    testimony = Credences(told, Copies({}, {}, ())).testimony
    with pytest.raises(SituationError, match=told[0].claim.id):
        observations(testimony, lambda _: math.nan, {"t11": 0}, {ARMY: 0}, parameters(), evidence())


# --- scope ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "scope"),
    [
        ({"relation": "edge_of"}, "edge"), ({"relation": "around"}, "around"), ({"relation": "part_of"}, "part"),
        ({"relation": "direction_from"}, "direction"), ({"extent": "part"}, "part"), ({"extent": "vague"}, "around"),
        ({"level": "admin1"}, "province"), ({"level": "admin2"}, "district"), ({"level": "natural"}, "natural"),
        ({"level": "region"}, "region"), ({"relation": "along_road"}, "road"), ({"level": "country"}, "country"),
        ({"level": "neighbourhood"}, "neighbourhood"),
    ],
)  # fmt: skip
def test_a_part_or_an_area_says_nothing_of_the_town_of_that_name(more: dict[str, Any], scope: str) -> None:
    part = msgspec.structs.replace(town("t11"), **more)
    told = [capture("army", source="Monitor", where=part), holds("t22", "is")]
    found = ask(told).control()
    assert [row.name for row in found.places] == ["t22"]
    (area,) = found.areas
    assert (area.name, area.scope, area.side) == ("t11", scope, ARMY)


def test_dozens_of_villages_are_not_the_town_that_they_lie_about() -> None:
    from contested.model import Count

    villages = Count(what="settlements", whom=None, low=24, high=None, best=None, approximate=True, mention=None)
    found = ask([capture("army", source="Monitor", counts=(villages,))]).control()
    assert found.places == []
    assert [area.scope for area in found.areas] == ["around"]


def test_places_are_settlements_and_facilities_only() -> None:
    levels = ["settlement", "facility", "admin1", "admin2", "region", "natural", "country", "neighbourhood", "road"]
    told = [capture("army", source=f"M{at}", where=msgspec.structs.replace(town(name), level=level))  # type: ignore[arg-type]
            for at, (name, level) in enumerate(zip(GRID, levels, strict=False))]  # fmt: skip
    found = ask(told).control()
    assert {row.level for row in found.places} == {"settlement", "facility"}
    assert len(found.places) + len(found.areas) == len(levels)


def test_a_withdrawal_towards_a_place_leaves_that_place_alone() -> None:
    """Its last fighters left the town for Raqqa; the terrorists fled towards al-Sukhnah."""
    toward = msgspec.structs.replace(town("t22"), role="toward")
    told = account("w", "withdrawal", None, "2017-06-02", "is", known="2017-06-02", places=(town("t11"), toward))
    assert [row.name for row in ask([told]).control().places] == ["t11"]


def state(type: str, by: str, *, at: int = 0, of: str | None = None) -> Told:
    """How things stand, without a day, in a report of the fifth."""
    return account("r", type, town("t11"), "2017-06-05", by, of, known="2017-06-05", source="Monitor",
                   basis="report_date", scope="state", at=at)  # fmt: skip


@pytest.mark.parametrize(("type", "by", "side"), [("withdrawal", "is", None), ("capture", "army", ARMY)])
def test_who_held_a_place_until_they_lost_it_does_not_hold_it_today(type: str, by: str, side: str | None) -> None:
    """They held it for two years. On Friday they left."""
    lost = account("r", type, town("t11"), "2017-06-02", by, known="2017-06-05", source="Monitor", at=90)
    found = one([state("control", "is"), lost], on="2017-06-05")
    assert (found.side, found.status) == (side, "held" if side else "unknown")


def test_who_holds_a_place_after_a_change_holds_it_today() -> None:
    """On Friday the others said that they had come. They hold it still."""
    said = account("r", "capture", town("t11"), "2017-06-02", "army", known="2017-06-05", source="Monitor")
    found = one([said, state("control", "is", at=90)], on="2017-06-05")
    assert {row.day for row in found.evidence or () if row.told_as == "control"} == {"2017-06-05"}


def test_of_two_words_of_one_voice_the_one_on_who_holds_it_counts() -> None:
    """They still hold it, besieged by others: the siege alone would say less."""
    found = one([state("control", "army", at=90), state("siege", "is", of="army")], on="2017-06-05")
    assert [row.told_as for row in found.evidence or ()] == ["control"]
    assert found.side == ARMY


# --- since, once ------------------------------------------------------------------------------------------------------


def test_held_since_is_the_same_for_every_later_day() -> None:
    told = [holds("t11", "is", "2017-05-20"), capture("army", "is", source="Monitor"), holds("t12", "army"),
            holds("t10", "is", "2017-06-05")]  # fmt: skip
    days = [f"2017-{month:02d}-{day:02d}" for month, day in ((6, 5), (6, 6), (6, 30), (7, 9), (7, 31), (9, 1))]
    assert {(row.side, row.since) for row in (one(told, on=day, as_known="2017-12-31") for day in days)} == {
        (ARMY, "2017-06-02")
    }


def test_it_is_never_earlier_than_the_first_word() -> None:
    found = one([holds("t11", "army", "2017-06-02"), *(holds(name, "army", "2017-01-05") for name in ("t10", "t12"))])
    assert found.since == "2017-06-02"


def test_unknown_since_is_the_same_for_every_later_day() -> None:
    told = [holds("t11", "army", "2017-01-05"), holds("t22", "is", "2017-01-07")]
    rows = [one(told, on=day, as_known="2024-12-31") for day in ("2022-06-01", "2022-06-04", "2023-12-30")]
    assert {row.status for row in rows} == {"unknown"}
    assert len({row.unknown_since for row in rows}) == 1


# --- baselines --------------------------------------------------------------------------------------------------------


def baseline(*stands: tuple[str, str], day: str = "2017-05-01", known: str | None = None, id: str = "b1") -> Baseline:
    rows = [Stand(row=at, place=name, id=None, side=side, lat=GRID[name][0], lon=GRID[name][1])
            for at, (name, side) in enumerate(stands, 1)]  # fmt: skip
    return Baseline(id=id, conflict=None, day=day, known=known or day, source="Survey", licence=None,
                    stands=tuple(rows))  # fmt: skip


def given(told: list[Told], on: str, *baselines: Baseline) -> list[Holding]:
    """The places, with baselines."""
    question = Question(on=on, as_known=on)
    return Situation(told, question, conflicts=[WAR], baselines=baselines).control(evidence=True).places


def test_a_baseline_holds_and_says_so() -> None:
    (found,) = given([], "2017-06-01", baseline(("t11", ARMY)))
    assert (found.status, found.side, found.since, found.why) == ("held", ARMY, "2017-05-01", "a baseline")
    (word,) = found.evidence or ()
    assert (word.claim, word.baseline, word.day, word.known) == (None, "b1", "2017-05-01", "2017-05-01")
    assert (word.says, word.sides) == ("holds", (ARMY,))
    assert found.claims == ()


def test_later_claims_change_it_and_later_baselines_follow() -> None:
    first, later = baseline(("t11", ARMY)), baseline(("t11", REBELS), day="2017-07-01", id="b2")
    taken = capture("is", "army", source="Monitor")
    assert [row.side for row in given([taken], "2017-06-10", first)] == [STATE]
    assert [row.side for row in given([taken], "2017-07-02", first, later)] == [REBELS]


def test_it_is_not_known_before_it_is_known() -> None:
    late = baseline(("t11", ARMY), known="2017-06-05")
    assert given([holds("t22", "is")], "2017-06-04", late)[0].name == "t22"
    assert [row.name for row in given([holds("t22", "is")], "2017-06-06", late)] == ["t11", "t22"]


def test_a_place_that_two_baselines_give_to_two_sides_is_not_held() -> None:
    (found,) = given([], "2017-05-02", baseline(("t11", ARMY)), baseline(("t11", STATE), id="b2"))
    assert found.status != "held"
    assert found.why == "accounts contradict each other"


def test_an_outline_holds_what_lies_in_it() -> None:
    lat, lon = GRID["t11"]
    ring = [[lon - 0.1, lat - 0.1], [lon + 0.1, lat - 0.1], [lon + 0.1, lat + 0.1], [lon - 0.1, lat + 0.1],
            [lon - 0.1, lat - 0.1]]  # fmt: skip
    outline = Stand(row=1, place="", id=None, side=ARMY, lat=None, lon=None,
                    outline={"type": "Polygon", "coordinates": [ring]})  # fmt: skip
    base = msgspec.structs.replace(baseline(), stands=(outline,))
    clash = [account(name, "clash", town(name), "2017-06-02", "army", "is", known="2017-06-02")
             for name in ("t11", "t12")]  # fmt: skip
    assert {row.name: row.side for row in given(clash, "2017-06-03", base)} == {"t11": ARMY}


def test_places_without_coordinates_cost_nothing() -> None:
    nowhere = place("Nowhere")
    assert ask([capture("army", source="Monitor", where=nowhere)]).control().places == []


# --- areas ------------------------------------------------------------------------------------------------------------


def area(name: str, on: str, told: list[Told]) -> Holding:
    return next(row for row in ask(told, on).control(evidence=True).areas if row.name == name)


def test_who_lost_a_place_does_not_go_on_holding_its_edge_by_old_word() -> None:
    edge = msgspec.structs.replace(town("t11"), relation="edge_of", extent="part")
    told = [account("edge", "control", edge, "2017-06-01", "is", known="2017-06-01", source="Monitor")]
    assert area("t11", "2017-06-01", told).status == "held"
    told.append(capture("army", "is", source="Monitor"))
    found = area("t11", "2017-06-03", told)
    assert found.status != "held"
    assert {word.says for word in found.evidence or ()} == {"holds"}


def test_some_villages_in_an_area_are_not_the_area() -> None:
    part = msgspec.structs.replace(town("t11"), relation="part_of", extent="part")
    told = [account("villages", "capture", part, "2017-06-01", "army", "is", known="2017-06-01", source="Monitor",
                    counts=(settlements(24),))]  # fmt: skip
    assert area("t11", "2017-06-01", told).status == "unknown"


def settlements(number: int) -> Count:
    return Count(what="settlements", whom=None, low=number, high=number, best=number, approximate=False, mention=None)


# --- baselines: what a place is called --------------------------------------------------------------------------------


def test_a_place_is_called_as_the_users_own_map_does() -> None:
    spot = town("t11")
    stand = Stand(row=1, place="Tee Eleven", id=spot.id, side=ARMY, lat=spot.lat, lon=spot.lon)
    mine = msgspec.structs.replace(baseline(), stands=(stand,))
    assert one([holds("t11", "is", "2017-05-01")], "Tee Eleven", baselines=[mine]).id == spot.id


def test_a_town_is_not_the_base_beside_it() -> None:
    base = msgspec.structs.replace(town("t11"), level="facility", name="t11 airbase")
    told = [account("base", "control", base, "2017-06-01", "is", known="2017-06-01", source="Monitor")]
    found = ask(told, baselines=[baseline(("t11", ARMY))]).control().places
    assert {one.name for one in found} == {"t11", "t11 airbase"}
