"""The sound keys of a layer's names: a trie, and for each the names that sound so with their codes, as blocks."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import marisa_trie  # type: ignore[import-not-found]
import numpy as np

from contested.gazetteer.sounds import sound

CHUNK = 200_000  # codes that are put in order at a time


class Sounds(NamedTuple):
    """``starts`` and ``code_starts``: where each sound key's block begins in ``ids`` and in ``codes`` (a file)."""

    trie: marisa_trie.Trie
    starts: np.ndarray
    ids: np.ndarray
    code_starts: np.ndarray
    codes: Path


def sounds_of(
    names: marisa_trie.Trie, folder: Path, left_out: Callable[[str], bool], progress: Callable[[str, int, int], None]
) -> Sounds:
    """The sounds of all strict keys but those left out; scratch files go to ``folder``."""
    keys, blob = folder / "sounds.part", folder / "codes-unordered.part"
    numbers, lengths = array("I"), array("H")
    total = len(names)
    with keys.open("wb") as keys_file, blob.open("wb") as blob_file:
        for i, (key, number) in enumerate(names.iteritems()):
            if i % 50_000 == 0:
                progress("folding spellings", i, total)
            sounds_as, code = ("", b"") if left_out(key) else sound(key)
            if sounds_as:
                keys_file.write(sounds_as.encode() + b"\n")
                blob_file.write(code)
                numbers.append(number)
                lengths.append(len(code))
    trie = marisa_trie.Trie(sound_keys(keys))
    ids = np.fromiter(map(trie.key_id, sound_keys(keys)), np.uint32, len(numbers))
    order = np.lexsort((np.asarray(numbers, np.uint32), ids))
    sizes = np.asarray(lengths, np.int64)
    codes = folder / "codes.part"
    write_ordered(blob, sizes, order, codes)
    code_starts = cumulated(np.bincount(ids, weights=sizes, minlength=len(trie)))
    return Sounds(
        trie,
        cumulated(np.bincount(ids, minlength=len(trie))),
        np.asarray(numbers, np.uint32)[order],
        code_starts,
        codes,
    )


def sound_keys(path: Path) -> Iterator[str]:
    """The sound keys of a scratch file, one a line."""
    with path.open("rb") as file:
        for line in file:
            yield line[:-1].decode()


def write_ordered(blob: Path, sizes: np.ndarray, order: np.ndarray, to: Path) -> None:
    """Write pieces of a file, of these sizes, in another order."""
    raw = np.fromfile(blob, np.uint8)
    begins = np.concatenate(([0], np.cumsum(sizes)))[:-1] if len(sizes) else sizes
    with to.open("wb") as file:
        for at in range(0, len(order), CHUNK):
            some = order[at : at + CHUNK]
            length = sizes[some]
            shift = np.repeat(begins[some] - np.concatenate(([0], np.cumsum(length)))[:-1], length)
            file.write(raw[shift + np.arange(len(shift))].tobytes())


def cumulated(counts: np.ndarray) -> np.ndarray:
    """Where each block begins, and where the last ends."""
    return np.concatenate(([0], np.cumsum(counts))).astype(np.uint32)
