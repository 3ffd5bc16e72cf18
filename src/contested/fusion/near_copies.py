"""Which sentences are another's with some words changed: candidates by what is rare in them, then the exact rule."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from contested.fusion.said import Ints, Sentences, rules

IDS = 32  # bits of a feature's number beside how often it is there


def near_pairs(said: Sentences, distinct: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of sentences that differ in some words; each sentence is held against longer ones."""
    found = Candidates(said, np.array(distinct, np.int64))
    for short in found.shorts():
        at = int(found.distinct[short])
        words = said.words_of(at)
        specials = {word for word, special in zip(words, said.special_of(at), strict=True) if special}
        for other in possible(said, at, found.distinct[found.of(short)]).tolist():
            if specials.issubset(said.words_of(other)) and covered(said, at, other) >= rules().limits["covered"]:
                yield at, other


def possible(said: Sentences, at: int, others: Ints) -> Ints:
    """Those of some sentences that are no shorter, of another report, and published near enough (`copies.timely`)."""
    limits, source = rules().limits, said.source[at]
    kept = (said.size[others] >= said.size[at]) & (said.report[others] != said.report[at])
    if said.size[at] < limits["long_words"]:
        own = (said.source[others] == source) & (source >= 0)
        kept &= np.abs(said.day[others] - said.day[at]) <= np.where(own, limits["own_days"], limits["days"])
    return np.asarray(others[kept])


def covered(said: Sentences, short: int, long: int) -> float:
    """The share of the ordinary words of `short` that stand in runs of `long`, 0-1."""
    there, special = set(said.runs_of(long)), said.special_of(short)
    inside = [False] * len(special)
    for at, run in enumerate(said.runs_of(short)):
        if run in there:
            inside[at : at + said.length] = [True] * said.length
    ordinary = [held for held, named in zip(inside, special, strict=True) if not named]
    return sum(ordinary) / len(ordinary)


class Candidates:
    """Which sentences a shorter one may have been taken to or from; sentences are places in `distinct`.

    A longer one holds every name and number of the shorter, so also the rarest of them. Where that is in too many, or
    there is none, the two share a run of words, and most likely one of the rarer half of the shorter's; of a run that
    many sentences share the earliest are looked at, among them the origin.
    """

    def __init__(self, said: Sentences, distinct: Ints) -> None:
        self.said, self.distinct, self.most = said, distinct, int(rules().limits["looked_at"])
        owner, at = spread(said.at[distinct], said.size[distinct])
        special = said.special[at]
        self.holding = Postings(said.words[at[special]], owner[special], len(distinct))
        owner, at = spread(said.at[distinct], np.maximum(0, said.size[distinct] - said.length + 1))
        self.having = Postings(said.runs[at], owner, len(distinct))

    def shorts(self) -> list[int]:
        """The sentences that are long enough, and whose rarest name or number is not theirs alone."""
        enough = self.said.ordinary[self.distinct] >= rules().limits["near_words"]
        found: list[int] = np.flatnonzero(enough & (self.holding.rarest() >> IDS != 1)).tolist()
        return found

    def of(self, at: int) -> NDArray[np.int32]:
        """The sentences to compare one with."""
        names = self.holding.of(at)
        if len(names):
            rarest = names[np.argmin(self.holding.often[names])]
            if self.holding.often[rarest] <= self.most:
                return self.holding.owners(int(rarest))
        runs = self.having.of(at)
        rare = runs[np.argsort(self.having.often[runs], kind="stable")][: len(runs) // 2 + 1]
        shared = [self.having.owners(int(run))[: self.most] for run in rare[self.having.often[rare] > 1]]
        return np.unique(np.concatenate(shared)) if shared else np.zeros(0, np.int32)


class Postings:
    """Which of n owners have which features, each once. Features are numbered in their own order."""

    def __init__(self, features: NDArray[np.uint64], owners: Ints, n: int) -> None:
        order = np.lexsort((owners, features))
        features, holder = features[order], owners[order].astype(np.int32)
        new = np.ones(len(features), np.bool_)
        new[1:] = features[1:] != features[:-1]
        once = new.copy()
        once[1:] |= holder[1:] != holder[:-1]
        new, self._owners = new[once], holder[once]
        self._first = np.append(np.flatnonzero(new), len(new))
        self.often = np.diff(self._first)
        back = np.argsort(self._owners, kind="stable")
        self._features = (np.cumsum(new) - 1).astype(np.int32)[back]
        self._at: Ints = np.searchsorted(self._owners[back], np.arange(n + 1))

    def of(self, owner: int) -> NDArray[np.int32]:
        """The features of an owner, in order."""
        return self._features[self._at[owner] : self._at[owner + 1]]

    def owners(self, feature: int) -> NDArray[np.int32]:
        """The owners of a feature, in order."""
        return self._owners[self._first[feature] : self._first[feature + 1]]

    def rarest(self) -> Ints:
        """How often the rarest feature of each owner is there (owners,), above `IDS` bits of its number; 0 for none."""
        found = np.zeros(len(self._at) - 1, np.int64)
        some = np.flatnonzero(np.diff(self._at))
        if len(some):
            ranks = (self.often[self._features].astype(np.int64) << IDS) | self._features
            found[some] = np.minimum.reduceat(ranks, self._at[some])
        return found


def spread(first: Ints, size: Ints) -> tuple[Ints, Ints]:
    """Stretches (n,) that begin at ``first`` and are so long, as the number of the stretch and the place of each."""
    owner = np.repeat(np.arange(len(first)), size)
    before = np.cumsum(size) - size
    return owner, np.arange(len(owner)) - np.repeat(before - first, size)
