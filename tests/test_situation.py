"""The situation of the packaged examples on days that are documented: what is held when, as known when."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import as_file, files

import pytest

from contested.intake import Settings, take
from contested.knowledge import load
from contested.model import Report, Told
from contested.reading import open_reader
from contested.situation import Holding, Question, Situation

KNOWN = load([])


def told(example: str) -> tuple[Told, ...]:
    """The claims of a packaged example."""
    reader = open_reader()
    with as_file(files("contested") / "examples" / example) as folder:
        reports = [each for each in take([str(folder)], Settings()) if isinstance(each, Report)]
    return tuple(
        Told(claim=claim, report=report, known=report.date or "")
        for report in reports
        for claim in reader.read(report).claims
    )


@pytest.fixture(scope="module")
def maskanah() -> tuple[Told, ...]:
    return told("maskanah-2017")


def ask(told: tuple[Told, ...], on: str, as_known: str | None = None) -> Situation:
    """The situation on a day; as known on that day where nothing else is said."""
    question = Question(on=on, as_known=as_known or on)
    return Situation(told, question, conflicts=KNOWN.conflicts, roads=KNOWN.roads)


def place(situation: Situation, name: str) -> Holding | None:
    """How one place stands."""
    return next((one for one in situation.control().places if one.name == name), None)


@pytest.mark.parametrize("on", ["2017-05-30", "2017-05-31", "2017-06-03"])
def test_maskanah_is_not_the_governments_before_it_is_taken(maskanah: tuple[Told, ...], on: str) -> None:
    found = place(ask(maskanah, on), "Maskanah")
    assert found is None or found.side != "syrian-government"


def test_maskanah_was_not_the_governments_the_day_before_as_it_was(maskanah: tuple[Told, ...]) -> None:
    found = place(ask(maskanah, "2017-06-03", "2017-06-06"), "Maskanah")
    assert found is not None and found.sides["syrian-government"] < 0.5
    found = place(ask(maskanah, "2017-06-04", "2017-06-06"), "Maskanah")
    assert found is not None and found.side == "syrian-government"


def test_maskanah_is_the_governments_once_others_confirm_it(maskanah: tuple[Told, ...]) -> None:
    found = place(ask(maskanah, "2017-06-06"), "Maskanah")
    assert found is not None
    assert (found.side, found.status) == ("syrian-government", "held")


def test_the_war_is_found_from_the_sides_that_are_named(maskanah: tuple[Told, ...]) -> None:
    assert ask(maskanah, "2017-06-06").control().conflict == "syria"


def test_every_claim_behind_a_place_is_explained(maskanah: tuple[Told, ...]) -> None:
    situation = ask(maskanah, "2017-06-06")
    known = {each.claim.id for each in maskanah}
    for one in situation.control(evidence=True).places:
        assert one.evidence is not None
        assert {word.claim for word in one.evidence} <= set(one.claims) <= known
        assert all(word.why and 0 < word.credence < 1 for word in one.evidence)
        assert abs(sum(one.sides.values()) - 1) < 0.01


def test_the_pocket_appears_when_reports_say_that_it_closed(maskanah: tuple[Told, ...]) -> None:
    assert ask(maskanah, "2017-05-24").pockets() == []
    closed = next(one for one in ask(maskanah, "2017-05-26").pockets() if one.name == "East Qalamoun")
    assert (closed.side, closed.surrounded_by) == ("syrian-opposition", ("syrian-government",))
    assert closed.since in ("2017-05-25", "2017-05-26")
    assert closed.area_km2 > 100
    assert closed.claims
    (row,) = (one for one in ask(maskanah, "2017-05-26").control().areas if one.name == "East Qalamoun")
    assert (row.scope, row.surrounded_by) == ("region", ("syrian-government",))


def test_the_failed_attack_changes_nothing(maskanah: tuple[Told, ...]) -> None:
    before, after = (ask(maskanah, day) for day in ("2017-05-26", "2017-05-27"))
    assert "East Qalamoun" in [one.name for one in after.pockets()]
    found = place(after, "al-Rahba")
    assert found is None or found.side == "syrian-government"
    held = {one.name: one.side for one in before.control().places if one.status == "held"}
    assert held.items() <= {one.name: one.side for one in after.control().places}.items()


def test_the_road_from_damascus_to_palmyra_turns_open(maskanah: tuple[Told, ...]) -> None:
    name = "Damascus-Palmyra highway"
    before = [one for one in ask(maskanah, "2017-05-23").routes() if one.name == name and one.status == "open"]
    assert before == []
    opened = next(one for one in ask(maskanah, "2017-05-27").routes() if one.name == name)
    assert (opened.side, opened.status) == ("syrian-government", "open")
    assert opened.since in ("2017-05-25", "2017-05-26")
    assert opened.claims


def test_words_about_a_part_of_a_place_hold_none_of_it(maskanah: tuple[Told, ...]) -> None:
    held = {one.name for one in ask(maskanah, "2017-06-06").control().places if one.status == "held"}
    assert "Aleppo" not in held and "Raqqa" not in held
    assert {"Maskanah", "Jirah airbase"} <= held


def test_a_pocket_ends_when_its_place_is_taken(maskanah: tuple[Told, ...]) -> None:
    assert "Maskanah" not in [one.name for one in ask(maskanah, "2017-06-06").pockets()]


def test_fronts_lie_between_places_of_two_sides(maskanah: tuple[Told, ...]) -> None:
    for front in ask(maskanah, "2017-06-06").fronts():
        assert len(set(front.sides)) == 2
        assert 0.25 <= front.certainty <= 1
        assert front.length_km > 0
        assert len(front.places) >= 2


# --- Kharkiv and Lyman, September and October 2022: documented days of capture ---------------------------------------


@pytest.fixture(scope="module")
def kharkiv() -> tuple[Told, ...]:
    return told("kharkiv-2022")


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("Balakliya", "2022-09-07", "2022-09-11"),
        ("Kupyansk", "2022-09-09", "2022-09-11"),
        ("Izyum", "2022-09-09", "2022-09-11"),
        ("Lyman", "2022-09-30", "2022-10-03"),
    ],
)
def test_towns_change_hands_as_known(kharkiv: tuple[Told, ...], name: str, before: str, after: str) -> None:
    was, now = place(ask(kharkiv, before), name), place(ask(kharkiv, after), name)
    assert was is not None and (was.side, was.status) == ("russia-and-allies", "held")
    assert now is not None and (now.side, now.status) == ("ukraine", "held")


@pytest.mark.parametrize(
    ("name", "taken"),
    [("Balakliya", "2022-09-08"), ("Kupyansk", "2022-09-10"), ("Izyum", "2022-09-10"), ("Lyman", "2022-10-01")],
)
def test_towns_change_hands_on_the_documented_day_as_it_was(kharkiv: tuple[Told, ...], name: str, taken: str) -> None:
    found = place(ask(kharkiv, "2022-10-03"), name)
    assert found is not None
    assert abs(date.fromisoformat(found.since) - date.fromisoformat(taken)) <= timedelta(days=2)
    day_before = str(date.fromisoformat(taken) - timedelta(days=1))
    was = place(ask(kharkiv, day_before, "2022-10-03"), name)
    assert was is not None and was.side == "russia-and-allies"


def test_a_premature_claim_is_not_believed(kharkiv: tuple[Told, ...]) -> None:
    when_told, when_denied = (place(ask(kharkiv, day), "Lyman") for day in ("2022-09-26", "2022-09-28"))
    assert when_told is not None and when_told.status != "held"
    assert when_denied is not None and (when_denied.side, when_denied.status) == ("russia-and-allies", "held")


def test_the_ring_around_lyman_stands_until_the_town_is_taken(kharkiv: tuple[Told, ...]) -> None:
    assert [one.name for one in ask(kharkiv, "2022-09-28").pockets() if one.basis != "derived"] == []
    ring = next(one for one in ask(kharkiv, "2022-09-30").pockets() if one.name == "Lyman")
    assert (ring.side, ring.surrounded_by, ring.since) == ("russia-and-allies", ("ukraine",), "2022-09-30")
    assert "Lyman" not in [one.name for one in ask(kharkiv, "2022-10-03").pockets()]


def test_as_it_was_knows_more_than_as_known(kharkiv: tuple[Told, ...]) -> None:
    known, was = (place(ask(kharkiv, "2022-09-08", then), "Balakliya") for then in ("2022-09-08", "2022-10-03"))
    assert known is not None and was is not None
    assert was.sides["ukraine"] > known.sides["ukraine"]


def test_another_day_of_the_same_claims_is_as_if_it_was_asked_for_anew(maskanah: tuple[Told, ...]) -> None:
    last = Situation(maskanah, conflicts=KNOWN.conflicts, roads=KNOWN.roads)
    assert last.control().places
    for on in ("2017-05-12", "2017-05-27"):
        anew = Situation(maskanah, Question(on=on), conflicts=KNOWN.conflicts, roads=KNOWN.roads)
        other = last.again(on)
        assert other.control() == anew.control()
        assert other.pockets() == anew.pockets()
        assert other.fronts() == anew.fronts()
    assert last.control().on == "2017-06-06"


def test_an_earlier_day_as_known_then_is_as_if_it_was_asked_for_anew(maskanah: tuple[Told, ...]) -> None:
    last = Situation(maskanah, conflicts=KNOWN.conflicts, roads=KNOWN.roads)
    assert last.conflict is not None
    for on in ("2017-05-12", "2017-05-27", "2017-06-05"):
        question = Question(on=on, as_known=on, conflict=last.conflict.id)
        anew = Situation(maskanah, question, conflicts=KNOWN.conflicts, roads=KNOWN.roads)
        other = last.earlier(on)
        assert other.control(evidence=True) == anew.control(evidence=True)
        assert other.pockets() == anew.pockets()
        assert other.fronts() == anew.fronts()
        assert other.routes() == anew.routes()


def test_a_state_reckoned_for_some_days_says_of_each_what_is_said_of_it_alone(maskanah: tuple[Told, ...]) -> None:
    days = ("2017-05-12", "2017-05-27", "2017-06-06")
    over = Situation(maskanah, conflicts=KNOWN.conflicts, roads=KNOWN.roads).over(days)
    state = over.state
    for on in days:
        asked = Situation(maskanah, Question(on=on), conflicts=KNOWN.conflicts, roads=KNOWN.roads).control().places
        told = over.again(on)
        assert told.state is state
        found = told.control().places
        assert [(one.id, one.side, one.status) for one in found] == [(one.id, one.side, one.status) for one in asked]
        assert all(
            one.sides[side] == pytest.approx(other.sides[side], abs=1e-3)
            for one, other in zip(found, asked, strict=True)
            for side in one.sides
        )
