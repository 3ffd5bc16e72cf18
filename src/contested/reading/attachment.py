"""Where phrases and clauses hang that a greedy parser misplaces: lists, "between", participles, results, numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

NOUNS: Final = frozenset(("NN", "NNS", "PROPN"))
PARTICIPLES: Final = frozenset((  # past participles that do not end in -ed and that nouns are often described by
    "built", "caught", "found", "held", "hidden", "hit", "laid", "led", "left", "made", "run", "seen", "sent", "set",
    "shot", "sunk", "taken", "worn",
))  # fmt: skip
#: What it is taken for before the verb that follows.
MISREAD: Final = frozenset(("cop", "csubj", "aux", "other", "case", "mark", "advcl"))
LATER: Final = frozenset(("ccomp", "advcl", "parataxis"))  # what the verb that follows is taken for
SPEECH: Final = frozenset((",", '"', "“", ":"))
OPENING: Final = frozenset(("“", "‘", '"'))
CLOSING: Final = frozenset(("”", "’", '"'))
LONGEST_NAME: Final = 6  # words between two quotation marks
VAGUE: Final = frozenset(("dozens", "scores", "hundreds", "several", "many", "others", "another"))
ACTIVE: Final = frozenset(("VVB", "VVBD", "VVBG", "VVBZ", "VVBP"))
WITHIN_GROUP: Final = frozenset(("DET", "ADJ", "NUM", "PRPS", "NN", "NNS", "PROPN", "POS"))
COMPLETED: Final = frozenset(("obj", "iobj", "xcomp", "ccomp", "aux:pass", "compound:prt"))
STRAYING: Final = frozenset(("conj", "parataxis", "other", "appos", "nmod"))
FOLLOWED: Final = frozenset(("BE", "BEN", "HAVE", "MODAL", "POS", "DO", "GET"))
CHARGING: Final = ("accus", "suspect", "convict", "guilt", "blam", "charg", "responsib", "instead")
GAINING: Final = frozenset(
    ("seizing", "taking", "retaking", "capturing", "recapturing", "gaining", "regaining", "assuming")
)
ALIGHT: Final = frozenset(("ablaze", "alight", "aflame", "afire"))
AUXILIARIES: Final = frozenset(("having", "being", "getting"))
BEFORE_NOUNS: Final = frozenset(("by", "of", "from", "in", "on", "to", "with", "against", "near", "at"))
REACH: Final = 10  # words between "between" and its "and"


def attach(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Hang them on the right word; ``tags``, ``heads`` and ``labels`` are changed in place."""
    there = frozenset(words)  # most rules are about a word or a tag, and most sentences have none of them
    if "of" in there:
        _of_the_nearest(words, tags, heads, labels)
    if "between" in there:
        _between(words, tags, heads, labels)
    _described(words, tags, heads, labels)
    if "mark" in labels:
        _describing(words, tags, heads, labels)
    if "aux:pass" in labels:
        _before_passives(words, tags, heads, labels)
    if "VVBG" in tags:
        _nouns_of_events(words, tags, heads, labels)
    if "dead" in there:
        _shot_dead(words, tags, heads, labels)
    if "NUM" in tags:
        _counted(tags, heads, labels)
    if "aux:pass" in labels:
        _gapped(words, tags, heads, labels)
    if "which" in there or "who" in there:
        _which(words, tags, heads, labels)
    if "VVBG" in tags:
        _accused(words, tags, heads, labels)
    _behind_a_verb(words, tags, heads, labels)
    if not there.isdisjoint(OPENING):
        _quoted(words, tags, heads, labels)
    if "," in there:
        _apposed(words, tags, heads, labels)
        _named_subjects(words, tags, heads, labels)
    if not there.isdisjoint(ALIGHT):
        _alight(words, tags, heads, labels)


def _of_the_nearest(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """ "of" belongs to the last of two nouns that it stands behind: "troops and | fighters of the army"."""
    for case, word in enumerate(words):
        at = heads[case]
        if word != "of" or labels[case] != "case" or at < 0 or labels[at] not in ("nmod", "obl") or not case:
            continue
        near = case - 1
        if tags[near] in NOUNS and labels[near] in ("conj", "obl") and heads[near] == heads[at]:
            heads[at], labels[at] = near, "nmod"


def _between(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What "and" joins behind "between" is no subject: "clashes between the army and the rebels | broke out"."""
    for case, word in enumerate(words):
        first = heads[case]
        if word != "between" or labels[case] != "case" or first < 0 or labels[first] not in ("nmod", "obl"):
            continue
        joint = next((k for k in range(first + 1, min(first + REACH, len(words))) if words[k] == "and"), -1)
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
        word = words[first]
        under = [k for k, head in enumerate(heads) if head == first]
        verb = next((k for k in under if labels[k] in LATER), heads[first] if labels[first] in MISREAD else -1)
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


def _describing(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """A participle between a preposition and its noun describes the noun: "by X's recognised | government"."""
    for mark, word in enumerate(words):
        at = heads[mark]
        if word not in BEFORE_NOUNS or labels[mark] != "mark" or at <= mark or tags[at] not in ("VVBN", "VVBD"):
            continue
        under = [k for k, head in enumerate(heads) if head == at]
        noun = next((k for k in under if k > at and labels[k] == "obj" and tags[k] in NOUNS), -1)
        above = heads[at]
        helped = any(labels[k] == "aux" for k in under)  # "of having | killed ten people"
        if noun < 0 or above < 0 or helped or any(tags[k] not in WITHIN_GROUP for k in range(at + 1, noun)):
            continue
        heads[noun], labels[noun] = above, "obl" if tags[above][:2] == "VV" else "nmod"
        for k in under:
            if k == noun:
                continue
            heads[k] = above if k > noun else noun if k == mark or labels[k] in ("nsubj", "det") else at
            if k == mark:
                labels[k] = "case"
            elif labels[k] == "nsubj":
                labels[k] = "nmod:poss"
        heads[at], labels[at], tags[at] = noun, "amod", "ADJ"


def _before_passives(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """What stands before a passive without a subject is its subject, not that of a participle between: "forces |
    massed at the border | were hit", "Attacks on X, | too, | were claimed by Y"."""
    for helper, label in enumerate(labels):
        verb = heads[helper]
        if label != "aux:pass" or helper >= verb or tags[verb] not in ("VVBN", "VVBD"):
            continue
        under = [k for k, head in enumerate(heads) if head == verb]
        if any(labels[k] in ("nsubj", "nsubj:pass", "csubj", "mark") for k in under):
            continue
        above, noun = heads[verb], -1
        if labels[verb] == "parataxis" and above >= 0 and heads[above] < 0 and tags[above] in NOUNS and above < helper:
            noun = above
            heads[verb], labels[verb] = -1, labels[noun]
            for k, head in enumerate(heads):
                if head == noun and (k > helper or tags[k] == "PUNCT"):
                    heads[k] = verb
        else:
            for k in under:
                bare = tags[k] in ("VVBD", "VVBN") and labels[k] in LATER and k < helper and tags[k - 1] in NOUNS
                own = [j for j in range(k) if heads[j] == k and labels[j] == "nsubj"] if bare else []
                if own and not any(heads[j] == k and labels[j] in ("aux", "aux:pass", "mark", "obj") for j in range(k)):
                    noun = own[0]
                    heads[k], labels[k], tags[k] = k - 1, "acl", "VVBN"
        if noun >= 0:
            heads[noun], labels[noun] = verb, "nsubj:pass"


def _nouns_of_events(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """An -ing form that the participle behind it tells of is a noun: "after shelling | attributed to X"."""
    for at, label in enumerate(labels):
        told = at + 1
        if label != "aux" or tags[at] != "VVBG" or words[at] in AUXILIARIES:
            continue
        if heads[at] != told or tags[told] != "VVBN":
            continue
        above = next((k for k in range(at - 1, heads[told], -1) if tags[k][:2] == "VV"), heads[told])
        if above < 0:
            continue
        tags[at], heads[at], labels[at] = "NN", above, "obl"
        heads[told], labels[told] = at, "acl"
        for k in range(at):
            if heads[k] in (at, told) and labels[k] == "mark":
                heads[k], labels[k] = at, "case"


def _shot_dead(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """ "dead" right behind a verb is what came of it: "shot dead | 18 protesters"."""
    for at in range(1, len(words)):
        if words[at] == "dead" and labels[at] == "amod" and tags[at - 1][:2] == "VV":
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
        if words[at] not in ("which", "who") or words[at - 1] != "," or tags[at - 2] not in NOUNS or verb <= at:
            continue
        subject = any(heads[k] == verb and labels[k] == "nsubj" for k in range(at + 1, verb))
        if subject and labels[at] == "nsubj":
            labels[at] = "obj"  # "Homs, which rebels shelled"
        if labels[at] in ("obj", "nsubj", "nsubj:pass") and labels[verb] in (
            "advcl",
            "parataxis",
            "ccomp",
            "acl:relcl",
        ):
            noun = at - 2
            if words[at] == "who" and labels[noun] == "nmod" and tags[heads[noun]] == "NNS":
                noun = heads[noun]  # "the militants in East Qalamoun, who are encircled"
            if labels[verb] != "acl:relcl" or heads[verb] == at - 2:
                heads[verb], labels[verb] = noun, "acl:relcl"


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
        number = tags[at] == "NUM" or words[at] in VAGUE
        told = number and 0 <= passive < at - 1 and words[at - 1] in ("and", ",") and last < len(words)
        if not told or not words[last].endswith("ed") or (last + 1 < len(words) and tags[last + 1] in NOUNS):
            continue
        heads[last], labels[last], tags[last] = passive, "conj", "VVBN"
        heads[at], labels[at], heads[at - 1] = last, "nsubj:pass", last


def _accused(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """What somebody is accused of, or gains, is a verb's object: "accused them of | looting hospitals"."""
    for verb in range(2, len(words) - 1):
        noun = heads[verb]
        if tags[verb] != "VVBG" or labels[verb] not in ("other", "amod", "compound") or noun <= verb:
            continue
        before = words[max(0, verb - REACH) : verb]
        charged = before[-1] in ("of", "for", "with") and any(word.startswith(CHARGING) for word in before)
        if not charged and words[verb] not in GAINING:
            continue
        heads[verb], labels[verb] = heads[noun], "acl" if heads[noun] >= 0 and tags[heads[noun]] in NOUNS else "advcl"
        heads[noun], labels[noun] = verb, "obj"
        if heads[verb - 1] == noun:
            heads[verb - 1], labels[verb - 1] = verb, "mark"


def _behind_a_verb(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """A noun right behind an active verb that has no object is its object: "came and looted | the cattle"."""
    completed = {heads[k] for k, label in enumerate(labels) if label in COMPLETED}
    for verb, tag in enumerate(tags):
        if tag not in ACTIVE or verb in completed:
            continue
        last = verb + 1
        while last < len(words) and tags[last] in WITHIN_GROUP:
            last += 1
        group = range(verb + 1, last)
        outward = [k for k in group if heads[k] not in group]
        if len(outward) != 1 or tags[outward[0]] not in NOUNS or not FOLLOWED.isdisjoint(tags[last : last + 1]):
            continue
        noun = outward[0]
        followed = last < len(words) and tags[last][:1] == "V" and tags[last] != "VVBG"
        above = upwards(verb, heads)
        if labels[noun] in STRAYING and heads[noun] in above and not followed:
            heads[noun], labels[noun] = verb, "obj"


def upwards(at: int, heads: Sequence[int]) -> list[int]:
    """All that a word hangs on, up to the root."""
    found: list[int] = []
    while heads[at] >= 0 and heads[at] not in found:
        at = heads[at]
        found.append(at)
    return found


def _apposed(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What stands between commas behind a name says what it is: "Manbij, | a key stronghold, | was bombed"."""
    for name in range(len(words) - 5):
        if tags[name] != "PROPN" or words[name + 1] != "," or words[name + 2] not in ("a", "an", "the"):
            continue
        comma = next((k for k in range(name + 3, min(name + REACH, len(words) - 1)) if words[k] == ","), -1)
        if comma < 0 or any(tags[k] not in WITHIN_GROUP for k in range(name + 2, comma)):
            continue
        outward = [k for k in range(name + 2, comma) if not name + 2 <= heads[k] < comma]
        if len(outward) == 1 and heads[outward[0]] > comma and heads[name] in (heads[outward[0]], outward[0]):
            heads[name], labels[name] = heads[outward[0]], labels[outward[0]]
            heads[outward[0]], labels[outward[0]] = name, "appos"


def _named_subjects(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A name between commas behind a subject is that subject's: "their commander, | Ali Hassan, | said"."""
    for at, label in enumerate(labels):
        if label != "nsubj" or tags[at] != "PROPN" or words[at + 1 : at + 2] != [","]:
            continue
        first = min([at, *(k for k in range(at) if heads[k] == at)])
        subject = first - 2
        if subject >= 0 and words[first - 1] == "," and labels[subject] == "nsubj" and heads[subject] == heads[at]:
            heads[at], labels[at] = subject, "appos"


def _alight(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What is set alight is the verb's object: "setting | houses | ablaze"."""
    for at, word in enumerate(words):
        if word not in ALIGHT:
            continue
        verb = next((k for k in range(at - 1, max(-1, at - REACH), -1) if words[k][:3] == "set"), -1)
        if verb < 0 or tags[verb][:1] != "V" or heads[at] == verb:
            continue
        noun = next((k for k in range(at - 1, verb, -1) if tags[k] in NOUNS), -1)
        under = [k for k, head in enumerate(heads) if head == at]
        if heads[verb] in (at, noun):
            other = next((k for k in under if k < verb and tags[k][:1] == "V"), -1)
            heads[verb], labels[verb] = (other, "advcl") if other >= 0 else (heads[at], labels[at])
            if other >= 0:
                heads[other], labels[other] = heads[at], labels[at]
        for k in under:
            heads[k] = verb if heads[k] == at else heads[k]
        heads[at], labels[at] = verb, "xcomp"
        if noun > verb:
            heads[noun], labels[noun] = verb, "obj"
