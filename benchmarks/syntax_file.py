"""Writes the file of weights that ``contested.reading.syntax.table`` reads."""

from __future__ import annotations

import json
import zlib

import numpy as np
from numpy.typing import NDArray
from perceptron import Perceptron

from contested.reading.syntax.parser import Actions
from contested.reading.syntax.table import MAGIC
from contested.reading.syntax.tree import TAG_NAMES
from contested.reading.syntax.words import Vocabulary

#: Features of the tagger that hold a letter group, and how far up in the key it stands.
GROUPED = {2: 6, 3: 6, 4: 6, 6: 6, 7: 6, 15: 6}
GROUP_BITS = 20


def packed(
    vocabulary: Vocabulary,
    tagger: Perceptron,
    parser: Perceptron,
    actions: Actions,
    labels: list[str],
    scale: int,
    highest: int,
) -> bytes:
    """The file of a tagger and a parser."""
    parts = [
        "\n".join(vocabulary.numbers).encode(),
        "\n".join(vocabulary.letters).encode(),
        *_filed(*tagger.average(scale), highest),
        *_filed(*parser.average(scale), highest),
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


def _filed(keys: NDArray[np.int64], weights: NDArray[np.int64], highest: int) -> tuple[bytes, bytes]:
    """Keys as steps from one to the next, and lanes of 16 bits; features without any weight are left out."""
    held = weights.any(axis=1)
    keys, weights = keys[held], np.clip(weights[held], -highest, highest)
    return np.diff(keys, prepend=0).astype("<i8").tobytes(), weights.astype("<i2").tobytes()
