"""Many sentences at once, in step with each other: the trees that they would have one by one, to the last bit.

Each step tags one word, or takes one action, of every sentence of a batch; NumPy does for all of them what
``tagger.py`` and ``parser.py`` do for one. Sentences are sorted by length, so that few wait for a longer one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.reading.syntax.features import around_keys, front_keys, pair_keys, tag_keys
from contested.reading.syntax.hashing import PER_WORD, Ints, Rows, Words, scores
from contested.reading.syntax.lanes import Lanes
from contested.reading.syntax.parser import END_TAG, FREE, LEFT, NO_LABEL, NO_TAG, RIGHT, SHIFT
from contested.reading.syntax.tagger import BEYOND
from contested.reading.syntax.tree import PUNCT, Tree

if TYPE_CHECKING:
    from contested.reading.syntax.table import Syntax

MOST: Final = 24_000  # tokens in step, each sentence counted as long as the longest: what memory is taken for
KEPT: Final = 50_000  # words whose numbers are kept at hand
STEP: Final = 9  # steps of one sentence alone that take as long as one of a few in step
COUNTED: Final = (1 << 20) - 1
DISTANCES: Final = np.array([0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 6, 7])  # what so many words apart count as
NUMBER, ENDING3, ENDING2, SHAPE, SURE, MARK = range(6)


class Lexemes:
    """The words met so far, in numbers; the first is the edge of a sentence."""

    def __init__(self, syntax: Syntax, rows: Rows) -> None:
        self.syntax, self.rows = syntax, rows
        self.clear()

    def clear(self) -> None:
        """Forget all words."""
        self.index: dict[str, int] = {}
        self.traits: Ints = np.array([[0, 0, 0, 0, -1, 0]], np.int64)
        self.scores: Words = np.zeros((1, self.rows.width), np.uint64)

    def indices(self, sentences: Sequence[Sequence[str]]) -> list[list[int]]:
        """The numbers of the words of sentences; new ones are looked up."""
        index = self.index
        new = list(dict.fromkeys(word for words in sentences for word in words if word not in index))
        if len(index) + len(new) > KEPT and index:
            self.clear()
            return self.indices(sentences)
        if new:
            index.update({word: at for at, word in enumerate(new, len(self.traits))})
            found = list(map(self.syntax.vocabulary.word, new))
            self.traits = np.concatenate([self.traits, np.array([word[:6] for word in found], np.int64)])
            keys = np.array([word.keys for word in found], np.int64)
            self.scores = np.concatenate([self.scores, self.rows.sums(np.ascontiguousarray(keys.T))])
        return [[index[word] for word in words] for words in sentences]


class Batch:
    """Parses many sentences with the weights of a `Syntax`."""

    def __init__(self, syntax: Syntax) -> None:
        self.syntax = syntax
        self.tagger, self.parser = _rows(syntax.tagger), _rows(syntax.grammar.lanes)
        self.lexemes = Lexemes(syntax, self.tagger)
        actions = syntax.grammar.actions
        self.kinds, self.labels = np.array(actions.kinds), np.array(actions.labels)
        self.bits = np.array(actions.marks)
        # lanes that count for a word on the stack that has a head, to which no arc can lead, and for one that has none
        self.allowed = np.zeros((2, self.parser.width * PER_WORD), np.uint16)
        self.allowed[0, actions.lefts : self.parser.answers] = 0xFFFF
        self.allowed[1, : self.parser.answers - 1] = 0xFFFF  # all but to reduce
        none = [0] * (NO_TAG + 1 - len(syntax.grammar.verbs))
        self.verbs, self.joins = np.array(syntax.grammar.verbs + none), np.array(syntax.grammar.joins + none)

    def trees(self, sentences: Sequence[Sequence[str]], fixed: Sequence[Mapping[int, int]]) -> list[Tree]:
        """The trees of sentences, whose known tags are given by number."""
        order = sorted((i for i, words in enumerate(sentences) if words), key=lambda i: len(sentences[i]))
        found = [Tree([], [], [])] * len(sentences)
        for part in _parts(order, sentences):
            for _ in _lone([len(sentences[i]) for i in part]):
                at = part.pop()
                found[at] = self.syntax.parse_numbered(sentences[at], fixed[at])
            trees = self._in_step([sentences[i] for i in part], [fixed[i] for i in part]) if part else []
            for i, tree in zip(part, trees, strict=True):
                found[i] = tree
        return found

    def _in_step(self, sentences: list[Sequence[str]], fixed: list[Mapping[int, int]]) -> list[Tree]:
        lengths = np.array(list(map(len, sentences)), np.int64)
        words = np.zeros((len(sentences), int(lengths[-1]) + 2), np.int64)
        inside = np.arange(words.shape[1]) < lengths[:, None]
        words[inside] = [index for indices in self.lexemes.indices(sentences) for index in indices]
        tags = self._tags(words, inside, fixed)
        marks = self.lexemes.traits[words, MARK]
        is_mark = inside & (tags == PUNCT) & (marks > 0)
        reduced = _Reduced.of(self.lexemes.traits[words, NUMBER], tags, np.where(is_mark, marks, 0), inside & ~is_mark)
        heads, labels = self._parse(reduced)
        return self._spread(tags, reduced, heads, labels, lengths)

    def _tags(self, words: Ints, inside: NDArray[np.bool_], fixed: list[Mapping[int, int]]) -> Ints:
        """Tags of words, two edges behind each sentence: (sentences, words)."""
        traits = self.lexemes.traits[words]
        number, ending3, ending2, shape = (traits[:, :, trait] for trait in (NUMBER, ENDING3, ENDING2, SHAPE))
        tags = traits[:, :, SURE].copy()
        for row, known in enumerate(fixed):
            for place, tag in known.items():
                if 0 <= place < words.shape[1]:
                    tags[row, place] = tag
        open_ = inside & (tags < 0)
        first = np.zeros_like(words)
        first[:, 0] = 1
        near = (_moved(number, 1), _moved(number, 2), _moved(number, -1))
        behind = (_moved(ending3, -1), _moved(ending2, -1), _moved(shape, -1), _moved(number, -2))
        keys = around_keys(shape, first, number, ending2, *near, *behind)
        at = np.nonzero(open_)
        total = np.zeros((*words.shape, self.tagger.width), np.uint64)
        total[at] = self.lexemes.scores[words[at]] + self.tagger.sums(np.stack([key[at] for key in keys]))
        tag1 = np.full(len(words), BEYOND)
        tag2 = tag1
        for i in range(words.shape[1] - 2):
            rows = np.nonzero(open_[:, i])[0]
            if len(rows):
                told = tag_keys(tag1[rows], tag2[rows], number[rows, i], ending3[rows, i], number[rows, i + 1])
                lanes = scores(total[rows, i] + self.tagger.sums(_stacked(told)))
                tags[rows, i] = lanes[:, : self.tagger.answers].argmax(axis=1)
            tag2, tag1 = tag1, tags[:, i]
        return tags

    def _parse(self, reduced: _Reduced) -> tuple[Ints, Ints]:
        """Heads and labels, (sentences, words): heads are places in the sentence, its length for a root."""
        count, stride = reduced.tags.shape
        base = np.arange(count) * stride
        nowhere = base + stride - 1
        wt = (reduced.numbers << 6 | reduced.tags).ravel()
        front, front_score, own_score = self._ahead(reduced, wt, base)
        upto, behind = self._counted(reduced)
        heads, labels = np.full(count * stride, -1), np.full(count * stride, FREE)
        leftmost, rightmost = np.full(count * stride, NO_TAG), np.full(count * stride, NO_TAG)  # words with their tags
        left_marks, right_marks = np.zeros(count * stride, np.int64), np.zeros(count * stride, np.int64)
        stack, height = np.zeros(count * stride, np.int64), np.zeros(count, np.int64)
        b, end = base.copy(), base + reduced.lengths
        active = np.nonzero(reduced.lengths)[0]
        while True:
            empty = active[height.take(active) == 0]
            stack[base.take(empty)] = b.take(empty)
            height[empty] = 1
            b[empty] += 1
            active = active[b.take(active) < end.take(active)]
            if not len(active):
                break
            b0, tall, none = b.take(active), height.take(active), nowhere.take(active)
            top = base.take(active) + tall
            s0 = stack.take(top - 1)
            s1 = np.where(tall > 1, stack.take(top - 2), none)
            above = heads.take(s0)
            free = above < 0
            s0wt, s1wt, head_wt = wt.take(s0), wt.take(s1), wt.take(np.where(free, none, above))
            s0t, s0_right, b0_left, b0l_wt = s0wt & 63, right_marks.take(s0), left_marks.take(b0), leftmost.take(b0)
            seen = front.take(b0)
            b0wt, b1wt = seen >> 34, seen >> 8 & 0x3FFFFFF
            apart = np.minimum(b0 - s0, 11)
            counted = upto.take(b0) - behind.take(s0)
            between = np.minimum(counted & COUNTED, 2) | ((counted >> 20 & COUNTED) > 0) << 2
            between |= np.minimum(counted >> 40, 2) << 3
            keys = pair_keys(
                s0wt, s0t, b0wt, b0wt & 63, b1wt, b1wt & 63, seen >> 2 & 63, seen & 3, head_wt >> 6, head_wt & 63,
                leftmost.take(s0) & 63, rightmost.take(s0) & 63, b0l_wt >> 6, b0l_wt & 63, s1wt >> 6, s1wt & 63,
                DISTANCES.take(apart), left_marks.take(s0), s0_right, b0_left, labels.take(s0), between,
            )  # fmt: skip
            total = self.parser.sums(_stacked(keys))
            total += front_score.take(b0, axis=0)
            total += own_score.take(s0, axis=0)
            action = (scores(total) & self.allowed.take(free, axis=0)).argmax(axis=1)
            kind, label = self.kinds.take(action), self.labels.take(action)
            for side, over, under, far, bits in (
                (LEFT, b0, s0, leftmost, left_marks),
                (RIGHT, s0, b0, rightmost, right_marks),
            ):
                drawn = np.nonzero(kind == side)[0]
                over, under, drawn = over.take(drawn), under.take(drawn), label.take(drawn)
                heads[under], labels[under], far[over] = over, drawn, wt.take(under)
                bits[over] |= self.bits.take(drawn)
            pushes = (kind == SHIFT) | (kind == RIGHT)
            stack[top[pushes]] = b0[pushes]
            height[active] += np.where(pushes, 1, -1)
            b[active] += pushes
        rooted = heads < 0
        labels[rooted] = NO_LABEL
        local = heads.reshape(count, stride) - base[:, None]
        return np.where(rooted.reshape(count, stride), reduced.lengths[:, None], local), labels.reshape(count, stride)

    def _ahead(self, reduced: _Reduced, wt: Ints, base: Ints) -> tuple[Ints, Words, Words]:
        """What the parser sees at each place in front, and what that and the word alone, on the stack, count for.

        It is one number: the word with its tag, the next one with its tag, the tag after that, the mark before it.
        """
        place, stride = np.arange(reduced.tags.shape[1]), reduced.tags.shape[1]
        n = reduced.lengths[:, None]
        b1, b2 = ((np.where(place + by < n, place + by, stride - 1) + base[:, None]).ravel() for by in (1, 2))
        t, pb = wt & 63, reduced.marks.ravel()
        front = wt << 34 | wt.take(b1) << 8 | t.take(b2) << 2 | pb
        at = np.nonzero(reduced.inside.ravel())[0]
        own_score = np.zeros((wt.size, self.parser.width), np.uint64)
        front_score = own_score.copy()
        b1, b2 = b1.take(at), b2.take(at)
        own_score[at] = self.parser.sums((wt.take(at) << 6)[None])
        words, tags = ([each.take(places) for places in (at, b1, b2)] for each in (wt, t))
        told = front_keys(words[0], tags[0], words[1], tags[1], words[2], tags[2], pb.take(at), pb.take(b1))
        front_score[at] = self.parser.sums(_stacked(told))
        return front, front_score, own_score

    def _counted(self, reduced: _Reduced) -> tuple[Ints, Ints]:
        """Verbs, joining words and marks, 20 bits each: up to a word in front, and up to what follows one of the stack.

        Their difference says how many there are between the two.
        """
        verbs, joins, breaks = (
            _before(each, reduced.inside)
            for each in (self.verbs[reduced.tags], self.joins[reduced.tags], reduced.marks > 0)
        )
        words = verbs | joins << 20
        after = np.append(words[1:], 0) | np.append(breaks[1:], 0) << 40
        return words | np.append(breaks[1:], 0) << 40, after

    def _spread(self, tags: Ints, reduced: _Reduced, heads: Ints, labels: Ints, lengths: Ints) -> list[Tree]:
        """The trees over all tokens."""
        trees = []
        for row, length in enumerate(lengths.tolist()):
            kept = reduced.places[row, : reduced.lengths[row]].tolist()
            size = len(kept)
            own = tags[row, :length].tolist()
            trees.append(self.syntax.spread(own, kept, heads[row, :size].tolist(), labels[row, :size].tolist()))
        return trees


def _lone(lengths: Sequence[int]) -> range:
    """How many of the longest sentences are quicker alone than with all others waiting for them."""
    best, least, alone = 0, STEP * lengths[-1], 0
    for count, length in enumerate(reversed(lengths), 1):
        alone += length
        took = alone + (STEP * lengths[-count - 1] if count < len(lengths) else 0)
        if took < least:
            best, least = count, took
        if count > STEP:
            break
    return range(best)


def _parts(order: list[int], sentences: Sequence[Sequence[str]]) -> Iterator[list[int]]:
    """Sentences in the order of their length, as many at once as there is room for."""
    part: list[int] = []
    for i in order:
        if part and (len(part) + 1) * len(sentences[i]) > MOST:
            yield part
            part = []
        part.append(i)
    if part:
        yield part


def _rows(lanes: Lanes) -> Rows:
    if lanes.filed is None:
        raise ValueError("only weights that were filed are read in batches")
    return Rows(lanes.answers, lanes.filed)


class _Reduced(NamedTuple):
    """Sentences without their marks, four places behind the longest: (sentences, words).

    ``marks`` says which mark stood before a word; ``places`` where the word stands among all tokens.
    """

    numbers: Ints
    tags: Ints
    marks: Ints
    places: Ints
    lengths: Ints
    inside: NDArray[np.bool_]

    @classmethod
    def of(cls, numbers: Ints, tags: Ints, marks: Ints, kept: NDArray[np.bool_]) -> _Reduced:
        """Sentences without the tokens that are not kept; ``marks`` is 0 for those that are."""
        lengths = kept.sum(axis=1)
        shape = len(kept), int(lengths.max()) + 4
        column = np.cumsum(kept, axis=1) - 1
        rows, at = np.nonzero(kept)
        to = rows, column[rows, at]
        new = cls(
            np.zeros(shape, np.int64),
            np.full(shape, NO_TAG, np.int64),
            np.zeros(shape, np.int64),
            np.zeros(shape, np.int64),
            lengths,
            np.arange(shape[1]) < lengths[:, None],
        )
        new.numbers[to], new.tags[to], new.places[to] = numbers[rows, at], tags[rows, at], at
        new.tags[np.arange(len(kept)), lengths] = END_TAG
        rows, at = np.nonzero(marks)
        np.maximum.at(new.marks, (rows, column[rows, at] + 1), marks[rows, at])
        new.marks[np.arange(len(kept)), lengths] = 0
        return new


def _stacked(rows: Sequence[Ints]) -> Ints:
    """Rows of one length, one below the other, as `np.stack` lays them, with less ado."""
    return np.concatenate(rows).reshape(len(rows), -1)


def _moved(values: Ints, by: int) -> Ints:
    """Values of the word before (1), before that (2), behind (-1), …; 0 beyond the ends."""
    moved = np.zeros_like(values)
    if by > 0:
        moved[:, by:] = values[:, :-by]
    else:
        moved[:, :by] = values[:, -by:]
    return moved


def _before(counted: NDArray[np.int64] | NDArray[np.bool_], inside: NDArray[np.bool_]) -> Ints:
    """How many of the words before each place are counted, laid out in one row."""
    totals = np.cumsum(np.where(inside, counted, 0), axis=1, dtype=np.int64)
    return _moved(totals, 1).ravel()
