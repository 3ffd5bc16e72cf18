"""What the tagger and the parser look at, each feature as a number: its key among the weights.

The lowest six bits say which feature it is, the others what was seen. The same lines serve one word and arrays of many:
the arguments are whole numbers or arrays of them.
"""

from __future__ import annotations

from typing import Any

Numbers = Any  # int, or a NumPy array of int64


def around_keys(
    shape: Numbers,
    is_first: Numbers,
    number: Numbers,
    ending2: Numbers,
    before: Numbers,
    before2: Numbers,
    behind: Numbers,
    behind_ending3: Numbers,
    behind_ending2: Numbers,
    behind_shape: Numbers,
    behind2: Numbers,
) -> tuple[Numbers, ...]:
    """Keys of the tagger's features of a word and those around it: numbers, endings, shapes."""
    return (
        (shape | is_first << 8) << 6 | 5,
        (before | number << 20) << 6 | 11,
        before << 6 | 12,
        behind << 6 | 13,
        behind2 << 6 | 14,
        behind_ending3 << 6 | 15,
        (behind_shape | shape << 6) << 6 | 17,
        (number | behind << 20) << 6 | 18,
        before2 << 6 | 20,
        (ending2 | behind_ending2 << 20) << 6 | 21,
    )


def tag_keys(tag1: Numbers, tag2: Numbers, number: Numbers, ending3: Numbers, behind: Numbers) -> tuple[Numbers, ...]:
    """Keys of the tagger's features that hang on the tags of the two words before."""
    return (
        tag1 << 6 | 8,
        (tag1 | tag2 << 6) << 6 | 9,
        (number | tag1 << 20) << 6 | 10,
        (tag1 | behind << 8) << 6 | 16,
        (ending3 | tag1 << 20) << 6 | 19,
    )


def front_keys(
    b0wt: Numbers,
    b0t: Numbers,
    b1wt: Numbers,
    b1t: Numbers,
    b2wt: Numbers,
    b2t: Numbers,
    mark0: Numbers,
    mark1: Numbers,
) -> tuple[Numbers, ...]:
    """Keys of the parser's features of the words in front."""
    return (
        b0wt << 6 | 3,
        (b0t | mark0 << 6) << 6 | 5,
        b1wt << 6 | 6,
        ((b1t << 6 | b2t) << 4 | mark1 << 2 | mark0) << 6 | 7,
        b2wt << 6 | 8,
        (b0t << 6 | b1t) << 6 | 14,
        ((b0t << 6 | b1t) << 6 | b2t) << 6 | 15,
    )


def pair_keys(
    s0wt: Numbers,
    s0t: Numbers,
    b0wt: Numbers,
    b0t: Numbers,
    b1wt: Numbers,
    b1t: Numbers,
    b2t: Numbers,
    mark0: Numbers,
    head_w: Numbers,
    head_t: Numbers,
    s0lt: Numbers,
    s0rt: Numbers,
    b0lw: Numbers,
    b0lt: Numbers,
    s1w: Numbers,
    s1t: Numbers,
    distance: Numbers,
    s0_left: Numbers,
    s0_right: Numbers,
    b0_left: Numbers,
    s0_label: Numbers,
    between: Numbers,
) -> tuple[Numbers, ...]:
    """Keys of the parser's features of the top of the stack and the word in front together."""
    st = s0t << 6 | b0t
    return (
        (s0wt << 22 | b0wt) << 6 | 9,
        (s0wt << 6 | b0t) << 6 | 10,
        (b0wt << 6 | s0t) << 6 | 11,
        (st << 8 | b1t << 2 | mark0) << 6 | 16,
        (st << 6 | head_t) << 6 | 17,
        (head_w << 12 | st) << 6 | 18,
        (st << 6 | s0lt) << 6 | 19,
        (st << 6 | s0rt) << 6 | 20,
        (st << 6 | b0lt) << 6 | 21,
        (st << 4 | distance) << 6 | 22,
        (s0wt << 10 | b0t << 4 | distance) << 6 | 23,
        ((b0t << 8 | b0_left) << 6 | s0t) << 6 | 25,
        ((s0wt << 16 | b0lw) << 6 | b0t) << 6 | 26,
        (st << 16 | b0lw) << 6 | 27,
        ((head_w << 16 | b0lw) << 6 | s0t) << 6 | 29,
        (st << 6 | s1t) << 6 | 31,
        ((s0wt >> 6) << 8 | s0_right) << 6 | 32,
        (st << 12 | b1t << 6 | b2t) << 6 | 34,
        (st << 13 | s0_left << 5 | between) << 6 | 35,
        ((s0t << 6 | s1t) << 16 | b0wt >> 6) << 6 | 36,
        (st << 16 | b1wt >> 6) << 6 | 37,
        ((s1w << 6 | s0t) << 6 | b0t) << 6 | 38,
        (s0wt << 6 | b1t) << 6 | 39,
        ((st << 8 | s0_right) << 6 | b1t) << 6 | 40,
        (st << 10 | s0_label << 5 | between) << 6 | 41,
    )
