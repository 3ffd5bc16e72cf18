"""Sentences of our own beside those of the treebank, whose prose lacks what war reports are full of.

Sentences of the treebank are begun with when and where ("On 3 May 2020, in X, …"), have such a phrase put between
subject and verb ("The army on Monday captured …"), or lose their articles and auxiliaries, as headlines do; and
sentences of war reports are drawn from templates (``war_sentences.txt``).
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from treebank import Example
from war_sentences import war_sentences

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
PREFIXED, INSERTED, CLIPPED = 0.22, 0.3, 0.2  # shares of the sentences that can be so changed
SHORTEST, LONGEST = 5, 45
Phrase = list[tuple[str, str, int, str]]  # word, tag, head in the phrase (-1: the verb), relation


def widened(read: Sequence[Example]) -> Iterator[Example]:
    """The treebank's sentences, each followed by what was made of it, and ours at the end."""
    chance = random.Random(4)
    names = [w for example in read for w, tag in zip(example.words, example.tags, strict=True) if tag == "PROPN"]
    names = [name for name in names if name[:1].isupper() and name.isalpha()]
    for example in read:
        yield example
        for share, change in ((PREFIXED, prefixed), (INSERTED, inserted), (CLIPPED, clipped)):
            made = change(example, names, chance) if chance.random() < share else None
            if made is not None:
                yield made
    yield from war_sentences()


def prefixed(example: Example, names: list[str], chance: random.Random) -> Example | None:
    """A sentence that begins with its subject, begun with when and where."""
    verb = _verb(example)
    if verb < 0 or _first_of_clause(example, verb) != 0:
        return None
    phrase: Phrase = []
    if chance.random() < 0.15:
        name = chance.choice(names)
        line: Phrase = [(name.upper(), "PROPN", -1, "other"), (chance.choice("–—:-"), "PUNCT", 0, "other")]
        if chance.random() < 0.3:
            line = _when(chance)
            line.append((":", "PUNCT", next(i for i, part in enumerate(line) if part[2] < 0), "other"))
        return _put(example, 0, _capital(line), verb)
    for _ in range(chance.choice((1, 1, 2, 2, 3))):
        piece = _when(chance) if chance.random() < 0.5 else _where(names, chance)
        _join(phrase, piece)
        top = next(i for i, part in enumerate(phrase) if i >= len(phrase) - len(piece) and part[2] < 0)
        phrase.append((",", "PUNCT", top, "other"))
    if chance.random() < 0.25:
        phrase.pop()
    first, *rest = example.words
    if example.tags[0] != "PROPN" and first != "I":
        first = first.lower()
    return _put(example._replace(words=[first, *rest]), 0, _capital(phrase), verb)


def inserted(example: Example, names: list[str], chance: random.Random) -> Example | None:
    """A sentence with a phrase put between its subject and its verb."""
    verb = _verb(example)
    subjects = [
        i for i in range(max(verb, 0)) if example.heads[i] == verb and example.labels[i] in ("nsubj", "nsubj:pass")
    ]
    if verb < 0 or not subjects or example.tags[subjects[-1]] in ("PRON", "WH", "EX"):
        return None
    behind = 1 + max(i for i in range(verb) if _below(example, i, subjects[-1]))
    kind = chance.random()
    if kind < 0.2:
        name = chance.choice(names).upper()[: chance.choice((2, 3, 3, 4))]
        top = subjects[-1]
        phrase: Phrase = [("(", "PUNCT", 1, "other"), (name, "PROPN", -1, "appos"), (")", "PUNCT", 1, "other")]
        return _put(example, behind, phrase, top)
    phrase = _when(chance) if kind < 0.5 else _where(names, chance) if kind < 0.65 else _aside(names, chance)
    if kind > 0.6:
        top = next(i for i, part in enumerate(phrase) if part[2] < 0) + 1
        phrase = [(w, t, h + 1 if h >= 0 else h, label) for w, t, h, label in phrase]
        phrase = [(",", "PUNCT", top, "other"), *phrase, (",", "PUNCT", top, "other")]
    return _put(example, behind, phrase, verb)


def clipped(example: Example, _names: list[str], _chance: random.Random) -> Example | None:
    """A short sentence as a headline has it: without articles, auxiliaries and the full stop."""
    verb = _verb(example)
    if verb < 0 or len(example.words) > 20 or _first_of_clause(example, verb) != 0 or example.tags[0] == "PRON":
        return None
    if example.tags[verb] in ("VVB", "VVBP") and "aux" in example.labels:
        return None
    gone = [
        (tag == "DET" and word.lower() in ("the", "a", "an"))
        or (tag in ("BE", "BEN", "HAVE") and label in ("aux", "aux:pass") and head == verb)
        or (word == "." and i == len(example.words) - 1)
        for i, (word, tag, head, label) in enumerate(
            zip(example.words, example.tags, example.heads, example.labels, strict=True)
        )
    ]
    if not any(gone[:-1]) or any(gone[head] for i, head in enumerate(example.heads) if head >= 0 and not gone[i]):
        return None
    kept = [i for i, lost in enumerate(gone) if not lost]
    place = {i: k for k, i in enumerate(kept)}
    words = [example.words[i] for i in kept]
    words[0] = words[0][0].upper() + words[0][1:]
    heads = [place[example.heads[i]] if example.heads[i] >= 0 else -1 for i in kept]
    return Example(words, [example.tags[i] for i in kept], heads, [example.labels[i] for i in kept])


def _verb(example: Example) -> int:
    """The one root of a sentence of middling length, if it is a verb; else -1."""
    roots = [i for i, head in enumerate(example.heads) if head < 0]
    fits = SHORTEST < len(example.words) < LONGEST and len(roots) == 1 and example.tags[roots[0]][0] == "V"
    return roots[0] if fits else -1


def _first_of_clause(example: Example, verb: int) -> int:
    """0 where the sentence begins with the verb's subject, else -1."""
    i = 0
    while example.heads[i] not in (verb, -1):
        i = example.heads[i]
    return 0 if example.labels[i] in ("nsubj", "nsubj:pass") and i < verb else -1


def _below(example: Example, i: int, top: int) -> bool:
    """Whether a word hangs below another, or is it."""
    while i >= 0 and i != top:
        i = example.heads[i]
    return i == top


def _when(chance: random.Random) -> Phrase:
    """A phrase of time."""
    kind = chance.random()
    if kind < 0.12:
        unit, side = chance.choice(("days", "weeks", "hours", "months")), chance.choice(("later", "earlier"))
        count = chance.choice(("two", "three", "12", "several"))
        return [
            (count, "ADJ" if count == "several" else "NUM", 1, "other"),
            (unit, "NNS", 2, "obl"),
            (side, "ADV", -1, "other"),
        ]
    if kind < 0.24:
        first = chance.choice(("last", "this", "that", "the same", "the previous")).split()
        unit = chance.choice(("night", "week", "day", "month", "evening", "year"))
        tags = ["DET" if word in ("this", "that", "the") else "ADJ" for word in first]
        words: Phrase = [(word, tag, len(first), "other") for word, tag in zip(first, tags, strict=True)]
        return [*words, (unit, "NN", -1, "obl")]
    before = chance.choice(("on", "on", "on", "around", "by"))
    if chance.random() < 0.5:
        return [(before, "ADP", 1, "case"), (chance.choice(DAYS), "PROPN", -1, "obl")]
    month, day = chance.choice(MONTHS), str(chance.randint(1, 31))
    phrase: Phrase = [(before, "ADP", 2, "case"), (day, "NUM", 2, "other"), (month, "PROPN", -1, "obl")]
    if chance.random() < 0.3:
        phrase = [(before, "ADP", 1, "case"), (month, "PROPN", -1, "obl"), (day, "NUM", 1, "other")]
    if chance.random() < 0.5:
        top = next(i for i, part in enumerate(phrase) if part[2] < 0)
        phrase.append((str(chance.randint(2000, 2026)), "NUM", top, "other"))
    return phrase


def _where(names: list[str], chance: random.Random) -> Phrase:
    """A phrase of place, perhaps with what it lies in behind it."""
    count = chance.choice((1, 1, 1, 2))
    phrase: Phrase = [(chance.choice(("in", "in", "at", "near")), "ADP", count, "case")]
    phrase += [(chance.choice(names), "PROPN", count, "compound") for _ in range(count - 1)]
    phrase.append((chance.choice(names), "PROPN", -1, "obl"))
    for _ in range(chance.choice((0, 0, 1, 1, 2))):
        phrase += [(",", "PUNCT", len(phrase) + 1, "other"), (chance.choice(names), "PROPN", count, "appos")]
    return phrase


def _aside(names: list[str], chance: random.Random) -> Phrase:
    """Who says so, put in between: "it said", "the army said on Monday"."""
    subjects: tuple[Phrase, ...] = (
        [("it", "PRON", 1, "nsubj")],
        [("they", "PRON", 1, "nsubj")],
        [("officials", "NNS", 1, "nsubj")],
        [("witnesses", "NNS", 1, "nsubj")],
        [(chance.choice(names), "PROPN", 1, "nsubj")],
        [("the", "DET", 1, "other"), (chance.choice(("army", "ministry", "report", "monitor")), "NN", 2, "nsubj")],
    )
    subject = chance.choice(subjects)
    verb = len(subject)
    subject = [(word, tag, verb if label == "nsubj" else head, label) for word, tag, head, label in subject]
    past = chance.random() < 0.7
    said = chance.choice(("said", "reported", "claimed") if past else ("say", "report"))
    phrase: Phrase = [*subject, (said, "VVBD" if past else "VVBP", -1, "parataxis")]
    if chance.random() < 0.3:
        phrase += [("on", "ADP", verb + 2, "case"), (chance.choice(DAYS), "PROPN", verb, "obl")]
    return phrase


def _join(phrase: Phrase, piece: Phrase) -> None:
    """Add a phrase behind another."""
    at = len(phrase)
    phrase += [(word, tag, head + at if head >= 0 else head, label) for word, tag, head, label in piece]


def _capital(phrase: Phrase) -> Phrase:
    (word, *rest), *others = phrase
    return [(word[0].upper() + word[1:], *rest), *others]


def _put(example: Example, at: int, phrase: Phrase, top: int) -> Example:
    """A sentence with a phrase put in at a place, hung on a word of it."""
    size = len(phrase)
    moved = [head if head < at else head + size for head in example.heads]
    own = [at + head if head >= 0 else top if top < at else top + size for _, _, head, _ in phrase]
    return Example(
        [*example.words[:at], *(part[0] for part in phrase), *example.words[at:]],
        [*example.tags[:at], *(part[1] for part in phrase), *example.tags[at:]],
        [*moved[:at], *own, *moved[at:]],
        [*example.labels[:at], *(part[3] for part in phrase), *example.labels[at:]],
    )
