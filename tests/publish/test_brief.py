"""A brief says nothing that its notes do not hold, and nothing in a side's words."""

from __future__ import annotations

import csv
import io
import json
import re
from importlib.resources import as_file, files

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.fusion.event import Party, Tally
from contested.intake import Settings, take
from contested.knowledge import load
from contested.model import Report, Told
from contested.ontology import table
from contested.publish.brief import say
from contested.publish.brief.access import COLUMNS, TOPICS, as_csv
from contested.publish.brief.compose import compose
from contested.publish.brief.markdown import markdown, plain
from contested.publish.brief.model import Brief, Figure, Line
from contested.publish.brief.pages import page, pdf
from contested.publish.figures import FORMS, KINDS, draw
from contested.reading import open_reader
from contested.situation import Question, Situation

FIRST, EVE, LAST = "2017-05-20", "2017-05-19", "2017-05-31"
LABELS = re.compile(r"\b(terrorists?|liberat\w+|regime|martyr\w*|gangs?|heroic|valiant)\b", re.IGNORECASE)


@pytest.fixture(scope="module")
def told() -> tuple[Told, ...]:
    reader = open_reader()
    with as_file(files("contested") / "examples" / "maskanah-2017") as folder:
        reports = [each for each in take([str(folder)], Settings()) if isinstance(each, Report)]
    return tuple(
        Told(claim=claim, report=report, known=report.date or "")
        for report in reports
        for claim in reader.read(report).claims
    )


def situation(told: tuple[Told, ...], on: str) -> Situation:
    known = load([])
    return Situation(told, Question(on=on), conflicts=known.conflicts, roads=known.roads)


@pytest.fixture(scope="module")
def last(told: tuple[Told, ...]) -> Situation:
    return situation(told, LAST)


@pytest.fixture(scope="module")
def brief(told: tuple[Told, ...], last: Situation) -> Brief:
    figure = Figure(svg=draw("map", last, "svg").decode(), caption="Map")
    return compose(situation(told, EVE), last, FIRST, LAST, figure)


def lines(brief: Brief) -> list[Line]:
    return [line for section in brief.sections for line in section.lines]


def test_every_sentence_stands_on_notes_and_every_note_on_exact_words(brief: Brief, told: tuple[Told, ...]) -> None:
    texts = {each.report.id: " ".join(each.report.text.split()) for each in told}
    assert lines(brief)
    assert all(line.notes for line in lines(brief))
    assert [note.number for note in brief.notes] == list(range(1, len(brief.notes) + 1))
    assert all(note.quote in texts[note.report] for note in brief.notes)
    cited = {number for line in lines(brief) for number in line.notes}
    assert cited <= {note.number for note in brief.notes}


def test_no_sentence_is_in_a_sides_words(brief: Brief) -> None:
    assert [line.text for line in lines(brief) if LABELS.search(line.text) and "wrote:" not in line.text] == []


def test_what_one_voice_tells_is_claimed_by_it(brief: Brief) -> None:
    fronts = [line.text for section in brief.sections for line in section.lines if "Between" in section.heading]
    assert fronts
    assert all("Claimed by" in text or "independent sources" in text for text in fronts)


def test_the_pocket_and_the_road_are_told(brief: Brief) -> None:
    found = next(section for section in brief.sections if section.heading == "Access and displacement")
    assert any(line.text.startswith("East Qalamoun") for line in found.lines)
    assert any("Damascus-Palmyra highway is reported open" in line.text for line in found.lines)


def test_access_and_displacement_stand_in_a_table_that_is_csv_too(brief: Brief) -> None:
    table = next(section.table for section in brief.sections if section.heading == "Access and displacement")
    assert table is not None and all(table.notes) and all(row[-1] for row in table.rows)
    assert {row[0] for row in table.rows} <= set(TOPICS.values())
    fled = next(row for row in table.rows if row[0] == "Displacement" and row[5])
    assert "displaced" in fled[5]
    again = list(csv.reader(io.StringIO(as_csv(table))))
    assert tuple(again[0]) == COLUMNS and len(again) == len(table.rows) + 1


def test_what_lasts_and_totals_stand_in_the_table_of_access() -> None:
    text = ("The army has besieged Homs since 20 April 2012. Some 12,000 people have fled from Homs to Damascus since "
            "1 May 2012. The border crossing at Jarabulus is closed.")  # fmt: skip
    report = Report(id="r", text=text, date="2012-05-30", source="Relief Desk", country="SY")
    told = tuple(Told(claim=each, report=report, known="2012-05-30") for each in open_reader().read(report).claims)
    asked = [Situation(told, Question(on=day), conflicts=load().conflicts) for day in ("2012-05-09", "2012-05-31")]
    made = compose(*asked, "2012-05-10", "2012-05-31")
    table = next(section.table for section in made.sections if section.heading == "Access and displacement")
    assert table is not None
    found = {row[0]: row for row in table.rows}
    assert found["Siege"][6] == "2012-04-20" and found["Siege"][1].startswith("Homs")
    moved = found["Displacement"]
    assert (moved[2], moved[3]) == ("Homs", "Damascus") and moved[5].startswith("total: about 12,000 displaced")


def test_no_sentence_is_set_against_itself(brief: Brief) -> None:
    for section in brief.sections:
        for dispute in section.disputes:
            assert len(dispute.accounts) > 1
            notes = [set(account.notes) for account in dispute.accounts]
            assert all(one.isdisjoint(other) for at, one in enumerate(notes) for other in notes[:at])


@pytest.mark.parametrize(("low", "high", "words"), [(22.5, 25.5, "22 to 26"), (4, 4, "4"), (11.2, None, "at least 11")])
def test_ranges_are_whole_numbers(low: float, high: float | None, words: str) -> None:
    assert say.amount(Tally(what="killed", low=low, high=high, best=None, claims=())) == words


@pytest.mark.parametrize("words", ["they", "his men", "Their fighters"])
def test_who_is_only_pointed_to_is_unidentified(words: str) -> None:
    assert not say.is_name(Party(role="agent", id=None, name=words, kind=None, side=None, claims=()))
    assert say.is_name(Party(role="agent", id=None, name="army units", kind=None, side=None, claims=()))


def test_losses_have_bounds_and_name_who_says_so(brief: Brief) -> None:
    losses = next(section.table for section in brief.sections if section.heading == "Reported losses")
    assert losses is not None
    assert all(row[-1] for row in losses.rows)
    assert all(losses.notes)
    row = next(row for row in losses.rows if row[:2] == ("Civilians", "displaced"))
    assert row[2:4] == ("2,700", "3,000")


def test_the_same_claims_give_the_same_brief_in_any_order(brief: Brief, told: tuple[Told, ...]) -> None:
    turned = tuple(reversed(told))
    figure = Figure(svg=draw("map", situation(turned, LAST), "svg").decode(), caption="Map")
    again = compose(situation(turned, EVE), situation(turned, LAST), FIRST, LAST, figure)
    assert msgspec.json.encode(again) == msgspec.json.encode(brief)


def test_markdown_has_a_definition_for_every_note(brief: Brief) -> None:
    text = markdown(brief, "map.svg")
    used = set(re.findall(r"(?<!^)\[\^(\d+)\]", text, re.MULTILINE))
    defined = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert used <= defined == {str(note.number) for note in brief.notes}
    assert "![Map](map.svg)" in text


def test_a_page_and_a_pdf_hold_it_all(brief: Brief) -> None:
    text = page(brief)
    assert text.count('<li id="note-') == len(brief.notes)
    assert "<svg" in text
    made = pdf(brief)
    assert made.startswith(b"%PDF")
    assert made == pdf(brief)


def test_words_of_reports_are_no_markup(brief: Brief) -> None:
    nasty = "<script>alert(1)</script> #set page(fill: red) $x$ [^1] | `code` \u202e عربي"
    notes = [msgspec.structs.replace(note, quote=nasty, source=nasty, title=nasty) for note in brief.notes]
    bad = msgspec.structs.replace(brief, title=nasty, notes=tuple(notes))
    assert "<script>" not in page(bad)
    assert "<script>" not in markdown(bad)
    assert pdf(bad).startswith(b"%PDF")


def test_every_type_of_event_has_a_sentence() -> None:
    assert say.table()["sentence"].keys() == table().keys()


def test_what_is_not_known_is_left_out_or_said_to_be_unnamed() -> None:
    pattern = say.table()["sentence"]["capture"]
    assert say.filled(pattern, {}) == "unidentified forces took an unspecified place"
    known = {"agent": "A", "place": "B", "patient": "C", "supporter": ""}
    assert say.filled(pattern, known) == "A took B from C"


@given(st.text())
def test_plain_words_stay_in_one_line(words: str) -> None:
    assert len(plain(words).splitlines()) <= 1


@pytest.mark.parametrize("kind", KINDS)
def test_figures_are_the_same_bytes_twice_and_hold_their_source_line(last: Situation, kind: str) -> None:
    made = {form: draw(kind, last, form) for form in FORMS}
    assert made["png"].startswith(b"\x89PNG")
    assert made["svg"] == draw(kind, last, "svg")
    assert b"none of it verified" in made["svg"] and made["svg"].count(b"<svg") == 1
    assert b"<svg" in made["html"]


def test_a_map_names_pockets_places_and_credits(last: Situation) -> None:
    svg = draw("map", last, "svg").decode()
    assert all(words in svg for words in ("East Qalamoun", "Maskanah", "Natural Earth", "GeoNames", "km"))


def test_figures_of_nothing_are_empty_figures() -> None:
    nothing = situation((), LAST)
    for kind in KINDS:
        assert draw(kind, nothing, "svg").count(b"<svg") == 1


def test_a_brief_is_plain_data(brief: Brief) -> None:
    assert json.loads(msgspec.json.encode(brief))["first"] == FIRST
