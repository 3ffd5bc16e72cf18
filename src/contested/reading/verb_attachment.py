"""Verbs that a greedy parser takes for nouns or leaves without their subject, and acts that it takes for where they
were, put right by what is sure of English."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from contested.reading.attachment import NOUNS, upwards

OPENING: Final = frozenset(("after", "before", "while", "since", "upon", "when", "despite", "by"))
FINITES: Final = frozenset(("VVBD", "VVBZ", "VVBP"))
FORMS: Final = FINITES | {"VVBN", "VVB"}
SUBJECTS: Final = frozenset(("nsubj", "nsubj:pass"))
BETWEEN: Final = frozenset(("ADV", "HAVE", "BE", "BEN", "MODAL", "NEG"))  # tags between a subject and its verb
MODIFIERS: Final = frozenset(("compound", "amod", "flat", "det", "nummod", "nmod:poss"))
GOING: Final = frozenset(
    ("fleeing", "retreating", "withdrawing", "escaping")
)  # what nobody does to somebody who fights
WAYS: Final = frozenset(("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"))
PARTICLES: Final = frozenset(("compound:prt", "advmod"))
#: Words that are a verb behind "to" and before who is fought: "sent | to battle regime forces".
FIGHTING: Final = frozenset(
    ("battle", "fight", "attack", "combat", "counter", "assault", "raid", "ambush", "target", "storm")
)


def attach_verbs(
    words: Sequence[str], tags: list[str], heads: list[int], labels: list[str], kinds: Sequence[str]
) -> None:
    """Put them right; ``words`` in small letters and ``kinds`` are read, the rest is changed in place."""
    if words and words[0] in OPENING:
        _behind_gerunds(words, tags, heads, labels, kinds)
    for at, word in enumerate(words):
        if word in GOING and tags[at] == "VVBG":
            _going(at, tags, heads, labels)
        elif word in WAYS and words[at + 1 : at + 2] == ["of"]:
            _lying(at, words, tags, heads, labels)
        elif word == "to" and words[at + 1 : at + 2] and words[at + 1] in FIGHTING:
            _to_fight(at, tags, heads, labels)


def _lying(at: int, words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """An act is no part of the direction that it lies in: "in an ambush | east of the town"."""
    act, of = at - 1, at + 1
    place = heads[of]
    if act < 1 or tags[act] not in NOUNS or labels[act] != "compound" or heads[act] != at or place <= of:
        return
    if words[of] != "of" or heads[place] != at or not any(h == at and labels[k] == "det" for k, h in enumerate(heads)):
        return
    heads[act], labels[act] = heads[at], labels[at]
    for k, head in enumerate(heads):
        heads[k] = act if head == at and k != of else head
    heads[at], labels[at] = act, "advmod"


def _behind_gerunds(
    words: Sequence[str], tags: list[str], heads: list[int], labels: list[str], kinds: Sequence[str]
) -> None:
    """What stands before a finite verb behind an opening -ing form is its subject, though no comma parts them:
    "After trading hands the army | retook Palmyra", "After losing X Islamic State | attacked Y"."""
    verb = next((k for k in range(2, len(words)) if tags[k] in FINITES), -1)
    if verb < 0 or tags[1] != "VVBG" or "," in words[1:verb] or heads[verb] not in (-1, 1):
        return
    if any(head == verb and labels[k] in SUBJECTS for k, head in enumerate(heads)):
        return
    noun = verb - 1
    while noun > 2 and tags[noun] in BETWEEN:
        noun -= 1
    first = min([noun, *(k for k in range(2, noun) if noun in upwards(k, heads) and labels[k] in MODIFIERS)])
    lost = kinds[first] == "place" and first < noun  # "losing X | Islamic State"
    if tags[noun] not in NOUNS or kinds[noun] == "time" or words[first - 1] in ("of", "in", "to", "from"):
        return
    if lost:
        heads[first], labels[first] = 1, "obj"
    elif first <= 2:
        return
    if heads[verb] == 1:
        heads[verb], labels[verb] = heads[1], labels[1]
    heads[1], labels[1] = verb, "advcl"
    heads[noun], labels[noun] = verb, "nsubj"


def _going(at: int, tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Who flees is hunted: "hunted down | fleeing IS fighters" flees from nobody."""
    noun = next((k for k in range(at + 1, len(heads)) if heads[k] == at and labels[k] == "obj"), -1)
    before = at - 1
    if noun < 0 or before < 0 or any(tags[k] in ("DET", "PRPS", "ADP") for k in range(at + 1, noun)):
        return
    verb = before if tags[before] in FORMS else heads[before]
    if verb != before and not (labels[before] in PARTICLES and 0 <= verb < before):
        return
    if tags[verb][:2] != "VV" or any(h == verb and labels[k] == "obj" for k, h in enumerate(heads)):
        return
    for k, head in enumerate(heads):
        heads[k] = verb if head == at and k > noun else head
    heads[noun], labels[noun] = verb, "obj"
    heads[at], labels[at], tags[at] = noun, "amod", "ADJ"


def _to_fight(to: int, tags: list[str], heads: list[int], labels: list[str]) -> None:
    """ "Sent | to battle regime forces": a verb, and whom it is against."""
    at = to + 1
    forces = heads[at]
    if tags[at] not in NOUNS or labels[at] != "compound" or heads[to] != forces or tags[forces] != "NNS":
        return
    above = heads[forces]
    if above < 0 or above > to or tags[above][:2] != "VV" or labels[forces] not in ("obl", "nmod"):
        return
    tags[to], labels[to], heads[to] = "TO", "mark", at
    tags[at], labels[at], heads[at] = "VVB", "advcl", above
    heads[forces], labels[forces] = at, "obj"
