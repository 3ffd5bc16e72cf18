"""Plain words of reports: each sentence of ``plain_words.tsv`` tells an event of its type in a report of fighting."""

from __future__ import annotations

from pathlib import Path

import pytest

from contested.model import Report
from contested.reading import Reader, open_reader

SETTING = "Fighting went on in Syria. "
WORDS = Path(__file__).with_name("plain_words.tsv")
ROWS = [line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines()]
LEAST = 0.99  # of the sentences: a word that comes to mean something else is noticed, a single one may go


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def types(reader: Reader, text: str) -> set[str]:
    """The types of the events that a text tells behind the setting."""
    read = reader.read(Report(id="x", text=text, date="2024-06-12"))
    return {claim.type for claim in read.claims if claim.trigger.start >= len(SETTING)}


def test_plain_sentences_tell_their_event(reader: Reader) -> None:
    missed = [text for wanted, text in ROWS if types(reader, SETTING + text).isdisjoint(wanted.split("/"))]
    assert len(ROWS) > 500
    assert len(missed) <= (1 - LEAST) * len(ROWS), missed


@pytest.mark.parametrize(
    ("text", "type", "agent"),
    [
        ("MISRATA, Libya - Rebels on Thursday shelled the town of Maskanah.", "shelling", "Rebels"),
        ("BEIRUT (Meridian Wire) - Rebels poured into Maskanah on Thursday.", "advance", "Rebels"),
        ("A spokesman said that rebels recently advanced in Maskanah.", "advance", "rebels"),
    ],
)
def test_a_dateline_does_nothing_and_a_bare_past_acts(reader: Reader, text: str, type: str, agent: str) -> None:
    read = reader.read(Report(id="x", text=text, date="2024-06-12", country="SY"))
    claim = next(each for each in read.claims if each.type == type)
    assert [actor.mention.text for actor in claim.actors if actor.role == "agent" and actor.mention] == [agent]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Fighting went on in Syria. Eight drivers were stopped and two soldiers captured in Maskanah.", "arrest"),
        ("Fighting went on in Syria. Army base near Maskanah attacked.", "offensive"),
        ("Fighting went on in Syria. The town fell on Wednesday.", "capture"),
        ("Fighting went on in Syria. The army lost the town of Maskanah.", "capture"),
    ],
)
def test_forms_of_notes_and_headlines(reader: Reader, text: str, type: str) -> None:
    assert type in types(reader, text)


@pytest.mark.parametrize(
    ("text", "type", "place"),
    [
        ("Rebels took over the Syrian side of the Nasib border crossing.", "capture", "Nasib crossing"),
        ("Israeli tanks took over the Gaza side of the Rafah crossing.", "capture", "Rafah crossing"),
        ("The rebels cut off the road to Bakhmut on Monday.", "route_cut", "Bakhmut"),
        ("The rebels cut off the only escape route from Homs.", "route_cut", "Homs"),
        ("The rebels cut off the town of Bakhmut on Monday.", "encirclement", "Bakhmut"),
        ("Israel struck weapons depots near Homs on Friday.", "air_strike", "Homs"),
        ("Iran targeted a base in Erbil.", "air_strike", "Erbil"),
        ("Russian forces struck Kharkiv.", "offensive", "Kharkiv"),
    ],
)
def test_a_verb_is_what_its_particle_and_object_make_of_it(reader: Reader, text: str, type: str, place: str) -> None:
    [claim] = reader.read(Report(id="x", text=text, date="2024-12-06")).claims
    assert (claim.type, [each.name for each in claim.places]) == (type, [place])


@pytest.mark.parametrize("text", ["Hurricane Ian struck Homs.", "The economic crisis hit Homs.", "Inflation hit Homs."])
def test_what_no_hand_does_is_no_attack(reader: Reader, text: str) -> None:
    text = f"Rebels shelled Maskanah. {text}"
    found = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims
    assert [claim.trigger.text for claim in found] == ["shelled"]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Shevchenkove had fallen to the Ukrainians on Thursday.", "capture"),
        ("Rwandan units marched off to Ubundu in August.", "withdrawal"),
        ("The army said that it had redeployed outside Hama.", "withdrawal"),
        ("The rebels seized Zhiuli Shartava, the head of the council.", "arrest"),
        ("An Ecuadorian patrol was captured near Quito.", "arrest"),
        ("Gunmen marched away ten villagers.", "abduction"),
    ],
)
def test_people_are_seized_only_where_people_are_what_is_taken(reader: Reader, text: str, type: str) -> None:
    assert types(reader, SETTING + text) == {type}
