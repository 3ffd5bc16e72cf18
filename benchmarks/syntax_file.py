"""Writes the file of weights that ``contested.reading.syntax.table`` reads."""

from __future__ import annotations

import json
import zlib

import numpy as np
from perceptron import Weights

from contested.reading.syntax.parser import Actions
from contested.reading.syntax.table import MAGIC
from contested.reading.syntax.tree import TAG_NAMES
from contested.reading.syntax.words import Vocabulary

#: The tagger's features (``features.py``, ``words.py``) that hold letter groups: alone, before a tag, two together.
WHOLE_GROUPS, GROUPS_AND_TAG, PAIRS_OF_GROUPS = (2, 3, 4, 6, 7, 15), (19,), (21,)
GROUP_BITS = 20
GROUP_MASK = (1 << GROUP_BITS) - 1


def packed(
    vocabulary: Vocabulary,
    tagger: Weights,
    parser: Weights,
    actions: Actions,
    labels: list[str],
    least: int,
    highest: int,
) -> bytes:
    """The file of a tagger and a parser; weights below the least are left out, those beyond the highest cut."""
    tagger, parser = (_cut(model, least, highest) for model in (tagger, parser))
    seen = _letters(tagger)
    parts = [
        "\n".join(vocabulary.numbers).encode(),
        "\n".join(group if number in seen else "" for group, number in vocabulary.letters.items()).encode(),
        *_filed(tagger),
        *_filed(parser),
    ]
    says = {
        "tags": TAG_NAMES,
        "labels": labels,
        "kinds": actions.kinds,
        "answers": actions.labels,
        "lefts": actions.lefts,
        "marks": actions.marks,
        "sure": dict(vocabulary.sure),
        "parts": [len(part) for part in parts],
    }
    line = json.dumps(says, ensure_ascii=True, separators=(",", ":")).encode()
    return MAGIC + zlib.compress(b"\n".join((line, b"".join(parts))), 9)


def _cut(model: Weights, least: int, highest: int) -> Weights:
    """The weights that are filed; features that are left without any are left out."""
    clipped = np.clip(np.where(np.abs(model.weights) < least, 0, model.weights), -highest, highest)
    held = clipped.any(axis=1)
    return Weights(model.keys[held], clipped[held])


def _letters(tagger: Weights) -> frozenset[int]:
    """The numbers of the letter groups that some feature speaks of; the others need no name."""
    found: set[int] = set()
    for key in tagger.keys.tolist():
        feature, seen = key & 63, key >> 6
        if feature in WHOLE_GROUPS:
            found.add(seen)
        elif feature in GROUPS_AND_TAG:
            found.add(seen & GROUP_MASK)
        elif feature in PAIRS_OF_GROUPS:
            found |= {seen & GROUP_MASK, seen >> GROUP_BITS}
    return frozenset(found)


def _filed(model: Weights) -> tuple[bytes, bytes]:
    """Keys as steps from one to the next, and lanes of 16 bits."""
    return np.diff(model.keys, prepend=0).astype("<i8").tobytes(), model.weights.astype("<i2").tobytes()
