"""One event told in every way that grammar allows: each verb of the table, active and passive, alone and in company.

The sentences are made from the table itself, so that a new verb is tested when its row is added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader
from contested.reading.lexicon import PARTICIPLE, PAST

TAKEN = frozenset(("capture", "shelling", "air_strike", "offensive", "encirclement", "siege", "raid", "destruction"))
SETTING = "Fighting went on in Syria. "
PLAIN = "Rebels {past} the town of Maskanah on Monday."
VOICES = {
    "passive": "The town of Maskanah was {participle} by rebels on Monday.",
    "perfect": "Rebels have {participle} the town of Maskanah.",
    "relative": "Rebels, who {past} the town of Maskanah on Monday, denied it.",
    "relative of the object": "The town of Maskanah, which rebels {past} on Monday, lies in ruins.",
    "reduced relative": "The town of Maskanah, {participle} by rebels on Monday, lies in ruins.",
    "coordinated": "Rebels crossed the river and {past} the town of Maskanah.",
    "coordinated passive": "The town of Maskanah was surrounded and {participle} by rebels.",
    "participle": "Rebels, having {participle} the town of Maskanah, withdrew to Aleppo.",
    "subordinate": "The army fled after rebels {past} the town of Maskanah.",
    "said": "Activists said that rebels {past} the town of Maskanah.",
}
LEAST = 0.95  # of the verbs that the plain clause is read with


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, text: str) -> list[Claim]:
    report = Report(id="x", text=text, date="2017-05-30", country="SY")
    return list(reader.read(report).claims)


def verbs(reader: Reader) -> Iterator[tuple[str, str]]:
    """The past and the participle of each transitive verb that alone names an event that a town can suffer."""
    lexicon = reader.lexicon
    past: dict[str, str] = {}
    participle: dict[str, str] = {}
    for form, lemmas in sorted(lexicon.forms.items()):
        bits = lexicon.words.get(form, 0)
        for lemma in lemmas:
            if bits & PAST:
                past.setdefault(lemma, form)
            if bits & PARTICIPLE:
                participle.setdefault(lemma, form)
    for lemma, senses in sorted(lexicon.verbs.items()):
        types = {lexicon.triggers[each.trigger].type for each in senses if each.trigger is not None and not each.rest}
        if types & TAKEN and lexicon.transitive.get(lemma, False) and lemma in past and lemma in participle:
            yield past[lemma], participle[lemma]


def told(reader: Reader, sentence: str, words: tuple[str, str], types: set[str]) -> bool:
    """Whether a sentence tells that rebels did it to Maskanah."""
    for claim in claims(reader, SETTING + sentence):
        agent = any(actor.role == "agent" and "ebels" in actor.name for actor in claim.actors)
        there = any(place.name == "Maskanah" for place in claim.places)
        if claim.type in types and claim.trigger.text.lower() in words and agent and there:
            return True
    return False


def test_every_voice_tells_the_same_event(reader: Reader) -> None:
    fallen: dict[str, list[str]] = defaultdict(list)
    known = 0
    for past, participle in verbs(reader):
        plain = PLAIN.format(past=past, participle=participle)
        types = {claim.type for claim in claims(reader, SETTING + plain) if claim.trigger.text == past}
        if not types or not told(reader, plain, (past, participle), types):
            continue
        known += 1
        for voice, form in VOICES.items():
            if not told(reader, form.format(past=past, participle=participle), (past, participle), types):
                fallen[voice].append(participle)
    assert known > 60
    assert {voice: words for voice, words in fallen.items() if len(words) > (1 - LEAST) * known} == {}


LOSSES = (
    "Rebels killed 12 soldiers in Maskanah.",
    "Twelve soldiers were killed by rebels in Maskanah.",
    "In Maskanah, rebels killed twelve soldiers.",
    "Rebels entered Maskanah, killing 12 soldiers.",
    "Rebels, who killed 12 soldiers in Maskanah, withdrew.",
    "Rebels said that they had killed 12 soldiers in Maskanah.",
    "Rebels claimed to have killed 12 soldiers in Maskanah.",
    "The 12 soldiers killed by rebels in Maskanah were buried.",
)


@pytest.mark.parametrize("text", LOSSES)
def test_losses_are_those_of_whom_they_befell(reader: Reader, text: str) -> None:
    claim = next(each for each in claims(reader, text) if each.type == "casualties")
    assert [count.best for count in claim.counts] == [12.0]
    assert [actor.kind for actor in claim.actors if actor.role == "patient"] == ["state_forces"]
    assert ["rebels" in actor.name.lower() for actor in claim.actors if actor.role == "agent"] == [True]
    assert [place.name for place in claim.places] == ["Maskanah"]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Rebels launched an attack on Maskanah.", "offensive"),
        ("An attack on Maskanah was launched by rebels.", "offensive"),
        ("Rebels carried out an attack on Maskanah.", "offensive"),
        ("The town of Maskanah came under attack from rebels.", "offensive"),
        ("Rebels gained control of Maskanah.", "capture"),
        ("Maskanah fell to rebels.", "capture"),
        ("Control of Maskanah was gained by rebels.", "capture"),
        ("Rebels drove the army out of Maskanah.", "expulsion"),
        ("The army was driven out of Maskanah by rebels.", "expulsion"),
        ("Rebels fired rockets at Maskanah.", "shelling"),
        ("Rockets were fired at Maskanah by rebels.", "shelling"),
        ("Rebels laid siege to Maskanah.", "siege"),
    ],
)
def test_constructions_of_several_words_keep_their_roles(reader: Reader, text: str, type: str) -> None:
    claim = next(each for each in claims(reader, text) if each.type == type)
    assert ["rebels" in actor.name.lower() for actor in claim.actors if actor.role == "agent"] == [True]
    assert any(place.name == "Maskanah" for place in claim.places)


@pytest.mark.parametrize(
    "text",
    [
        "The film captured the mood of Damascus.",
        "The court heard that he had attacked his brother.",
        "The team attacked from the left and seized the lead in Aleppo.",
        "Investors fled the market as the bank took over its rival.",
        "The storm hit the coast near Latakia and killed the power.",
        "The minister fell ill in Damascus.",
        "She took her children to Homs.",
        "The actor starred in Killing in Aleppo.",
    ],
)
def test_verbs_of_war_in_other_matters_are_no_events(reader: Reader, text: str) -> None:
    assert claims(reader, text) == []
