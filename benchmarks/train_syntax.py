"""Train the table that English grammar is read with (``src/contested/knowledge/en/syntax.bin``).

    python benchmarks/train_syntax.py [TREEBANK.conllu…]      train and write the table

Data: the training part of UD English EWT and GUM, release 2.16, cut to what their licences allow
(``docs/model-cards/syntax.md``), widened by sentences of our own (``benchmarks/widening.py``). The same data give the
same file, byte for byte: all arithmetic is in whole numbers, the order of everything is fixed.

The tagger is trained first; the parser then learns from tags that a tagger gave which had not seen the sentence. Both
are trained freely first, then with the features alone that had the largest weights, twice, in two orders of the
sentences: the table is the mean of both.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import NamedTuple

from perceptron import Perceptron, Weights, mixed, most_useful
from syntax_file import packed
from treebank import Example, examples
from widening import widened

from contested.reading.syntax.features import tag_keys
from contested.reading.syntax.parser import LEFT, REDUCE, RIGHT, SHIFT, Actions, Grammar, parse
from contested.reading.syntax.table import JOINS, VERBS, without_marks
from contested.reading.syntax.tagger import BEYOND, EDGE, context
from contested.reading.syntax.tree import TAG_NUMBERS
from contested.reading.syntax.words import Vocabulary, Word, letter_groups, shape, stand_in

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT.parent / "shared" / "data" / "ud" / "train.conllu.gz"
TABLE = ROOT / "src" / "contested" / "knowledge" / "en" / "syntax.bin"

LEAST_WORD = 3  # times that a word must be seen to have a number
MOST_WORDS = 30_000
LEAST_STAND_IN = 8
SURE_COUNT, SURE_SHARE = 30, 0.997  # a word seen so often, and so often with one tag, is not asked about
FOLDS, FOLD_BLOCK = 5, 50
LEAST_ACTION = 40
TAGGER_EPOCHS, FOLD_EPOCHS = 5, 3
FREE_EPOCHS, CHOSEN_EPOCHS = 3, 8
TAGGER_FEATURES, PARSER_FEATURES = 24_000, 56_000
FINE = 1000  # scale at which features are chosen
SCALE, LEAST, HIGHEST = 16, 6, 1000  # of the weights as they are filed; small ones are noise rather than help
EXPLORE = 0.9
SEEDS = (7, 11)  # of the orders that sentences come in; what they teach is averaged
#: What a label leaves at its head for the features to see: bit -> labels.
MARKS = (
    ("nsubj", "nsubj:pass", "expl"),
    ("obj", "xcomp", "ccomp"),
    ("iobj", "det", "nmod:poss"),
    ("case", "mark"),
    ("cc", "conj"),
    ("obl", "nmod"),
    ("aux:pass", "cop"),
    ("compound:prt",),
)


def main() -> None:
    """Train and write the table."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("treebanks", nargs="*", type=Path, default=[DATA])
    asked.add_argument("--out", type=Path, default=TABLE)
    asked.add_argument("--taught", type=Path, help="trees of another pipeline, as benchmarks/taught.py writes them")
    asked.add_argument("--plain", action="store_true", help="without sentences of our own")
    asked.add_argument("--tagger", type=int, default=TAGGER_FEATURES)
    asked.add_argument("--parser", type=int, default=PARSER_FEATURES)
    given = asked.parse_args()
    read = [example for path in given.treebanks for example in examples(path)]
    sentences = read if given.plain else list(widened(read))
    note(f"{len(read)} sentences of the treebank, {len(sentences)} with our own")
    if given.taught is not None:
        sentences += [Example(*json.loads(line)) for line in given.taught.read_text().splitlines()]
        note(f"{len(sentences)} with those of another pipeline")
    data = trained(sentences, given.tagger, given.parser)
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_bytes(data)
    note(f"{given.out}: {len(data)} bytes")


BEGAN = time.monotonic()


def note(said: str) -> None:
    """Say how far things are."""
    print(f"{time.monotonic() - BEGAN:6.0f} s  {said}", flush=True)


def trained(sentences: list[Example], tagger_features: int, parser_features: int) -> bytes:
    """The file of weights that sentences teach."""
    vocabulary = vocabulary_of(sentences)
    cases = tag_cases(sentences, vocabulary)
    guessed = guessed_tags(cases)
    right = sum(a == b for case, tags in zip(cases, guessed, strict=True) for a, b in zip(case.tags, tags, strict=True))
    note(f"tags right, unseen: {right / sum(len(case.tags) for case in cases):.4f}")
    tagger = chosen_tagger(cases, tagger_features)
    note("tagger trained")
    labels = sorted({label for sentence in sentences for label in sentence.labels})
    tree_cases = [tree_case(s, c, tags, labels) for s, c, tags in zip(sentences, cases, guessed, strict=True)]
    actions = actions_of(tree_cases, labels)
    parser = chosen_parser(tree_cases, actions, parser_features)
    return packed(vocabulary, tagger, parser, actions, labels, LEAST, HIGHEST)


def vocabulary_of(sentences: Sequence[Example]) -> Vocabulary:
    """Numbers for frequent words, for stand-ins of the rest, for letter groups; tags of words that have one only."""
    counts = Counter(word.lower() for sentence in sentences for word in sentence.words)
    often = sorted((word for word, count in counts.items() if count >= LEAST_WORD), key=lambda w: (-counts[w], w))
    known = set(often[:MOST_WORDS])
    stand_ins: Counter[str] = Counter()
    for sentence in sentences:
        for word in sentence.words:
            if word.lower() not in known:
                stand_ins[stand_in(word)] += 1
                stand_ins["<" + shape(word)] += 1
    kinds = sorted(kind for kind, count in stand_ins.items() if count >= LEAST_STAND_IN)
    groups = sorted({group for word in counts for group in letter_groups(word)})
    return Vocabulary(
        {word: number for number, word in enumerate([*often[:MOST_WORDS], *kinds], 2)},
        {group: number for number, group in enumerate(groups, 1)},
        sure_tags(sentences),
    )


def sure_tags(sentences: Sequence[Example]) -> dict[str, int]:
    """Words that have one tag only."""
    tags: dict[str, Counter[str]] = {}
    for sentence in sentences:
        for word, tag in zip(sentence.words, sentence.tags, strict=True):
            tags.setdefault(word.lower(), Counter())[tag] += 1
    found = {}
    for word, counts in sorted(tags.items()):
        (tag, count), total = counts.most_common(1)[0], counts.total()
        if total >= SURE_COUNT and count >= SURE_SHARE * total and tag != "PROPN":
            found[word] = TAG_NUMBERS[tag]
    return found


class TagCase(NamedTuple):
    """A sentence for the tagger: its words, two edges behind them, and its tags."""

    words: list[Word]
    tags: list[int]


def tag_cases(sentences: Sequence[Example], vocabulary: Vocabulary) -> list[TagCase]:
    """The sentences in numbers."""
    looked: dict[str, Word] = {}
    for sentence in sentences:
        for word in sentence.words:
            if word not in looked:
                looked[word] = vocabulary.word(word)
    tags = [[TAG_NUMBERS[tag] for tag in sentence.tags] for sentence in sentences]
    words = [[*map(looked.__getitem__, sentence.words), EDGE, EDGE] for sentence in sentences]
    return list(map(TagCase, words, tags))


def guessed_tags(cases: list[TagCase]) -> list[list[int]]:
    """The tags of each sentence by a tagger that was trained on the others."""
    with ProcessPoolExecutor(2) as pool:
        folds = list(pool.map(_fold, [(cases, fold) for fold in range(FOLDS)]))
    return [folds[i // FOLD_BLOCK % FOLDS][i] for i in range(len(cases))]


def _fold(asked: tuple[list[TagCase], int]) -> dict[int, list[int]]:
    """The tags of one fold's sentences by place, by a tagger trained on the other folds."""
    cases, fold = asked
    inside = [i // FOLD_BLOCK % FOLDS == fold for i in range(len(cases))]
    model = Perceptron(len(TAG_NUMBERS))
    train_tagger(model, [case for case, held in zip(cases, inside, strict=True) if not held], FOLD_EPOCHS)
    found = model.average(SCALE)
    _settle(model, found.keys.tolist(), found.weights.tolist())
    return {i: guess(model, case) for i, case in enumerate(cases) if inside[i]}


def _settle(model: Perceptron, keys: list[int], weights: list[list[int]]) -> None:
    """Put averaged weights in place of the last."""
    for key, row in zip(keys, weights, strict=True):
        model.rows[key] = sum(weight << 16 * answer for answer, weight in enumerate(row) if weight)


def chosen_tagger(cases: list[TagCase], count: int) -> Weights:
    """The tagger over the most useful features alone."""
    free = Perceptron(len(TAG_NUMBERS))
    train_tagger(free, cases, TAGGER_EPOCHS)
    allowed = most_useful(free.average(FINE), count)
    with ProcessPoolExecutor(2) as pool:
        return mixed(list(pool.map(_tagger, [(cases, allowed, seed) for seed in SEEDS])))


def _tagger(asked: tuple[list[TagCase], frozenset[int], int]) -> Weights:
    cases, allowed, seed = asked
    model = Perceptron(len(TAG_NUMBERS), allowed)
    train_tagger(model, cases, TAGGER_EPOCHS, seed)
    return model.average(SCALE)


def train_tagger(model: Perceptron, cases: Sequence[TagCase], epochs: int, seed: int = SEEDS[0]) -> None:
    """Let a tagger learn from sentences, in an order that is shuffled anew each epoch."""
    shuffler = random.Random(seed)
    order = list(range(len(cases)))
    for _ in range(epochs):
        shuffler.shuffle(order)
        for k in order:
            guess(model, cases[k], learn=True)


def guess(model: Perceptron, case: TagCase, *, learn: bool = False) -> list[int]:
    """The tags of a sentence; in training what was wrong is learned at once."""
    lanes = model.lanes
    get, unpack, width, bias = lanes.rows.get, lanes.unpack, lanes.width, lanes.bias
    words, found = case.words, []
    tag1 = tag2 = BEYOND
    for i, gold in enumerate(case.tags):
        tag = words[i].sure
        if tag < 0:
            told = tag_keys(tag1, tag2, words[i].number, words[i].ending3, words[i + 1].number)
            keys = (*words[i].keys, *context(words, i), *told)
            scores = unpack((bias + sum(filter(None, map(get, keys)))).to_bytes(width, "little"))
            tag = scores.index(max(scores))
            if learn:
                if tag != gold:
                    model.learn(keys, gold, tag)
                model.time += 1
        found.append(tag)
        tag1, tag2 = tag, tag1
    return found


class TreeCase(NamedTuple):
    """A sentence for the parser, without marks: word numbers, guessed tags, marks before, heads (n: root), labels."""

    numbers: list[int]
    tags: list[int]
    marks: list[int]
    heads: list[int]
    labels: list[int]


def tree_case(sentence: Example, case: TagCase, tags: list[int], labels: list[str]) -> TreeCase:
    """A sentence in numbers; what hung on a mark hangs on what the mark hung on."""
    kept, marks = without_marks(case.words, tags)
    place = {i: k for k, i in enumerate(kept)}
    heads = []
    for i in kept:
        head = sentence.heads[i]
        while head >= 0 and head not in place:
            head = sentence.heads[head]
        heads.append(place[head] if head >= 0 else len(kept))
    names = [_sided(sentence.labels[i], heads[k] < k) for k, i in enumerate(kept)]
    numbers = [case.words[i].number for i in kept]
    return TreeCase(numbers, [tags[i] for i in kept], marks, heads, list(map(labels.index, names)))


def _sided(label: str, follows: bool) -> str:
    """Parts of a name: those before their head are compounds, those behind it flat; no weights to tell them apart."""
    return ("flat" if follows else "compound") if label in ("compound", "flat") else label


def actions_of(cases: Sequence[TreeCase], labels: list[str]) -> Actions:
    """What the parser can do: an arc for each side and label that is frequent enough, and always "other"."""
    counts: Counter[tuple[int, int]] = Counter()
    for case in cases:
        for i, (head, label) in enumerate(zip(case.heads, case.labels, strict=True)):
            if head < len(case.heads):
                counts[LEFT if i < head else RIGHT, label] += 1
    kept = sorted(arc for arc, count in counts.items() if count >= LEAST_ACTION)
    lefts, rights = ([arc for arc in kept if arc[0] == side] for side in (LEFT, RIGHT))
    actions = [*lefts, (SHIFT, 0), *rights, (REDUCE, 0)]
    marks = [sum(1 << bit for bit, names in enumerate(MARKS) if label in names) for label in labels]
    return Actions([kind for kind, _ in actions], [label for _, label in actions], len(lefts), marks)


def chosen_parser(cases: list[TreeCase], actions: Actions, count: int) -> Weights:
    """The parser over the most useful features alone."""
    free = Perceptron(len(actions.kinds))
    train_parser(free, actions, cases, FREE_EPOCHS)
    allowed = most_useful(free.average(FINE), count)
    note(f"{len(free.rows)} features seen, {len(allowed)} chosen")
    with ProcessPoolExecutor(2) as pool:
        return mixed(list(pool.map(_parser, [(cases, actions, allowed, seed) for seed in SEEDS])))


def _parser(asked: tuple[list[TreeCase], Actions, frozenset[int], int]) -> Weights:
    cases, actions, allowed, seed = asked
    model = Perceptron(len(actions.kinds), allowed)
    train_parser(model, actions, cases, CHOSEN_EPOCHS, seed)
    return model.average(SCALE)


def train_parser(
    model: Perceptron, actions: Actions, cases: Sequence[TreeCase], epochs: int, seed: int = SEEDS[0]
) -> None:
    """Let a parser learn from trees, in an order that is shuffled anew each epoch."""
    shuffler = random.Random(seed)
    grammar = Grammar(model.lanes, actions, VERBS, JOINS)
    order = list(range(len(cases)))
    other = {side: _other(actions, side, cases) for side in (LEFT, RIGHT)}
    for epoch in range(epochs):
        shuffler.shuffle(order)
        wrong = asked = 0
        for k in order:
            case = cases[k]
            teacher = Teacher(actions, case, other, shuffler if epoch else None)
            parse(grammar, case.numbers, case.tags, case.marks, teacher)
            for keys, good, bad in teacher.faults:
                model.learn(keys, good, bad)
            model.time += teacher.asked
            wrong, asked = wrong + len(teacher.faults), asked + teacher.asked
        note(f"parser, epoch {epoch + 1}: {1 - wrong / max(1, asked):.4f} of {asked} steps right")


def _other(actions: Actions, side: int, cases: Sequence[TreeCase]) -> dict[int, int]:
    """Label -> the action that draws it on a side; a rare one is drawn as the side's most frequent open label."""
    both = enumerate(zip(actions.kinds, actions.labels, strict=True))
    drawn = {label: action for action, (kind, label) in both if kind == side}
    counts = Counter(label for case in cases for label in case.labels if label in drawn)
    rest = drawn[counts.most_common(1)[0][0]]
    return {label: drawn.get(label, rest) for label in range(len(actions.marks))}


class Teacher:
    """Says at each step what may be done without losing an arc of the right tree, and lets the parser stray at times.

    Args:
        actions: what can be done.
        case: the sentence and its tree.
        drawn: side -> label -> action.
        strays: a source of chance where the parser may follow its own error; None in the first epoch.
    """

    def __init__(
        self, actions: Actions, case: TreeCase, drawn: dict[int, dict[int, int]], strays: random.Random | None
    ) -> None:
        self.kinds, self.lefts = actions.kinds, actions.lefts
        self.heads, self.labels = case.heads, case.labels
        self.drawn, self.strays = drawn, strays
        self.children: list[list[int]] = [[] for _ in range(len(case.heads) + 1)]
        for i, head in enumerate(case.heads):
            self.children[head].append(i)
        self.faults: list[tuple[tuple[int, ...], int, int]] = []
        self.asked = 0

    def __call__(
        self, keys: tuple[int, ...], scores: Sequence[int], stack: list[int], front: int, heads: list[int]
    ) -> int:
        """The action to take."""
        self.asked += 1
        free = heads[stack[-1]] < 0
        first, last = (0, len(scores) - 1) if free else (self.lefts, len(scores))
        allowed = scores[first:last]
        guess = allowed.index(max(allowed)) + first
        costs = self._costs(stack, front, heads)
        least = min(costs[kind] for kind in {self.kinds[first], SHIFT, RIGHT, self.kinds[last - 1]})
        must = self._must(stack[-1], front)
        if self._is_good(guess, costs, least, must):
            return guess
        good = max(
            (a for a in range(first, last) if self._is_good(a, costs, least, must)), key=lambda a: (scores[a], -a)
        )
        self.faults.append((keys, good, guess))
        return guess if self.strays and self.strays.random() < EXPLORE else good

    def _is_good(self, action: int, costs: list[int], least: int, must: tuple[int, int]) -> bool:
        kind = self.kinds[action]
        if costs[kind] != least:
            return False
        return not (kind == LEFT and must[0] >= 0 and action != must[0]) and not (
            kind == RIGHT and must[1] >= 0 and action != must[1]
        )

    def _must(self, top: int, front: int) -> tuple[int, int]:
        """The action that draws the right arc to the left and to the right, -1 where there is none."""
        left = self.drawn[LEFT][self.labels[top]] if self.heads[top] == front else -1
        right = self.drawn[RIGHT][self.labels[front]] if self.heads[front] == top else -1
        return left, right

    def _costs(self, stack: list[int], front: int, heads: list[int]) -> list[int]:
        """How many right arcs each kind of action loses."""
        top, gold = stack[-1], self.heads
        head = gold[front]
        lost = sum(1 for child in self.children[front] if child < front and heads[child] < 0 and child in stack)
        awaited = len(self.children[top]) - bisect_left(self.children[top], front)
        costs = [0, 0, 0, 0]
        costs[SHIFT] = lost + (head in stack)
        costs[REDUCE] = awaited
        costs[LEFT] = awaited + (gold[top] > front)
        costs[RIGHT] = lost + (head != top and (head > front or head in stack))
        return costs


if __name__ == "__main__":
    main()
