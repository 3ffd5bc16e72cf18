"""Whether a report is of armed conflict or of another matter that is told in words of war."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader
from contested.reading.explain import events
from contested.reading.subject import USUAL, score, share
from contested.reading.tokens import tokenise

GOLD = Path(__file__).resolve().parents[1] / "gold" / "other_matters"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


@pytest.mark.parametrize(
    "text",
    [
        "The striker shot wide in the penalty shoot-out as the visitors attacked, and the goalkeeper saved the title.",
        "The jury heard that the defendant shot the victim; the prosecution said the trial would go on.",
        "The hurricane made landfall and killed three people; forecasters expect flooding as the storm advances.",
        "Shares fell as the company fought a hostile takeover bid and investors fled the market, analysts said.",
        "The rain swept away the spillway; soldiers were sent to clear the roads, and dozens were killed upstream.",
        "In chapter two of the expansion your squad captures a tower and shells the enemy's fort; the beta was harder.",
        "Lionesses attacked the cubs at the waterhole, and the old male was driven out of the thicket and killed.",
        "A locomotive and two carriages derailed at a level-crossing; eight people were killed and twelve wounded.",
    ],
)
def test_other_matters_are_silent(reader: Reader, text: str) -> None:
    assert reader.read(Report(id="x", text=text, date="2017-05-30")).claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shot down a drone over Aleppo, and the army shelled the stadium.",
        "The court said that the army had shelled the town of Maskanah and killed 12 civilians.",
        "After the flood rebels attacked a river port near Raqqa, killing two soldiers.",
        "Doctors at the hospital said the patient was wounded when the army shelled the village.",
        "Gunmen attacked a train and took farmers from the market; a nurse was killed.",
        "Heavy rain did not stop the rebels, who stormed a barracks by the river and captured the town of Maskanah.",
    ],
)
def test_war_among_other_words_is_told(reader: Reader, text: str) -> None:
    assert reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims != ()


def told(reader: Reader, name: str) -> dict[str, tuple[Claim, ...]]:
    """The claims of each text of a file."""
    rows = [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]
    return {row["id"]: reader.read(Report(id=row["id"], text=row["text"], date=row["date"])).claims for row in rows}


@pytest.mark.parametrize(
    ("name", "texts", "most"), [("newspaper.jsonl", 60, 6), ("wire.jsonl", 60, 16), ("soldiers.jsonl", 30, 40)]
)
def test_texts_of_other_matters_are_silent(reader: Reader, name: str, texts: int, most: int) -> None:
    """Texts written before it was run on them (at first nothing, 26 and 56 claims of the three)."""
    found = told(reader, name)
    assert len(found) == texts
    assert sum(map(len, found.values())) <= most, [claim.quote.text for claims in found.values() for claim in claims]


def test_short_notes_of_war_are_told(reader: Reader) -> None:
    """Sixty notes of one to three sentences, of a thousand years (at first 53 of them told something)."""
    found = told(reader, "war_notes.jsonl")
    assert sum(map(bool, found.values())) >= 53, [at for at, claims in found.items() if not claims]


def test_war_beside_other_matters_is_told(reader: Reader) -> None:
    """Twenty texts of war beside disasters, trials, sport (19 of them told something at first, and since)."""
    found = told(reader, "war_beside.jsonl")
    assert sum(map(bool, found.values())) >= 19, [at for at, claims in found.items() if not claims]


@pytest.mark.parametrize(
    "text",
    [
        "Fighters of the Ostmark Liberation Army stormed a barracks in Velden at dawn, killing nine soldiers. The army "
        "shelled the hills above the town and residents fled.",
        "Two people were killed when gunmen fired on a bus near Korvat, the governor said. No group has claimed it.",
        "A gunman shot the ambassador dead at an exhibition; police killed him after an hour. The minister "
        "spoke of terrorism.",
        "Soldiers fought drug hitmen for two hours at a house in the port, where two grenades were thrown; 18 died.",
    ],
)
def test_a_war_that_nobody_has_taught_it_is_one(reader: Reader, text: str) -> None:
    assert reader.subject.is_war(tokenise(text), ())


def test_names_count_for_nothing(reader: Reader) -> None:
    text = "The orchestra of {} opened the season with a new symphony, and the choir sang to a full hall."
    features = [list(reader.subject.features(tokenise(text.format(name)), ())) for name in ("Aleppo", "Salzburg")]
    assert features[0] == features[1]


def test_a_long_text_is_not_surer_than_its_words() -> None:
    weights = {"word: army": 1.0, "base": -2.0}
    few = ["base", "word: army"]
    assert score(weights, few) == -1.0
    many = [*few, *(f"word: w{i}" for i in range(4 * USUAL - 1))]
    assert score(weights, many) == -1.5
    assert share(1) == share(USUAL) == 1.0
    assert share(4 * USUAL) == 0.5


def test_it_says_why_nothing_is_read(reader: Reader) -> None:
    text = "The jury heard that the defendant shot the victim; the prosecution said the trial would go on."
    told = list(events(reader, Report(id="x", text=text, date="2017-05-30")))
    assert told[0] == "the text is about another matter than armed conflict, so no event is read from it"
    assert told[1].startswith("  against: words of one other matter")
    assert told[2].startswith("  for: ")
