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
    parts = [
        "\n".join(vocabulary.numbers).encode(),
        "\n".join(vocabulary.letters).encode(),
        *_filed(tagger, least, highest),
        *_filed(parser, least, highest),
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


def _filed(model: Weights, least: int, highest: int) -> tuple[bytes, bytes]:
    """Keys as steps from one to the next, and lanes of 16 bits; features without any weight are left out."""
    clipped = np.clip(np.where(np.abs(model.weights) < least, 0, model.weights), -highest, highest)
    held = clipped.any(axis=1)
    keys, weights = model.keys[held], clipped[held]
    return np.diff(keys, prepend=0).astype("<i8").tobytes(), weights.astype("<i2").tobytes()
