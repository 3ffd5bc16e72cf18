"""Where phrases and clauses hang that a greedy parser misplaces: lists, "between", participles, results, numbers."""

from __future__ import annotations

from collections.abc import Sequence

NOUNS = frozenset(("NN", "NNS", "PROPN"))
PARTICIPLES = frozenset((  # past participles that do not end in -ed and that nouns are often described by
    "built", "caught", "found", "held", "hidden", "hit", "laid", "led", "left", "made", "run", "seen", "sent", "set",
    "shot", "sunk", "taken", "worn",
))  # fmt: skip
MISREAD = frozenset(("cop", "csubj", "aux", "other"))  # what it is taken for before the verb that follows
SPEECH = frozenset((",", '"', "“", ":"))
OPENING, CLOSING = frozenset(("“", "‘", '"')), frozenset(("”", "’", '"'))
LONGEST_NAME = 6  # words between two quotation marks
VAGUE = frozenset(("dozens", "scores", "hundreds", "several", "many", "others", "another"))
REACH = 10  # words between "between" and its "and"


def attach(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Hang them on the right word; ``tags``, ``heads`` and ``labels`` are changed in place."""
    _of_the_nearest(words, tags, heads, labels)
    _between(words, tags, heads, labels)
    _described(words, tags, heads, labels)
    _shot_dead(words, tags, heads, labels)
    _counted(tags, heads, labels)
    _gapped(words, tags, heads, labels)
    _which(words, tags, heads, labels)
    _quoted(words, tags, heads, labels)


def _of_the_nearest(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """ "of" belongs to the last of two nouns that it stands behind: "troops and | fighters of the army"."""
    for case, word in enumerate(words):
        at = heads[case]
        if word.lower() != "of" or labels[case] != "case" or at < 0 or labels[at] not in ("nmod", "obl") or not case:
            continue
        near = case - 1
        if tags[near] in NOUNS and labels[near] in ("conj", "obl") and heads[near] == heads[at]:
            heads[at], labels[at] = near, "nmod"


def _between(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What "and" joins behind "between" is no subject: "clashes between the army and the rebels | broke out"."""
    for case, word in enumerate(words):
        first = heads[case]
        if word.lower() != "between" or labels[case] != "case" or first < 0 or labels[first] not in ("nmod", "obl"):
            continue
        joint = next((k for k in range(first + 1, min(first + REACH, len(words))) if words[k].lower() == "and"), -1)
        if joint < 0 or any(tags[k][:2] == "VV" for k in range(first, joint)):
            continue
        for k in range(joint + 1, len(words)):
            if tags[k][:2] == "VV" or words[k] == ",":
                break
            if labels[k] in ("nsubj", "nsubj:pass") and tags[k] in NOUNS and heads[k] > k:
                heads[k], labels[k], heads[joint] = first, "conj", k
                break


def _described(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """A participle behind a noun describes it if another verb follows: "a bomb | buried beside a road | killed two"."""
    for subject, label in enumerate(labels):
        first = subject + 1
        if label != "nsubj" or heads[subject] != first or tags[first] not in ("VVBD", "VVBN"):
            continue
        word = words[first].lower()
        under = [k for k, head in enumerate(heads) if head == first]
        verb = next((k for k in under if labels[k] == "ccomp"), heads[first] if labels[first] in MISREAD else -1)
        if tags[first + 1 : first + 2] not in (["ADP"], ["ADV"]):
            continue
        if verb <= first or tags[verb] not in ("VVBD", "VVBZ") or not (word.endswith("ed") or word in PARTICIPLES):
            continue
        own = any(head == verb and labels[k] in ("nsubj", "nsubj:pass", "mark") for k, head in enumerate(heads))
        told = any(labels[k] == "obj" for k in under) or not SPEECH.isdisjoint(words[first:verb])
        if own or told:
            continue
        if heads[verb] == first:
            heads[verb], labels[verb] = heads[first], labels[first]
            for k in under:
                heads[k] = verb if k > verb else heads[k]
        heads[first], labels[first], tags[first] = subject, "acl", "VVBN"
        heads[subject], labels[subject] = verb, "nsubj"


def _shot_dead(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """ "dead" right behind a verb is what came of it: "shot dead | 18 protesters"."""
    for at in range(1, len(words)):
        if words[at].lower() == "dead" and labels[at] == "amod" and tags[at - 1][:2] == "VV":
            heads[at], labels[at] = at - 1, "xcomp"


def _counted(tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A number alone right behind a verb is its object: "killing | five of them"."""
    objects = {head for head, label in zip(heads, labels, strict=True) if label == "obj"}
    for at in range(1, len(tags)):
        verb = at - 1
        bare = tags[at] == "NUM" and heads[at] < 0 and tags[verb][:2] == "VV" and heads[verb] >= 0
        if bare and verb not in objects:
            heads[at], labels[at] = verb, "obj"


def _which(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A clause of "which" behind a comma tells of the noun before it: "Palmyra, | which the army recaptured"."""
    for at in range(2, len(words)):
        verb = heads[at]
        if words[at].lower() != "which" or words[at - 1] != "," or tags[at - 2] not in NOUNS or verb <= at:
            continue
        if labels[at] in ("obj", "nsubj", "nsubj:pass") and labels[verb] in ("advcl", "parataxis", "ccomp"):
            heads[verb], labels[verb] = at - 2, "acl:relcl"


def _quoted(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Quotation marks around a name belong to the noun that it describes: "the “Islamic State” organization"."""
    for first in range(len(words)):
        if words[first] not in OPENING or labels[first] != "punct":
            continue
        last = next((k for k in range(first + 2, min(first + LONGEST_NAME, len(words) - 1)) if words[k] in CLOSING), -1)
        if last < 0 or tags[last + 1] not in NOUNS:
            continue
        if all(heads[k] == last + 1 or first < heads[k] < last for k in range(first + 1, last)):
            heads[first] = heads[last] = last + 1


def _gapped(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """A number and a participle behind a passive are another: "two were killed | and four wounded | near Homs"."""
    passive = -1
    for at, label in enumerate(labels):
        if label == "aux:pass" and heads[at] > at:
            passive = heads[at]
        last = at + 1
        number = tags[at] == "NUM" or words[at].lower() in VAGUE
        told = number and 0 <= passive < at - 1 and words[at - 1] in ("and", ",") and last < len(words)
        if not told or not words[last].lower().endswith("ed") or (last + 1 < len(words) and tags[last + 1] in NOUNS):
            continue
        heads[last], labels[last], tags[last] = passive, "conj", "VVBN"
        heads[at], labels[at], heads[at - 1] = last, "nsubj:pass", last
