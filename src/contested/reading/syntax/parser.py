"""Heads and relations of a sentence's words, in one pass from left to right.

A greedy arc-eager parser (J. Nivre, "Algorithms for deterministic incremental dependency parsing", 2008) over words
without their marks, trained with a dynamic oracle (Y. Goldberg and J. Nivre, 2012). It takes at most two steps a word;
at each the action is taken whose weights add up highest, of those that are allowed.

The names of positions are those of the literature: ``s0`` and ``s1`` are the top of the stack and what lies below it,
``b0``, ``b1``, ``b2`` the words in front, ``l`` and ``r`` after a name its leftmost and rightmost dependent, ``h`` its
head; ``w``, ``t``, ``wt`` are a word, its tag, both.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

from contested.reading.syntax.features import front_keys, pair_keys
from contested.reading.syntax.lanes import Lanes

SHIFT: Final = 0
REDUCE: Final = 1
LEFT: Final = 2
RIGHT: Final = 3
END_TAG: Final = 62  # behind the last word
NO_TAG: Final = 63  # nowhere
NO_LABEL: Final = 31  # of no word
FREE: Final = 30  # of a word without head


class Actions(NamedTuple):
    """What the parser can do: kind and label of each action, in the order of the lanes: lefts, shift, rights, reduce.

    ``marks`` are the bits that a label leaves at its head, for the features to see.
    """

    kinds: list[int]
    labels: list[int]
    lefts: int
    marks: list[int]


class Grammar(NamedTuple):
    """The parser's weights and what they speak of; ``verbs`` and ``joins`` are 1 at the tags that count as such."""

    lanes: Lanes
    actions: Actions
    verbs: list[int]
    joins: list[int]


class Guide(Protocol):
    """Chooses the action in training; sees the features' keys, the scores, and where the parser stands."""

    def __call__(
        self, keys: tuple[int, ...], scores: Sequence[int], stack: list[int], front: int, heads: list[int]
    ) -> int: ...


def parse(
    grammar: Grammar, numbers: list[int], tags: list[int], marks: list[int], guide: Guide | None = None
) -> tuple[list[int], list[int]]:
    """Heads (the count of words: a root) and labels of words.

    Args:
        grammar: the weights.
        numbers: of the words.
        tags: of the words.
        marks: 1 where a comma stands before a word, 2 where another mark does.
        guide: in training, who chooses.
    """
    lanes = grammar.lanes
    get, unpack, width, bias = lanes.get, lanes.unpack, lanes.width, lanes.bias
    kinds, action_labels, lefts, label_marks = grammar.actions
    n = len(numbers)
    nowhere = n + 1
    wt = [number << 6 | tag for number, tag in zip(numbers, tags, strict=True)]
    w, t, pb = [*numbers, 0, 0, 0, 0], [*tags, END_TAG, NO_TAG, NO_TAG, NO_TAG], [*marks, 0, 0, 0, 0]
    wt += [END_TAG, NO_TAG, NO_TAG, NO_TAG]
    verbs, joins, breaks = _counts(grammar.verbs, tags), _counts(grammar.joins, tags), _counts((0, 1, 1), marks)
    heads, labels = [-1] * (n + 4), [NO_LABEL] * (n + 4)
    leftmost, rightmost = [nowhere] * (n + 4), [nowhere] * (n + 4)
    right_marks, left_marks = [0] * (n + 4), [0] * (n + 4)
    own = [0] * n
    stack: list[int] = []
    ahead: tuple[int, ...] = ()
    front_score, seen, b = 0, -1, 0
    while b < n:
        if not stack:
            stack.append(b)
            b += 1
            continue
        s0 = stack[-1]
        b0wt, b0t, s0wt, s0t = wt[b], t[b], wt[s0], t[s0]
        b1 = b + 1 if b + 1 < n else nowhere
        b2 = b + 2 if b + 2 < n else nowhere
        b1t, b1wt, b2t, pb0 = t[b1], wt[b1], t[b2], pb[b]
        if seen != b:
            seen = b
            ahead = front_keys(b0wt, b0t, b1wt, b1t, wt[b2], b2t, pb0, pb[b1])
            front_score = bias + sum(filter(None, map(get, ahead)))
        score = own[s0]
        if not score:
            score = own[s0] = get(s0wt << 6) or 0
        head = heads[s0]
        if head < 0:
            s0_label, head_t, head_w = FREE, NO_TAG, 0
        else:
            s0_label, head_t, head_w = labels[s0], t[head], w[head]
        b0l = leftmost[b]
        apart = b - s0
        distance = apart if apart < 5 else 5 if apart < 7 else 6 if apart < 11 else 7
        s1 = stack[-2] if len(stack) > 1 else nowhere
        between = min(verbs[b] - verbs[s0 + 1], 2)
        if joins[b] > joins[s0 + 1]:
            between |= 4
        between |= min(breaks[b + 1] - breaks[s0 + 1], 2) << 3
        keys = pair_keys(
            s0wt, s0t, b0wt, b0t, b1wt, b1t, b2t, pb0, head_w, head_t,
            t[leftmost[s0]], t[rightmost[s0]], w[b0l], t[b0l], w[s1], t[s1],
            distance, left_marks[s0], right_marks[s0], left_marks[b], s0_label, between,
        )  # fmt: skip
        scores = unpack((front_score + score + sum(filter(None, map(get, keys)))).to_bytes(width, "little"))
        if guide is not None:
            action = guide((*ahead, s0wt << 6, *keys), scores, stack, b, heads)
        elif head < 0:  # everything but to reduce, which is last
            action = scores.index(max(scores[:-1]))
        else:  # no arc to the left
            rest = scores[lefts:]
            action = rest.index(max(rest)) + lefts
        kind = kinds[action]
        if kind == SHIFT:
            stack.append(b)
            b += 1
        elif kind == REDUCE:
            stack.pop()
        elif kind == LEFT:
            label = action_labels[action]
            heads[s0], labels[s0], leftmost[b] = b, label, s0
            left_marks[b] |= label_marks[label]
            stack.pop()
        else:
            label = action_labels[action]
            heads[b], labels[b], rightmost[s0] = s0, label, b
            right_marks[s0] |= label_marks[label]
            stack.append(b)
            b += 1
    return [head if head >= 0 else n for head in heads[:n]], labels[:n]


def _counts(counted: Sequence[int], values: list[int]) -> list[int]:
    """How many of the values before each place are counted."""
    total = 0
    totals = [0]
    for value in values:
        total += counted[value]
        totals.append(total)
    totals.append(total)
    return totals
