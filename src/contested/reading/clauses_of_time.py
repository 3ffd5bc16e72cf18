"""Clauses and nouns of time in a tree, put right: what "after", "since" and "until" open, and what only tells when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from contested.reading.syntax.tree import is_verb

TIMING: Final = frozenset(("since", "after", "before", "until", "as"))
SUBJECT: Final = frozenset(("nsubj", "nsubj:pass"))
MEASURED: Final = SUBJECT | {"obj", "iobj", "other"}  # what the parser takes a duration for
NAMED_KINDS: Final = frozenset(("place", "actor", "name", "person"))


def timed_participles(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Hang an -ing form behind a word of time on the verb before it: "mines planted by rebels | before losing it"."""
    for mark, word in enumerate(words):
        at = heads[mark] if word.lower() in TIMING and labels[mark] == "mark" else -1
        if at < 0 or tags[at] != "VVBG" or labels[at] not in ("acl", "advcl"):
            continue
        if not any(heads[k] == at and labels[k] == "obj" for k in range(at + 1, len(heads))):
            continue
        verb = next((k for k in range(mark - 1, -1, -1) if is_verb(tags[k]) or words[k] == ","), -1)
        if (
            verb >= 0
            and labels[verb] == "acl"
            and heads[verb] >= 0
            and heads[at] != verb
            and at not in line_up(heads, verb)
        ):
            heads[at], labels[at] = verb, "advcl"


def before_times(kinds: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Give a preposition the name behind it and not the time behind that: "men of the Front | last night"."""
    for case, label in enumerate(labels):
        time = heads[case]
        name = time - 1
        if label != "case" or time < 0 or kinds[time] != "time" or name <= case or kinds[name] not in NAMED_KINDS:
            continue
        if heads[time] >= 0 and time not in line_up(heads, heads[time]):
            heads[case], heads[name], labels[name] = name, heads[time], "nmod"


def of_whom(time: int, kinds: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Give a verb that took a time for its subject the noun beside it: "Yesterday at one | the Brigade blew up".

    The noun stands between the time and the verb, or before the time: "Fighters of the Emirate | last night seized".
    """
    verb = heads[time]
    if not is_verb(tags[verb]) or verb < time:
        return
    cased = {heads[k] for k, label in enumerate(labels) if label == "case"}
    behind = [k for k in range(time + 1, verb) if tags[k] in ("NN", "NNS", "PROPN") and kinds[k] != "time"]
    before = [time - 1] if time and tags[time - 1] in ("NN", "NNS", "PROPN") and kinds[time - 1] != "time" else []
    outer = [k for k in behind if heads[k] not in behind] or before
    subject = next((k for k in outer if k not in cased and labels[k] not in ("compound", "flat", "conj")), -1)
    if subject < 0 or (verb in line_up(heads, subject)[:-1] and labels[subject] in SUBJECT):
        return
    heads[subject], labels[subject], labels[time] = verb, labels[time], "obl"


def clauses_of_time(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Make a clause of what a preposition took a noun from: "are missing | since rebels invaded the town"."""
    subjects = with_subjects(heads, labels)
    for case, word in enumerate(words):
        if word not in TIMING or labels[case] != "case":
            continue
        at = heads[case]
        verb, above = at + 1, heads[at] if at >= 0 else -1
        if above < 0 or verb >= len(tags) or tags[verb] not in ("VVBD", "VVBZ") or labels[at] not in ("obl", "nmod"):
            continue
        governor = above
        while governor >= 0 and not is_verb(tags[governor]):
            governor = heads[governor]
        if governor < 0 or governor >= case or verb in subjects:
            continue
        if heads[governor] == verb:
            heads[governor], labels[governor] = heads[verb], labels[verb]
        elif verb in line_up(heads, governor):
            continue
        heads[verb], labels[verb] = governor, "advcl"
        heads[at], labels[at] = verb, "nsubj"
        heads[case], labels[case] = verb, "mark"


def perfects_of_time(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What a word of time opens is the subject of the "had" behind it: "retook X after rebels of Y | had held it"."""
    for case, word in enumerate(words):
        at = heads[case]
        if word not in TIMING or labels[case] != "case" or at < case or labels[at] not in ("obl", "nmod"):
            continue
        last = max(k for k in range(at, len(heads)) if k == at or at in line_up(heads, k))
        verb = heads[last + 1] if last + 1 < len(heads) and tags[last + 1] == "HAVE" else -1
        governor = heads[at]
        if verb <= last + 1 or not is_verb(tags[verb]) or labels[last + 1] != "aux" or not is_verb(tags[governor]):
            continue
        taken = [k for k, head in enumerate(heads) if head == verb and labels[k] in SUBJECT]
        if verb in line_up(heads, governor):
            heads[governor], labels[governor] = heads[verb], labels[verb]
        if any(k > case for k in taken):
            continue
        for k in taken:  # "retook | X", which the verb behind had taken for its subject
            heads[k], labels[k] = governor, "obj" if k > governor else labels[k]
        heads[verb], labels[verb] = governor, "advcl"
        heads[at], labels[at] = verb, "nsubj"
        heads[case], labels[case] = verb, "mark"


def measured(words: Sequence[str], kinds: Sequence[str], heads: Sequence[int], labels: list[str]) -> None:
    """A duration before a clause of time is no subject or object of it: "two years | after rebels had taken it"."""
    for mark, word in enumerate(words):
        time = mark - 1
        if word not in TIMING or labels[mark] != "mark" or time < 0 or kinds[time] != "time":
            continue
        if heads[time] == heads[mark] and labels[time] in MEASURED:
            labels[time] = "obl"


def passives_of_time(words: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """What a word of time opens is the subject of the passive behind it: "since the siege of X | was lifted"."""
    for case, word in enumerate(words):
        at = heads[case]
        if word not in TIMING or labels[case] != "case" or at < 0 or labels[at] not in ("obl", "nmod"):
            continue
        last = max([at, *(k for k in range(at, len(heads)) if at in line_up(heads, k))])
        helper = next((k for k in range(last + 1, len(heads)) if tags[k] not in ("ADV", "HAVE")), -1)
        verb = heads[helper] if helper >= 0 and labels[helper] == "aux:pass" else -1
        governor = heads[at]
        if verb <= helper or governor < 0 or labels[verb] in ("acl", "acl:relcl"):
            continue
        if heads[governor] == verb:
            heads[governor], labels[governor] = heads[verb], labels[verb]
        elif verb in line_up(heads, governor):
            continue
        if any(labels[k] in SUBJECT for k, head in enumerate(heads) if head == verb):
            continue
        heads[verb], labels[verb] = governor, "advcl"
        heads[at], labels[at] = verb, "nsubj:pass"
        heads[case], labels[case] = verb, "mark"


def behind_time(at: int, kinds: Sequence[str], tags: Sequence[str], heads: list[int], labels: list[str]) -> None:
    """Give a time its preposition and a verb its subject: "On 18 May | coalition aircraft struck"."""
    verb = heads[at]
    case = next((c for c in range(at) if heads[c] == at and labels[c] == "case"), -1)
    time = next((k for k in range(case + 1, at) if kinds[k] == "time"), -1) if case >= 0 else -1
    if time == case + 1 and is_verb(tags[verb]) and verb not in with_subjects(heads, labels):
        heads[case] = time
        heads[time], labels[time] = verb, "obl"
        labels[at] = "nsubj"


def with_subjects(heads: Sequence[int], labels: Sequence[str]) -> set[int]:
    """The tokens that have a subject."""
    return {head for head, label in zip(heads, labels, strict=True) if label in SUBJECT}


def line_up(heads: Sequence[int], at: int) -> list[int]:
    """The tokens from one's head up to the root."""
    found: list[int] = []
    while heads[at] >= 0 and len(found) < len(heads):
        at = heads[at]
        found.append(at)
    return found
