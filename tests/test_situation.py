"""The situation of the packaged examples on days that are documented: what is held when, as known when."""

from __future__ import annotations

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
    assert found is None or found.sides["syrian-government"] < 0.5


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


def test_a_pocket_ends_when_its_place_is_taken(maskanah: tuple[Told, ...]) -> None:
    assert "Maskanah" not in [one.name for one in ask(maskanah, "2017-06-06").pockets()]


def test_fronts_lie_between_places_of_two_sides(maskanah: tuple[Told, ...]) -> None:
    for front in ask(maskanah, "2017-06-06").fronts():
        assert len(set(front.sides)) == 2
        assert 0.25 <= front.certainty <= 1
        assert front.length_km > 0
        assert len(front.places) >= 2
