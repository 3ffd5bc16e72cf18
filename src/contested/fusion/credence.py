"""How far a claim can be believed: P(true | features) as the logistic function of a sum of named weights.

The table is ``knowledge/credence.toml``: feature, weight in log odds, why. A claim's own features are the stance of its
voice (own gain, own loss, third party), hedges, specificity, denial, silence where a second voice was to be expected,
and the voice's record so far. How many independent voices say the same is a feature of an event (`of_event`): voices
are counted once, copies and further claims of one voice add nothing.

Sources: X. Li et al., "Truth finding on the deep web", VLDB 2012 (conflicts are common, copying misleads); STANAG 2511
(the letters and digits of `Credence.admiralty`); docs/method/credence.md.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from functools import cache, cached_property
from importlib.resources import files
from math import exp, log
from typing import NamedTuple

import msgspec

from contested.fusion.copies import Copies
from contested.fusion.records import Heard, Record, heard, records
from contested.fusion.sites import Sites, sites
from contested.fusion.stakes import stakes
from contested.fusion.testimony import Testimony, Voice, Voices, ordinal, testimonies
from contested.model import Feature, Told

#: Lower bounds of P for the digits 1-6 ("cannot be judged") and of a source's record for the letters A-F (STANAG 2511).
DIGITS = ((0.9, "1"), (0.7, "2"), (0.5, "3"), (0.3, "4"), (0.0, "5"))
LETTERS = ((0.95, "A"), (0.8, "B"), (0.6, "C"), (0.4, "D"), (0.0, "E"))
JUDGED = 3  # outcomes of a source's claims, below which its reliability cannot be judged
WHOLE = frozenset({"in"})  # relations that leave no doubt about which place is meant
ROADS = WHOLE | {"along_road", "along", "between"}  # and about which road
SURE = 0.995  # no sum of features makes a report certain


class Table(NamedTuple):
    """``credence.toml``: weights by feature, limits by name."""

    weights: Mapping[str, float]
    limits: Mapping[str, float]
    why: Mapping[str, str]


@cache
def table() -> Table:
    """The packaged table."""
    data = tomllib.loads((files("contested.knowledge") / "credence.toml").read_text(encoding="utf-8"))
    return Table(
        {row["feature"]: row["weight"] for row in data["credence"]},
        {row["name"]: row["value"] for row in data["limit"]},
        {row["feature"]: row["why"] for row in data["credence"]},
    )


class Credence(msgspec.Struct, frozen=True, gc=False):
    """P(true), 0-1, with the features behind it in log odds, and the record of the voice that says so."""

    probability: float
    why: tuple[Feature, ...]
    voice: Voice
    record: Record

    @property
    def admiralty(self) -> tuple[str, str]:
        """Reliability of the source (A-F) and credibility of the information (1-6), two axes that are never joined."""
        judged = self.record.borne_out + self.record.contradicted >= JUDGED
        letter = next(letter for least, letter in LETTERS if self.record.share >= least) if judged else "F"
        return letter, next(digit for least, digit in DIGITS if self.probability >= least)


def logistic(odds: float) -> float:
    """Log odds to a probability."""
    return 1.0 / (1.0 + exp(-odds)) if odds > -700 else 0.0


def logit(probability: float) -> float:
    """A probability to log odds; kept off certainty."""
    kept = min(SURE, max(1.0 - SURE, probability))
    return log(kept / (1.0 - kept))


class Credences:
    """The credence of every claim of some reports, as of one day. Pure: the same for any order of `told`."""

    def __init__(
        self,
        told: Sequence[Told],
        copies: Copies,
        *,
        as_known: int | None = None,
        weights: Table | None = None,
        where: Sites | None = None,
        accepted: Collection[str] = (),
        voices: Voices | None = None,
    ) -> None:
        """Judge claims.

        Args:
            told: all that was known.
            copies: who carries whom.
            as_known: the day of judging (ordinal); the last on which anything was known where None.
            weights: another table than the packaged one.
            where: the sites of `told`, where they are known already.
            accepted: claims that an analyst vouches for.
            voices: whose voice each claim is, where that is known already.
        """
        self.table = weights or table()
        self.as_known = as_known or max((ordinal(each.known) for each in told), default=1)
        self.voices, self.accepted = voices or Voices(told, copies), accepted
        self._told = {each.claim.id: each for each in told}
        self._shown: dict[str, tuple[Feature, ...]] = {}  # what claims show by themselves, on whatever day
        self._alike: dict[tuple[str, ...], tuple[Feature, ...]] = {}
        self._hear(testimonies(told, copies, where or sites(told), self.voices))

    def until(self, day: int) -> Credences:
        """As of an earlier day (ordinal), without what was known later. Who carries whom, and whose voice a claim is,
        stay as they are known by now."""
        other = copy(self)
        other.as_known = day
        cut = (each.until(day, self._published) for each in self.testimony)
        other._hear([each for each in cut if each is not None])
        return other

    @cached_property
    def _published(self) -> dict[str, int]:
        return {claim: ordinal(each.known) for claim, each in self._told.items()}

    def _hear(self, testimony: list[Testimony]) -> None:
        """Take in what voices say, in order of site and day."""
        self.testimony = testimony
        # strikes from afar say who does not hold a place, too weakly to judge anybody's record by
        self._heard = heard([one for one in testimony if not one.stakes.strikes], self.table.limits)
        self._records = records(self._heard, self.table.limits)
        self._at: dict[str, list[Testimony]] = defaultdict(list)
        for each in testimony:
            for claim in (each.claim, *each.again):
                self._at[claim].append(each)
        self._known: dict[str, Credence] = {}

    def of(self, claim: str) -> Credence:
        """The credence of a claim.

        Raises:
            KeyError: no such claim was told.
        """
        if claim not in self._known:
            self._known[claim] = self._judge(self._told[claim])
        return self._known[claim]

    def of_event(self, claims: Iterable[str]) -> Credence:
        """The credence of an event that several claims tell of: independent voices add up, one voice counts once.

        Further voices of one side count in part (`same_line`). The first row says how many voices there are.
        """
        best: dict[Voice, Credence] = {}
        for claim in sorted(claims):
            found = self.of(claim)
            if found.voice not in best or found.probability > best[found.voice].probability:
                best[found.voice] = found
        ranked = sorted(best.values(), key=lambda one: (-one.probability, one.voice.name, one.voice.side or ""))
        if len(ranked) == 1:
            return ranked[0]
        seen: set[str] = set()
        why, odds = [Feature("independent voices", 0.0)], 0.0
        for one in ranked:
            share = self.table.limits["same_line"] if one.voice.side in seen else 1.0
            seen |= {one.voice.side} if one.voice.side else set()
            added = share * (logit(one.probability) - (0.0 if one is ranked[0] else self.table.weights["base"]))
            odds += max(0.0, added) if one is not ranked[0] else added
            why.append(Feature(f"{one.voice.name}", round(added, 3)))
        why[0] = Feature(f"independent voices: {len(ranked)}", round(log(len(ranked)), 3))
        return Credence(round(min(SURE, logistic(odds)), 4), tuple(why), ranked[0].voice, ranked[0].record)

    def _judge(self, told: Told) -> Credence:
        voice = self.voices.of(told)
        stance = stakes(told.claim).stance(voice.side)
        opposed = stakes(told.claim).opposed
        record = self._records.of(voice, stance, opposed=opposed, without=self._mine(told.claim.id))
        rows = tuple(self._features(told, voice, stance, record))
        probability = min(SURE, logistic(sum(row.weight for row in rows)))
        return Credence(round(probability, 4), rows, voice, record)

    def _mine(self, claim: str) -> list[Heard]:
        """What was heard of the claim's own testimony: it is no part of the record that the claim is judged by."""
        about = ((one.claim, one.site) for one in self._at.get(claim, ()))
        return [self._heard[key] for key in about if key in self._heard]

    def _features(self, told: Told, voice: Voice, stance: str, record: Record) -> Iterator[Feature]:
        weights = self.table.weights
        if told.claim.id not in self._shown:
            shown = "base", stance, *self._plain(told)
            # few ways of telling for many claims
            self._shown[told.claim.id] = self._alike.setdefault(
                shown, tuple(Feature(one, weights[one]) for one in shown)
            )
        yield from self._shown[told.claim.id]
        if told.claim.id in self.accepted:
            yield Feature("accepted by an analyst", weights["accepted by an analyst"])
        about = self._mine(told.claim.id)
        if any(one.denied for one in about):
            yield Feature("denied by the other side", weights["denied by the other side"])
        new = any(not one.testimony.against_change for one in about)
        if new and stance == "own gain" and not any(one.borne_out for one in about):
            silence = self._silence(ordinal(told.known))
            yield Feature("no second voice", round(weights["no second voice"] * silence, 3))
        if record.borne_out + record.contradicted:
            own = weights["source's record"] * (logit(record.share) - logit(record.mean))
            yield Feature("source's record", round(own, 3))

    def _plain(self, told: Told) -> Iterator[str]:
        """The features that a claim shows by itself."""
        claim = told.claim
        if claim.modality == "reported":
            yield "told second-hand"
        if claim.attribution and claim.attribution[0].kind == "unnamed":
            yield "source not named"
        said = stakes(claim)
        if said.opposed:
            yield "opponent named"
        if said.against or claim.scope == "state" or claim.type == "control":
            yield "nothing changed"
        if claim.time.basis == "stated" and claim.time.precision in ("day", "part", "hour", "minute"):
            yield "day stated"
        exact = ROADS if said.bears in ("opens", "cuts") else WHOLE
        where = [place for place in claim.places if place.role == "at"]
        if any(place.extent != "whole" or place.relation not in exact for place in where):
            yield "place vague"
        if claim.confidence < self.table.limits["reader_unsure_below"]:
            yield "reader unsure"
        if claim.outcome in ("partial", "ongoing") and claim.scope != "state":
            yield "told as going on"

    def _silence(self, known: int) -> float:
        """Log odds that silence about an own gain adds, by its age: log of the share that would still be silent."""
        age = self.as_known - known
        coming = 1.0 - exp(-max(0, age) / self.table.limits["confirmation_days"])
        return log(1.0 - self._records.coverage(self.as_known) * coming)
