"""What a claim takes over from an event told before it: the place and the day that its own sentence leaves open.

"Rebels shelled Azaz. Three people died." Three died in Azaz. Whether something carries over is weighed by a table of
named features (``knowledge/carried.toml``); what it does not carry stays open. A place that is carried over has no
mention, a day the basis "inherited", so that whoever weighs the claim knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec.structs import replace

from contested.model import Claim, Place
from contested.ontology import EventType
from contested.reading.lexicon import Lexicon
from contested.reading.tokens import Tokens

BREAKS = ("\n\n", "\n-", "\n•", "\n*", "\n–", "\n▪")  # what stands between paragraphs and items of a list
MOST = 40  # events before one that are asked for its day, at most
FARTHEST = 3  # sentences back that are asked
COARSE = frozenset(("country", "admin1", "admin2", "region"))
REAL = frozenset(("asserted", "reported"))
UNPLACED = frozenset(("statement", "support", "sanction", "force_organisation", "group_change"))


class Where(NamedTuple):
    """Where a claim stands: its sentence's number, its paragraph's number, the words of its sentence."""

    sentence: int
    paragraph: int
    words: frozenset[str]


class Carrier:
    """Carries places and days over in one report after the other."""

    def __init__(self, lexicon: Lexicon, types: Mapping[str, EventType]) -> None:
        self.types, self.weights = types, lexicon.carried
        self.pointing = lexicon.cue_sets["grounds"]["pointing"]
        self.back = lexicon.cue_sets["grounds"]["back"]

    def carried(self, claims: Sequence[Claim], tokens: Tokens) -> list[Claim]:
        """The claims in text order, with what carries over."""
        where = self._where(claims, tokens)
        out: list[Claim] = []
        for at, claim in enumerate(claims):
            made = claim
            if self._lacks_place(claim):
                made = self._placed(made, out, where[at], where)
            if claim.time.basis == "report_date":
                made = self._dated(made, out, where[at], where)
            out.append(made)
        return out

    def _where(self, claims: Sequence[Claim], tokens: Tokens) -> list[Where]:
        starts = [tokens.starts[first] for first, _ in tokens.sentences]
        paragraphs, number = [0], 0
        for before, after in zip(tokens.sentences, tokens.sentences[1:], strict=False):
            gap = tokens.text[tokens.ends[before[1] - 1] : tokens.starts[after[0]] + 1]
            number += any(mark in gap for mark in BREAKS)
            paragraphs.append(number)
        order = {start: at for at, start in enumerate(starts)}
        found: list[Where] = []
        for claim in claims:
            at = order[claim.sentence.start]
            first, last = tokens.sentences[at]
            found.append(Where(at, paragraphs[at], frozenset(tokens.lowers[first:last])))
        return found

    def _lacks_place(self, claim: Claim) -> bool:
        return claim.type not in UNPLACED and not any(place.role == "at" for place in claim.places)

    # --- places -------------------------------------------------------------------------------------------------------

    def _placed(self, claim: Claim, before: Sequence[Claim], here: Where, where: Sequence[Where]) -> Claim:
        """A claim with the place of the nearest event before it that fits, if the table says that it carries over."""
        for at in range(len(before) - 1, max(-1, len(before) - 1 - MOST), -1):
            far = here.sentence - where[at].sentence
            if far > FARTHEST:
                break
            at_places = [place for place in before[at].places if place.role == "at" and place.name]
            if not at_places:
                continue
            features = self._place_features(claim, before[at], at_places[0], here, where[at])
            if sum(self.weights.get(each, 0.0) for each in features) <= 0:
                return claim
            carried = replace(at_places[0], mention=None)
            return replace(claim, places=(carried, *claim.places))
        return claim

    def _place_features(self, claim: Claim, other: Claim, place: Place, here: Where, there: Where) -> Iterator[str]:
        """What speaks for and against a place that is carried over."""
        yield "base"
        yield f"sentences apart: {min(FARTHEST, here.sentence - there.sentence)}"
        if here.paragraph != there.paragraph:
            yield "another paragraph"
        if not here.words.isdisjoint(self.pointing) or not here.words.isdisjoint(self.back):
            yield "words that point back"
        if claim.places:
            yield "names another place"
        if place.level in COARSE:
            yield "a wide place"
        if not any(each.mention for each in other.places if each.role == "at"):
            yield "carried over before"
        if claim.modality not in REAL:
            yield "not told as done"
        yield f"family: {self.types[claim.type].family}"
        if claim.type == other.type:
            yield "the same type"
        if claim.time.basis == "stated" and claim.time.start != other.time.start:
            yield "another day"

    # --- days ---------------------------------------------------------------------------------------------------------

    def _dated(self, claim: Claim, before: Sequence[Claim], here: Where, where: Sequence[Where]) -> Claim:
        """A claim with the day of the nearest event before it that states one, if the table says so."""
        for at in range(len(before) - 1, -1, -1):
            far = here.sentence - where[at].sentence
            if far > FARTHEST:
                break
            other = before[at]
            if other.time.basis not in ("stated", "inherited"):
                continue
            features = [
                "day: base",
                f"day: sentences apart: {min(FARTHEST, far)}",
                f"day: {self.types[claim.type].family}",
            ]
            if here.paragraph != where[at].paragraph:
                features.append("day: another paragraph")
            if claim.modality not in REAL or other.modality not in REAL:
                features.append("day: not told as done")
            if other.time.precision not in ("day", "time"):
                features.append("day: a vague time")
            if sum(self.weights.get(each, 0.0) for each in features) > 0:
                return replace(claim, time=replace(other.time, basis="inherited", mention=None))
            return claim
        return claim
