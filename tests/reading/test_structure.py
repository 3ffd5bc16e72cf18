"""What hangs on what: slots of verbs and nouns, whatever the order of the words."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from contested.model import Report
from contested.reading import Reader, open_reader
from contested.reading.sentence import Sentence


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def structure(reader: Reader, text: str) -> Sentence:
    """The structure of the first sentence of a text."""
    found: list[Sentence] = []
    build = reader.structures.built

    def kept(*args: object) -> Sentence:
        found.append(build(*args))  # type: ignore[arg-type]
        return found[-1]

    reader.structures.built = kept  # type: ignore[method-assign,assignment]
    try:
        reader.read(Report(id="x", text=text, date="2017-05-30", country="SY"))
    finally:
        reader.structures.built = build  # type: ignore[method-assign]
    return found[0]


def slots(sentence: Sentence, verb: str) -> Mapping[str, list[str]]:
    """The words of what fills each slot of the verb written so."""
    head = next(token for token in sentence.verbs if sentence.lowers[token] == verb)
    found: dict[str, list[str]] = {}
    for each in sentence.arguments.get(head, ()):
        first, last = each.group.whole
        found.setdefault(each.slot, []).append(" ".join(sentence.tokens.words[first:last]))
    return found


@pytest.mark.parametrize(
    ("text", "verb", "wanted"),
    [
        ("Rebels shelled Homs.", "shelled", {"subject": ["Rebels"], "object": ["Homs"]}),
        ("Homs was shelled by rebels.", "shelled", {"subject": ["rebels"], "object": ["Homs"]}),
        ("Rebels and the army fought in Homs.", "fought", {"subject": ["Rebels", "the army"], "in": ["Homs"]}),
        ("The army entered Homs and shelled Idlib.", "shelled", {"subject": ["The army"], "object": ["Idlib"]}),
        ("The army tried to take Homs.", "take", {"subject": ["The army"], "object": ["Homs"]}),
        ("The army forced rebels to leave Homs.", "leave", {"subject": ["rebels"], "object": ["Homs"]}),
        ("Homs, which rebels shelled, is empty.", "shelled", {"subject": ["rebels"], "object": ["Homs"]}),
        ("The army has yet to take Homs.", "take", {"subject": ["The army"], "object": ["Homs"]}),
        ("Rebels, having left Homs, shelled Idlib.", "left", {"subject": ["Rebels"], "object": ["Homs"]}),
        ("Armenian and Azerbaijani forces clashed.", "clashed", {"subject": ["Armenian", "Azerbaijani forces"]}),
    ],
)
def test_slots_are_filled(reader: Reader, text: str, verb: str, wanted: Mapping[str, list[str]]) -> None:
    found = slots(structure(reader, text), verb)
    assert {slot: found.get(slot) for slot in wanted} == wanted


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Rebels took Homs, a monitor said on Sunday, and shelled Idlib.", "shelled"),
        ("Rebels took Homs and, according to the army, shelled Idlib.", "shelled"),
        ("Rebels (from Hama) shelled Idlib.", "shelled"),
    ],
)
def test_what_is_inserted_does_not_part_a_verb_from_what_it_takes(reader: Reader, text: str, verb: str) -> None:
    found = slots(structure(reader, text), verb)
    assert (found.get("subject"), found.get("object")) == (["Rebels"], ["Idlib"])


def test_what_takes_a_token_is_known_from_both_ends(reader: Reader) -> None:
    sentence = structure(reader, "Rebels from Hama shelled the town of Idlib on Monday and left.")
    for head, arguments in sentence.arguments.items():
        for each in arguments:
            assert (head, each) in sentence.takers(each.token)
    assert all(
        any(each is argument for argument in sentence.arguments[head])
        for token in range(sentence.first, sentence.last)
        for head, each in sentence.takers(token)
    )


def test_every_token_hangs_on_the_root_by_one_way(reader: Reader) -> None:
    sentence = structure(reader, "After the army took Homs, rebels said, the road to Hama was cut; 12 men died.")
    for token in range(sentence.first, sentence.last):
        above = sentence.above(token)
        assert len(set(above)) == len(above)
        assert token not in above
