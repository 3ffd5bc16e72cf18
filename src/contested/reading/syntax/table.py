"""The learned table of a language: a file of weights, and the syntax that it makes.

The file (``knowledge/en/syntax.bin``) is a line that says its format, then one zlib stream: a line of JSON (what there
is and how long each part is), the vocabulary, and the weights of tagger and parser as sorted keys and lanes. It is
written by ``benchmarks/train_syntax.py``; what it was trained on and its licence: ``docs/model-cards/syntax.md``.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import accumulate, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Final

from contested.errors import KnowledgeError
from contested.reading.syntax.lanes import LANE, Filed, Lanes
from contested.reading.syntax.parser import Actions, Grammar, parse
from contested.reading.syntax.tagger import EDGE, static_score, tags_of
from contested.reading.syntax.tree import OPEN_LABELS, PUNCT, TAG_NAMES, TAG_NUMBERS, Tree
from contested.reading.syntax.words import NO_MARK, Vocabulary, Word

if TYPE_CHECKING:
    from contested.reading.syntax.batch import Batch

MAGIC: Final = b"contested syntax 1\n"
KEPT: Final = 50_000  # words whose numbers are kept at hand
FEW: Final = 64  # sentences, fewer than which are quicker one by one, since rows for batches are to be made first
FEWER: Final = 28  # and where rows are made: a step costs much the same for few and for many
VERBS: Final = [int(tag[0] == "V") for tag in TAG_NAMES]
JOINS: Final = [int(tag == "CCONJ") for tag in TAG_NAMES]


class Syntax:
    """Tags sentences and finds their trees; the same words give the same tree, alone or among others.

    Args:
        vocabulary: the words that are known.
        tagger: the tagger's weights.
        grammar: the parser's weights.
        labels: the parser's labels by number; "other" where the tag says what it is.
    """

    def __init__(self, vocabulary: Vocabulary, tagger: Lanes, grammar: Grammar, labels: Sequence[str]) -> None:
        self.vocabulary, self.tagger, self.grammar = vocabulary, tagger, grammar
        self.names = [[_name(label, tag) for tag in TAG_NAMES] for label in labels]
        self._words: dict[str, tuple[Word, int]] = {}
        self._batch: Batch | None = None

    def parse(self, words: Sequence[str], fixed: Mapping[int, str] | None = None) -> Tree:
        """The tree of a sentence.

        Args:
            words: the sentence's tokens, none empty.
            fixed: place -> tag, where it is known better than the tagger can: these are taken as they are.
        """
        return self.parse_numbered(words, numbered(fixed))

    def parse_numbered(self, words: Sequence[str], known: Mapping[int, int]) -> Tree:
        """The same with tags that are known by number."""
        look = self._words
        found = [look.get(word) or self._look_up(word) for word in words]
        numbers = [word for word, _ in found]
        tags = tags_of(self.tagger, [*numbers, EDGE, EDGE], [score for _, score in found], known)
        return self._tree(numbers, tags)

    def parse_all(
        self, sentences: Sequence[Sequence[str]], fixed: Sequence[Mapping[int, str] | None] | None = None
    ) -> list[Tree]:
        """The trees of many sentences, each as `parse` would give it."""
        given = fixed or [None] * len(sentences)
        if len(sentences) < (FEW if self._batch is None else FEWER):
            return [self.parse(words, known) for words, known in zip(sentences, given, strict=True)]
        if self._batch is None:
            from contested.reading.syntax.batch import Batch

            self._batch = Batch(self)
        return self._batch.trees(sentences, [numbered(known) for known in given])

    def _look_up(self, word: str) -> tuple[Word, int]:
        if len(self._words) >= KEPT:
            self._words.clear()
        numbers = self.vocabulary.word(word)
        self._words[word] = found = (numbers, static_score(self.tagger, numbers))
        return found

    def _tree(self, words: Sequence[Word], tags: list[int]) -> Tree:
        """The tree of words whose tags are known: what is no mark is parsed, a mark hangs on the first root."""
        kept, marks = without_marks(words, tags)
        kept_heads, kept_labels = parse(self.grammar, [words[i].number for i in kept], [tags[i] for i in kept], marks)
        return self.spread(tags, kept, kept_heads, kept_labels)

    def spread(self, tags: Sequence[int], kept: list[int], kept_heads: list[int], kept_labels: list[int]) -> Tree:
        """A tree over all tokens from one over those that are no marks."""
        names, top = self.names, len(kept)
        root = next((kept[k] for k, head in enumerate(kept_heads) if head == top), -1)
        heads, labels = [root] * len(tags), ["punct"] * len(tags)
        for k, i in enumerate(kept):
            head = kept_heads[k]
            heads[i] = kept[head] if head < top else -1
            labels[i] = names[kept_labels[k]][tags[i]] if head < top else "other"
        return Tree([TAG_NAMES[tag] for tag in tags], heads, labels)


def numbered(fixed: Mapping[int, str] | None) -> dict[int, int]:
    """Tags that are known, by number."""
    return {place: TAG_NUMBERS[tag] for place, tag in fixed.items()} if fixed else {}


def without_marks(words: Sequence[Word], tags: Sequence[int]) -> tuple[list[int], list[int]]:
    """The places of the words that are no marks, and for each which mark stands right before it."""
    kept: list[int] = []
    marks: list[int] = []
    pending = 0
    for i, tag in enumerate(tags):
        mark = words[i][5]
        if tag == PUNCT and mark != NO_MARK:
            pending = max(pending, mark)
        else:
            kept.append(i)
            marks.append(pending)
            pending = 0
    return kept, marks


def _name(label: str, tag: str) -> str:
    """The relation of a word: its label, or what its tag says where the parser leaves that open."""
    return OPEN_LABELS.get(tag, label) if label == "other" else label


@cache
def load(path: Path | None = None) -> Syntax:
    """The syntax of a file of weights; without one, the packaged one of English. It is loaded once.

    Raises:
        KnowledgeError: the file is none of ours, is of another format, or is damaged.
    """
    file = resources.files("contested.knowledge") / "en" / "syntax.bin" if path is None else path
    try:
        return read(file.read_bytes())
    except OSError as error:
        why = f"cannot be read: {error.strerror}"
        raise KnowledgeError(why, source=str(file), remedy="install the package anew") from error
    except (ValueError, KeyError, zlib.error) as error:
        raise KnowledgeError(
            "is no table of syntax, of another version, or damaged",
            source=str(file),
            remedy="write it with benchmarks/train_syntax.py, or install the package anew",
        ) from error


def read(data: bytes) -> Syntax:
    """The syntax of a file's bytes.

    Raises:
        ValueError, KeyError, zlib.error: they are not in the format.
    """
    if not data.startswith(MAGIC):
        raise ValueError("another format")
    line, _, rest = zlib.decompress(data[len(MAGIC) :]).partition(b"\n")
    says = json.loads(line)
    if tuple(says["tags"]) != TAG_NAMES:
        raise ValueError("other tags")
    parts = _cut(rest, says["parts"])
    vocabulary = Vocabulary(
        {word: number for number, word in enumerate(next(parts).decode().split("\n"), 2)},
        {group: number for number, group in enumerate(next(parts).decode().split("\n"), 1) if group},
        says["sure"],
    )
    tagger = _lanes(next(parts), next(parts), len(TAG_NAMES))
    grammar = Grammar(
        _lanes(next(parts), next(parts), len(says["kinds"])),
        Actions(says["kinds"], says["answers"], says["lefts"], says["marks"]),
        VERBS,
        JOINS,
    )
    return Syntax(vocabulary, tagger, grammar, says["labels"])


def _cut(data: bytes, lengths: list[int]) -> Iterator[bytes]:
    """The parts of the data, whose lengths are given."""
    if sum(lengths) != len(data):
        raise ValueError("cut short")
    ends = list(accumulate(lengths, initial=0))
    return (data[first:last] for first, last in pairwise(ends))


def _lanes(steps: bytes, raw: bytes, answers: int) -> Lanes:
    """Weights from their keys, filed as the steps from one to the next, and their lanes."""
    between: array[int] = array("q")
    between.frombytes(steps)
    keys = array("q", accumulate(between))
    if len(keys) * answers * LANE // 8 != len(raw):
        raise ValueError("cut short")
    return Lanes(answers, filed=Filed(keys, raw))
