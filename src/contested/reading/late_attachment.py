"""Where phrases and clauses hang that show only once the rest of a tree is put right: shared verbs, asides, harm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from contested.reading.attachment import LATER, NOUNS, upwards

JOINED: Final = LATER.union(("conj",))
PASTS: Final = frozenset(("VVBD", "VVBN"))
FINITES: Final = frozenset(("VVBD", "VVBZ", "VVBP"))
HARMED: Final = frozenset(
    ("killed", "wounded", "injured", "hurt", "martyred", "slain", "arrested", "detained", "abducted", "kidnapped")
)
HARM: Final = HARMED | {"dead"}
TOLD: Final = frozenset(("reported", "feared", "presumed", "believed", "confirmed", "declared", "pronounced"))
USING: Final = frozenset(("use", "uses", "used", "using", "employ", "employed", "employing"))


def attach_at_last(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Hang them on the right word; ``tags``, ``heads`` and ``labels`` are changed in place."""
    there = frozenset(words)  # most rules are about a word, and most sentences have none of them
    if "by" in there:
        _led_by(words, tags, heads, labels)
    _active_subjects(words, tags, heads, labels)
    listed = "conj" in labels
    if listed:
        _parallel(tags, heads, labels)
    if listed and "and" in there:
        _twins(words, tags, heads, labels)
    if "against" in there:
        _against(words, tags, heads, labels)
    if "worth" in there:
        _worth(words, tags, heads, labels)
    if listed:
        _cased_again(words, tags, heads, labels)
        _clause_subjects(tags, heads, labels)
    if "having" in there:
        _having(words, tags, heads, labels)
    if "that" in there:
        _that(words, tags, heads, labels)
    if not there.isdisjoint(HARMED):
        _harmed(words, tags, heads, labels)
    if not there.isdisjoint(TOLD):
        _reported(words, tags, heads, labels)
    if "as" in there:
        _as(words, tags, heads, labels)


def _led_by(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A participle with "by" between a noun and a finite verb describes the noun: "the army | led by X | continues"."""
    for led in range(1, len(words) - 2):
        noun = led - 1
        if tags[led] not in ("VVBD", "VVBN") or words[led + 1] != "by" or tags[noun] not in NOUNS:
            continue
        later = (k for k in range(led + 2, len(words)) if heads[k] == led and labels[k] in JOINED)
        verb = next((k for k in later if tags[k] in ("VVBZ", "VVBD", "VVBP")), -1)
        if verb < 0 or any(labels[k] in ("cc", "mark", "nsubj") for k, head in enumerate(heads) if head == verb):
            continue
        if any(labels[k] in ("aux:pass", "aux") for k, head in enumerate(heads) if head == led):
            continue
        heads[verb], labels[verb] = heads[led], labels[led]
        for k, head in enumerate(heads):
            if head == led and (k < led or k > verb):
                heads[k] = verb
        heads[noun], labels[noun] = verb, "nsubj"
        heads[led], labels[led] = noun, "acl"


def _active_subjects(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """An -ing form with a subject is no noun: "units | advancing from the south | linked up"."""
    for at, label in enumerate(labels):
        if label != "nsubj" or tags[at] != "NN" or not words[at].endswith("ing"):
            continue
        subject = next((k for k in range(at) if heads[k] == at and labels[k] == "nsubj"), -1)
        if subject < 0:
            continue
        tags[at] = "VVBG"
        heads[subject], heads[at], labels[at] = heads[at], subject, "acl"


def _parallel(tags: Sequence[str], heads: list[int], labels: Sequence[str]) -> None:
    """Common nouns are listed with common nouns: "the town of X | and the countryside of Y"."""
    for at, label in enumerate(labels):
        name = heads[at]
        if label != "conj" or tags[at] not in ("NN", "NNS") or name < 0 or tags[name] != "PROPN":
            continue
        if labels[name] == "nmod" and heads[name] >= 0 and tags[heads[name]] in ("NN", "NNS"):
            heads[at] = heads[name]


def _twins(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Two verbs with nothing but "and" between them share what follows: "killed and wounded | some 700"."""
    for first in range(len(words) - 2):
        second = first + 2
        if words[first + 1] != "and" or tags[first] not in PASTS or tags[second] not in PASTS:
            continue
        if heads[second] != first and heads[first] != second and labels[second] == "conj":
            heads[second] = first


def _against(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Whom an act is against hangs on it, not on who acts or with what: "the advance made by X | against Y"."""
    for case, word in enumerate(words):
        at = heads[case]
        if word != "against" or labels[case] != "case" or at < 0 or labels[at] != "nmod":
            continue
        using = heads[heads[at]]
        if labels[heads[at]] == "obj" and using >= 0 and words[using] in USING:
            heads[at], labels[at] = using, "obl"  # "used artillery | against the town"
            continue
        top = next((k for k in upwards(at, heads) if labels[k] == "obl"), -1)
        by = any(heads[k] == top and labels[k] == "case" and words[k] == "by" for k in range(max(top, 0)))
        if top >= 0 and by and heads[top] >= 0:
            heads[at], labels[at] = heads[top], "obl"


def _worth(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """ "returned thousands of square kilometres worth of territory": the measure is the object."""
    for at, word in enumerate(words):
        verb, measure = heads[at], at - 1
        if word != "worth" or measure < 1 or heads[measure] != at or verb < 0 or tags[verb][:1] != "V":
            continue
        for k, head in enumerate(heads):
            if head == at and k > at and words[k - 1] != "of":
                heads[k] = verb
            elif head > at and tags[head] == "ADV" and tags[k] in NOUNS:
                heads[k], labels[k] = verb, "obl"  # "back | to the control of"
        heads[measure], labels[measure] = verb, "obj"
        heads[at], labels[at] = measure, "amod"


def _cased_again(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """A listed noun with a preposition told before is one more of it: "against X in A and | against Y in B"."""
    cases = {heads[k]: words[k] for k, label in enumerate(labels) if label == "case"}
    for at, label in enumerate(labels):
        if label != "conj" or tags[at] not in NOUNS or at not in cases:
            continue
        same = (k for k in upwards(at, heads) if labels[k] in ("obl", "nmod") and cases.get(k) == cases[at])
        above = next(same, -1)
        if above >= 0 and heads[above] >= 0:
            heads[at], labels[at] = heads[above], labels[above]


def _clause_subjects(tags: list[str], heads: list[int], labels: list[str]) -> None:
    """What "and" joins to a verb and another verb follows is that verb's subject.

    "The road was opened and | the pocket completely encircled": what the first verb's auxiliaries say holds there too.
    """
    for at, label in enumerate(labels):
        first = heads[at]
        if label != "conj" or tags[at] not in NOUNS or first < 0 or tags[first][:1] != "V":
            continue
        verb = next((k for k in range(at + 1, len(tags)) if tags[k][:1] == "V"), -1)
        if verb < 0 or heads[verb] != first or labels[verb] != "conj":
            continue
        own = {labels[k] for k, head in enumerate(heads) if head == verb}
        if own & {"nsubj", "nsubj:pass"}:
            continue
        passive = any(head == first and labels[k] == "aux:pass" for k, head in enumerate(heads))
        heads[at], labels[at] = verb, "nsubj:pass" if passive and not own & {"aux", "obj"} else "nsubj"
        if labels[at] == "nsubj:pass":
            tags[verb] = "VVBN"
        for k in range(at + 1, verb):
            if heads[k] == first:
                heads[k], labels[k] = (at, "nmod") if labels[k] == "obl" else (verb, labels[k])


def _having(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """ "Having" right behind a verb opens what its subject does: "denies | having targeted civilians"."""
    for at in range(1, len(words) - 1):
        verb = at - 1
        done = heads[at]
        if words[at] != "having" or tags[verb] not in FINITES or done <= at:
            continue
        if heads[done] < 0 or (heads[done] == verb and labels[done] == "ccomp"):
            heads[done], labels[done] = verb, "xcomp"


def _that(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """ "That" left alone behind a verb opens its clause: "said | that 29 men perished"; of a noun, it is no "which"."""
    for at in range(1, len(words) - 1):
        if words[at] != "that":
            continue
        clause = heads[at]
        if clause >= 0 and labels[at] == "mark" and labels[clause] == "acl:relcl":
            labels[clause] = "acl"  # "the allegation that a drone struck it"
        if clause >= 0 and labels[at] == "mark" and heads[clause] < 0 and tags[at - 1] in NOUNS and heads[at - 1] >= 0:
            heads[clause], labels[clause] = at - 1, "acl"  # "the pretext that the army was shelling it"
        if clause >= 0 or tags[at - 1] not in FINITES:
            continue
        noun = next((k for k in range(at + 1, len(words)) if heads[k] < 0 and tags[k] in NOUNS), -1)
        verb = noun + 1
        if 0 <= noun < len(words) - 1 and heads[verb] == noun and labels[verb] == "acl" and tags[verb] in PASTS:
            tags[verb] = "VVBD"
            heads[verb], labels[verb], heads[at], labels[at] = at - 1, "ccomp", verb, "mark"
            heads[noun], labels[noun] = verb, "nsubj"


def _harmed(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Who is counted and has no object suffers: "four soldiers | killed", "12 civilians | wounded, two houses"."""
    for at, word in enumerate(words):
        if word not in HARMED or tags[at] not in PASTS:
            continue
        subject = next((k for k in range(at) if heads[k] == at and labels[k] == "nsubj"), -1)
        if subject < 0:
            continue
        counted = tags[subject] == "NUM" or any(head == subject and tags[k] == "NUM" for k, head in enumerate(heads))
        behind = [k for k, head in enumerate(heads) if head == at and labels[k] in ("obj", "ccomp", "xcomp")]
        listed = words[at + 1 : at + 2] == [","]  # "wounded, | two houses destroyed": no object
        if not counted or any(words[k] not in HARMED and not listed for k in behind):
            continue
        if any(head == at and labels[k].startswith("aux") for k, head in enumerate(heads)):
            continue
        tags[at], labels[subject] = "VVBN", "nsubj:pass"
        for k in behind:
            _one_more(k, words, tags, heads, labels)


def _one_more(at: int, words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """Make a clause of what a list took for an object: "several | wounded", "two houses | destroyed"."""
    verb = heads[at]
    if words[at] in HARMED:
        tags[at], labels[at] = "VVBN", "conj"
        for k, head in enumerate(heads):
            labels[k] = "nsubj:pass" if head == at and tags[k] == "NUM" else labels[k]
        return
    done = next((k for k, head in enumerate(heads) if head == at and labels[k] == "acl" and tags[k] in PASTS), -1)
    heads[at], labels[at] = (done, "nsubj:pass") if done >= 0 else (verb, "conj")
    if done >= 0:
        heads[done], labels[done], tags[done] = verb, "conj", "VVBN"


def _reported(words: Sequence[str], tags: list[str], heads: list[int], labels: list[str]) -> None:
    """ "Ten | reported killed", "two | were feared dead": what is told of them is the clause, how is an aside."""
    for at in range(1, len(words) - 1):
        harm = at + 1
        if words[at] not in TOLD or words[harm] not in HARM or heads[harm] != at or tags[at] not in PASTS:
            continue
        subject = next((k for k in range(at) if heads[k] == at and labels[k].startswith("nsubj")), -1)
        if subject < 0:
            continue
        heads[harm], labels[harm] = heads[at], labels[at]
        for k, head in enumerate(heads):
            heads[k] = harm if head == at and k != harm else heads[k]
        heads[at], labels[at], tags[at] = harm, "advmod", "ADV"
        labels[subject] = "nsubj" if words[harm] == "dead" else "nsubj:pass"
        if words[harm] != "dead":
            tags[harm] = "VVBN"


def _as(words: Sequence[str], tags: Sequence[str], heads: Sequence[int], labels: list[str]) -> None:
    """What stands behind "as" is no object: "were taken | as booty"."""
    for case, label in enumerate(labels):
        at = heads[case]
        if label == "case" and words[case] == "as" and at >= 0 and labels[at] == "obj" and heads[at] < case:
            labels[at] = "obl" if tags[at] in NOUNS else labels[at]
