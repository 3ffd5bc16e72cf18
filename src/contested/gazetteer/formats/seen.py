"""Which ids have been met before: eight bytes an id, so that ten million fit into 80 MB."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np


class Seen:
    """Ids by a hash of 64 bits each, in sorted runs of which none is shorter than the next.

    Among ten million ids two share a hash by accident about once in 400,000 such files.
    """

    def __init__(self) -> None:
        self.runs: list[np.ndarray] = []

    def again(self, ids: Sequence[str]) -> list[bool]:
        """For each of some ids whether it was met before, in these or in those of earlier calls."""
        digests = b"".join(hashlib.blake2b(id.encode("utf-8", "replace"), digest_size=8).digest() for id in ids)
        hashes = np.frombuffer(digests, np.uint64)
        fresh, firsts = np.unique(hashes, return_index=True)
        repeated = np.ones(len(hashes), bool)
        repeated[firsts] = False
        for run in self.runs:
            at = np.minimum(np.searchsorted(run, hashes), len(run) - 1)
            repeated |= run[at] == hashes
        self.take(fresh)
        return [bool(each) for each in repeated]

    def take(self, run: np.ndarray) -> None:
        """Add a sorted run, joined with those that are no longer than it."""
        while self.runs and len(self.runs[-1]) <= len(run):
            run = np.union1d(self.runs.pop(), run)
        if len(run):
            self.runs.append(run)
