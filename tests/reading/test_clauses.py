"""From classes to roles: chunks, subjects, objects, phrases and the drafts made of them."""

from __future__ import annotations

from functools import cache

import pytest
from contested.reading.chunks import CHUNK, Chunker
from contested.reading.clauses import Clauses
from contested.reading.events import Draft, Finder
from contested.reading.triggers import _plurals, singulars
from hypothesis import given
from hypothesis import strategies as st

from contested.reading.classes import Classifier
from contested.reading.compile import open_lexicon
from contested.reading.tokens import tokenise


@cache
def tools() -> tuple[Classifier, Chunker, Finder]:
    lexicon = open_lexicon()
    return Classifier(lexicon), Chunker(lexicon), Finder(lexicon)


def read(text: str) -> Clauses:
    classifier, chunker, _ = tools()
    tokens = tokenise(text)
    classes = classifier.sentence(tokens.words, tokens.lowers, 0, len(tokens.words))
    return Clauses(tokens, classes, 0, chunker.chunks(tokens, classes, 0, {}), open_lexicon())


def words(clauses: Clauses, chunks: list[int]) -> list[str]:
    return [clauses.lower(k) for k in chunks]


def verb(clauses: Clauses, form: str) -> int:
    return next(i for i, each in clauses.verbs.items() if clauses.tokens.lowers[each.head] == form)


def drafts(text: str, war: bool = True) -> list[Draft]:
    return tools()[2].drafts(read(text), war)


@given(st.text(alphabet="DPTCSRZOMHBKXVNQJ#Y'vsdnpg,;:()\".?", max_size=80))
def test_chunks_cover_every_class_string(classes: str) -> None:
    assert "".join(match[0] for match in CHUNK.finditer(classes)) == classes


WORDS = "the rebels army took held by and of in Homs , that to withdraw 5".split()


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_chunks_of_any_words_are_the_whole_sentence(given_words: list[str]) -> None:
    clauses = read(" ".join(given_words))
    at = 0
    for chunk in clauses.chunks:
        assert chunk.first == at < chunk.last
        at = chunk.last
    assert at == len(clauses.tokens.words)
    for i in clauses.verbs:
        assert all(clauses.kind(k) == "N" for k in clauses.subjects(i))


@given(st.sampled_from("hostage body knife gunman base city house control woman".split()))
def test_plurals_are_those_that_have_the_word_for_singular(word: str) -> None:
    assert all(word in singulars(form) or not form.endswith(("s", "men")) for form in _plurals(word)[:3])
    assert any(word in singulars(form) for form in _plurals(word))


@pytest.mark.parametrize(
    ("text", "form", "subjects"),
    [
        ("The army took the town.", "took", ["the army"]),
        ("The army and the militia took the town.", "took", ["the army", "the militia"]),
        ("The army took the town, killing six rebels.", "killing", ["the army"]),
        ("Rebels who held the town fled.", "held", ["rebels"]),
        ("The army forced the rebels to withdraw.", "withdraw", ["the rebels"]),
        ("The army wants to withdraw.", "withdraw", ["the army"]),
        ("The rebels, backed by the army, took the town.", "took", ["the rebels"]),
        ("The rebels stormed the base and burned the gate.", "burned", ["the rebels"]),
    ],
)
def test_subjects(text: str, form: str, subjects: list[str]) -> None:
    clauses = read(text)
    assert words(clauses, clauses.subjects(verb(clauses, form))) == subjects


def test_a_reduced_relative_is_passive() -> None:
    clauses = read("The town held by the rebels collapsed.")
    assert clauses.reduced(verb(clauses, "held"))
    assert not clauses.reduced(verb(clauses, "collapsed"))


def test_a_list_of_objects_ends_at_the_next_subject() -> None:
    clauses = read("They took the town, the bridge and the base and the rebels fled.")
    assert words(clauses, clauses.objects(verb(clauses, "took") + 1)) == ["the town", "the bridge", "the base"]


def test_phrases_and_openings() -> None:
    clauses = read("In the city, rebels attacked the base with tanks on the road.")
    at = verb(clauses, "attacked")
    found, _ = clauses.phrases(at + 2)
    assert [(word, clauses.lower(k)) for word, k in found] == [("with", "tanks"), ("on", "the road")]
    assert [(word, clauses.lower(k)) for word, k in clauses.opening(clauses.subjects(at)[0])] == [("in", "the city")]


def test_a_measuring_noun_is_folded_into_what_it_measures() -> None:
    clauses = read("They took dozens of villages.")
    group = clauses.group(clauses.objects(verb(clauses, "took") + 1)[0])
    assert group.type == "place"
    assert group.whole == (2, 5)
    assert group.part is not None


def roles(draft: Draft, text: str) -> dict[str, str]:
    lowers = tokenise(text).lowers
    return {role: lowers[group.head] for role, group, _ in (*draft.roles, *draft.places)}


@pytest.mark.parametrize(
    ("text", "type", "expected"),
    [
        ("The army captured the town.", "capture", {"agent": "army", "at": "town"}),
        ("The town was captured by the army.", "capture", {"agent": "army", "at": "town"}),
        ("The army has driven the rebels out.", "expulsion", {"agent": "army", "patient": "rebels"}),
        ("The army launched an attack on the rebels.", "offensive", {"agent": "army", "patient": "rebels"}),
        ("The rebels withdrew from the town.", "withdrawal", {"agent": "rebels", "from": "town"}),
    ],
)
def test_roles_are_read_from_slots(text: str, type: str, expected: dict[str, str]) -> None:
    found = drafts(text)
    assert [draft.type for draft in found] == [type]
    assert roles(found[0], text) == expected


def test_what_is_no_armed_force_gives_no_event() -> None:
    assert not drafts("The team captured the cup.", war=False)
    assert not drafts("He had a heart attack.")


def test_a_noun_that_only_points_back_is_no_claim_of_its_own() -> None:
    found = [draft for draft in drafts("The attack has failed.") if draft.noun]
    assert all(draft.anaphor for draft in found)


@pytest.mark.parametrize("text", ["The army captured the town.", "An explosion was heard.", "Hostages were freed."])
def test_no_sentence_with_an_event_is_passed_over(text: str) -> None:
    assert tools()[2].senses.may_be(read(text).words)


def test_a_sentence_without_any_trigger_is_passed_over() -> None:
    assert not tools()[2].senses.may_be(read("The weather is nice today.").words)
