"""Verbs that share a subject across a distance: "went from house to house in X, on 29 January, | and shot 45"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from contested.reading.syntax.tree import is_verb

FINITES: Final = frozenset(("VVBD", "VVBZ", "VVBP"))
NOUNS: Final = frozenset(("NN", "NNS", "PROPN", "NUM"))
JOINING: Final = frozenset(("and", "but", "then", "or"))
STRAYED: Final = frozenset(("parataxis", "acl", "ccomp", "advcl", "other", "appos", "acl:relcl"))
SUBJECTS: Final = frozenset(("nsubj", "nsubj:pass"))
OPENED: Final = frozenset(("mark", "nsubj", "nsubj:pass", "aux", "aux:pass"))  # of what opens a clause
HELPING: Final = frozenset(("ADV", "NEG", "HAVE", "BE", "BEN", "MODAL"))
WITHIN: Final = frozenset(("in", "of", "near", "from", "at"))  # prepositions that open no clause
PHRASES: Final = frozenset(("ADV", "ADP", "NUM", "PROPN"))  # that no verb is joined to
BEFORE_GERUNDS: Final = frozenset(("after", "before", "while", "without", "by", "when", "since", "upon"))
PASSIVE: Final = frozenset(("nsubj:pass", "aux:pass"))
OCCASIONS: Final = frozenset(
    ("raid", "ambush", "attack", "strike", "airstrike", "operation", "assault", "bombing", "battle", "shelling")
)
DEEDS: Final = OCCASIONS | {
    "bombardment",
    "siege",
    "blockade",
    "offensive",
    "advance",
    "strikes",
    "airstrikes",
    "attacks",
    "raids",
}


def coordinate(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Give them their verb; ``words`` (in small letters) are read, the rest is changed in place."""
    there = frozenset(words)  # most rules are about a word, and most sentences are without it
    if "and" in there:
        _joint_forces(words, tags, heads, labels)
    if not there.isdisjoint(JOINING):
        _before_and(words, tags, heads, labels)
    if "," in there:
        _between_commas(words, tags, heads, labels)
    if not there.isdisjoint(JOINING):
        _joined(words, tags, heads, labels)
    _after_the_day(words, tags, heads, labels)
    if not there.isdisjoint(BEFORE_GERUNDS):
        _gerunds(words, tags, heads, labels)
    if not there.isdisjoint(OCCASIONS):
        _occasions(words, tags, heads, labels)
    if "by" in there:
        _by_whom(words, tags, heads, labels)
        _whose_deed(words, tags, heads, labels)
    _by_no_subject(words, tags, heads, labels)
    if "between" in there:
        _between(words, tags, heads, labels)
    if "that" in there:
        _carried_out(words, tags, heads, labels)
    _without_heads(tags, heads, labels)


def _under(at: int, heads: Sequence[int]) -> list[int]:
    return [k for k, head in enumerate(heads) if head == at]


def _before_and(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A subject does not stand before the "and" of its verb: "raided X in Kagara, Niger State, | and abducted"."""
    for at in range(2, len(words)):
        first = heads[at]
        if tags[at] not in FINITES or labels[at] != "conj" or words[at - 1] not in JOINING or first < 0:
            continue
        if not any(labels[k] in SUBJECTS for k in _under(first, heads)):
            continue
        for noun in _under(at, heads):
            comma = next((k for k in range(noun, first, -1) if words[k] == ","), -1)
            if labels[noun] in SUBJECTS and first < comma < noun < at - 1 and tags[comma - 1] in NOUNS:
                heads[noun], labels[noun] = comma - 1, "appos"


def _between_commas(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A name between commas is no second subject: "the fighting in Kumanovo, | Macedonia, | killed eight"."""
    for at in range(2, len(words) - 1):
        verb = heads[at]
        if labels[at] not in SUBJECTS or tags[at] != "PROPN" or verb <= at:
            continue
        behind = at + 1
        while behind < verb and labels[behind] == "flat" and heads[behind] == at:
            behind += 1
        if words[behind] != ",":
            continue
        before = at - 1
        while before > 0 and tags[before] == "PROPN":
            before -= 1  # to the comma before a name of several words
        if words[before] != "," or tags[before - 1] != "PROPN" or heads[before - 1] == verb:
            continue
        first = next((k for k in _under(verb, heads) if labels[k] in SUBJECTS and k < before), -1)
        if first >= 0:
            heads[at], labels[at] = first, "appos"


def _joined(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A finite verb right behind "and" is joined to the one before it: "rode into X, torched it | and shot 45"."""
    for at in range(2, len(words)):
        above = heads[at]
        if tags[at] not in FINITES or words[at - 1] not in JOINING or above < 0:
            continue
        astray = labels[at] in STRAYED or (labels[at] == "conj" and tags[above] in PHRASES)
        if not astray or any(labels[k] in OPENED for k in _under(at, heads)):
            continue
        for verb in range(at - 1, -1, -1):
            told = tags[verb] in FINITES and labels[verb] not in ("acl", "acl:relcl")
            if told and any(labels[k] in SUBJECTS for k in _under(verb, heads)):
                heads[at], labels[at] = verb, "conj"
                break


def _after_the_day(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What opens a sentence with a preposition is no subject: "hours before the inauguration, | rebels slipped in"."""
    for noun, label in enumerate(labels):
        root = heads[noun]
        if label != "nsubj" or root < 0 or heads[root] >= 0 or tags[root] not in FINITES:
            continue
        if not any(k < noun and labels[k] == "case" and tags[k] == "ADP" for k in _under(noun, heads)):
            continue
        for verb in _under(noun, heads):
            own = [k for k in _under(verb, heads) if labels[k] in SUBJECTS and noun < k < verb]
            if not own or labels[verb] != "acl" or tags[verb] not in FINITES or not noun < verb < root:
                continue
            heads[verb], labels[verb] = -1, labels[root]
            heads[root], labels[root] = verb, "conj"
            heads[noun], labels[noun] = verb, "obl"
            return


def _gerunds(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """An -ing form behind a preposition takes what follows: "pulled out after | looting shops"."""
    for at in range(1, len(words) - 1):
        noun = heads[at]
        if tags[at] != "VVBG" or words[at - 1] not in BEFORE_GERUNDS or labels[at] not in ("other", "amod", "compound"):
            continue
        if noun <= at or tags[noun] not in NOUNS or heads[at - 1] not in (noun, at) or heads[noun] < 0:
            continue
        if not is_verb(tags[heads[noun]]) or heads[noun] > at:
            continue
        heads[at], labels[at] = heads[noun], "advcl"
        heads[noun], labels[noun] = at, "obj"
        heads[at - 1], labels[at - 1] = at, "mark"


def _occasions(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """An attack in which somebody was hit is the verb's: "killed five members | in an ambush"."""
    for at, label in enumerate(labels):
        hit = heads[at]
        if label != "nmod" or words[at] not in OCCASIONS or hit < 0 or labels[hit] != "obj" or heads[hit] < 0:
            continue
        if not is_verb(tags[heads[hit]]) or heads[hit] > hit:
            continue
        case = next((words[k] for k in _under(at, heads) if labels[k] == "case"), "")
        if case in ("in", "during"):
            heads[at], labels[at] = heads[hit], "obl"


def _by_whom(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Who does what a noun tells is the noun's: "revenge for the killing of two fighters | by vigilantes"."""
    for by, word in enumerate(words):
        who = heads[by]
        if word != "by" or labels[by] != "case" or who < 0 or labels[who] not in ("obl", "nmod"):
            continue
        above = heads[who]
        if above < 0 or is_verb(tags[above]) or not 0 < above < by - 1 or tags[by - 1] not in NOUNS:
            continue
        of = heads[by - 1] if labels[by - 1] in ("compound", "flat") else by - 1
        deed = heads[of]
        told = labels[of] == "nmod" and above < deed < of and tags[deed] in ("NN", "VVBG")
        if told and any(words[k] == "of" and labels[k] == "case" for k in _under(of, heads)):
            heads[who], labels[who] = deed, "nmod"


def _whose_deed(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Who stands behind an act did that, and not what is told beside it in the active: "besiege the town amid a
    bombardment | by the army", "was subject to a siege | by rebels"."""
    for by, word in enumerate(words):
        who, deed = heads[by], by - 1
        if word != "by" or labels[by] != "case" or who < by or labels[who] != "obl" or deed < 1:
            continue
        above = heads[who]
        if words[deed] not in DEEDS or tags[deed] not in ("NN", "NNS") or heads[deed] != above or above < 0:
            continue
        passive = tags[above] == "VVBN" or any(labels[k] in PASSIVE for k in _under(above, heads))
        if labels[deed] == "obl" and not passive:
            heads[who], labels[who] = deed, "nmod"


def _joint_forces(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A noun that "and" parts from a described one is no modifier of it: "the army | and allied forces"."""
    for joint in range(1, len(words) - 2):
        first, last = joint - 1, heads[joint - 1]
        if words[joint] != "and" or labels[first] != "compound" or last <= joint or heads[joint] != last:
            continue
        if tags[first] not in NOUNS or tags[last] != "NNS" or tags[joint + 1] not in ("ADJ", "VVBN", "PRPS", "DET"):
            continue
        heads[first], labels[first] = heads[last], labels[last]
        for k in range(joint):
            if heads[k] == last and k != first:
                heads[k] = first
        heads[last], labels[last] = first, "conj"


def _by_no_subject(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """What stands behind "by" or "in" is no subject: "the shelling of X | by the army | began", "losses inflicted on A
    | by B | came to 190", "rebels | in Thailand's south | set off a bomb"."""
    for by, word in enumerate(words):
        if labels[by] not in ("case", "mark") or not (word == "by" or (labels[by] == "mark" and word in WITHIN)):
            continue
        verb = heads[by] if labels[by] == "mark" else heads[heads[by]] if heads[by] >= 0 else -1
        if verb <= by or tags[verb] not in FINITES:
            continue
        subjects = [k for k in _under(verb, heads) if labels[k] in SUBJECTS]
        who = next((k for k in subjects if by < k < verb), -1)
        if who < 0:
            continue
        own = next((k for k in subjects if k < by), -1)
        told = heads[verb]
        if own >= 0:
            heads[who], labels[who] = own, "nmod"
        elif 0 <= told < by and tags[told] in ("VVBD", "VVBN") and labels[verb] in STRAYED:
            first = next((k for k in _under(told, heads) if labels[k] in SUBJECTS and k < told), -1)
            if first < 0 or any(labels[k] in OPENED - SUBJECTS for k in _under(told, heads)):
                continue
            heads[verb], labels[verb] = heads[told], labels[told]
            heads[told], labels[told], tags[told] = first, "acl", "VVBN"
            heads[first], labels[first] = verb, "nsubj"
            heads[who], labels[who] = told, "obl"
        else:
            continue
        heads[by], labels[by] = who, "case"
        tags[who] = "NN" if tags[who] == "ADJ" else tags[who]


def _between(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Who stands behind "and" is the other of two: "between rebels supported by X | and IS"."""
    for between, word in enumerate(words):
        one = heads[between]
        if word != "between" or labels[between] != "case" or one < between:
            continue
        if any(labels[k] == "conj" for k in _under(one, heads)):
            continue
        for verb in _under(one, heads):
            if labels[verb] not in ("acl", "acl:relcl") or verb < one:
                continue
            listed = [k for own in _under(verb, heads) for k in _under(own, heads) if labels[k] == "conj"]
            other = listed[0] if len(listed) == 1 else -1
            if other >= 0 and tags[other] in NOUNS:
                heads[other] = one


def _carried_out(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """What a clause behind "that" lacks is the noun before it: "an attack that | the army carried out"."""
    for that in range(1, len(words) - 1):
        verb, deed = heads[that], that - 1
        if words[that] != "that" or labels[that] != "mark" or verb < that or heads[verb] != deed:
            continue
        if words[deed].removesuffix("s") not in OCCASIONS or labels[verb] != "acl":
            continue
        under = _under(verb, heads)
        if any(labels[k] in SUBJECTS for k in under) and not any(labels[k] == "obj" for k in under):
            tags[that], labels[that], labels[verb] = "WH", "obj", "acl:relcl"


def _without_heads(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A noun that hangs on nothing before a verb that lacks its subject is it: "Russian forces | are not using"."""
    for at, tag in enumerate(tags):
        if heads[at] >= 0 or tag not in NOUNS or labels[at] != "other":
            continue
        verb = next((k for k in range(at + 1, len(tags)) if tags[k] not in HELPING), -1)
        if verb <= at or tags[verb][:2] != "VV" or (tags[verb] == "VVBG" and verb == at + 1):
            continue
        if heads[verb] >= 0 or any(labels[k] in SUBJECTS for k in _under(verb, heads)):
            continue
        heads[at], labels[at] = verb, "nsubj"
        for k in range(at + 1, verb):
            if heads[k] < 0:
                heads[k], labels[k] = verb, "advmod" if tags[k] in ("ADV", "NEG") else "aux"
