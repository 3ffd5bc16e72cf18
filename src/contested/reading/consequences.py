"""What claims of a report take from others: losses from what caused them, told in a sentence of their own; an attack
its type from those whom it hurt, and its agent from who claims it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import Any, Final

import msgspec

from contested.model import Actor, Claim, digest
from contested.ontology import ARMED_KINDS, CIVILIAN_KINDS, EventType, acled, table, ucdp

CAUSES: Final = frozenset(("fighting", "remote", "civilians"))  # families of events that losses may follow from
FORCES: Final = ARMED_KINDS - {"government"}
TURNED: Final = frozenset(("offensive", "attack_on_civilians"))  # types that who is hit decides between
TOLD: Final = frozenset(("asserted", "reported"))
STATEMENT: Final = "statement"
NEXT: Final = 2  # sentences that losses may stand behind what caused them


class Consequences:
    """Ties the claims of one report to what caused them.

    ``types`` is the ontology's table; ``responsible``: words of statements that own to what was told before.
    """

    def __init__(self, types: Mapping[str, EventType], responsible: Set[str]) -> None:
        self.types, self.responsible = types, responsible

    def tied(self, claims: Sequence[Claim], sentences: Sequence[int]) -> list[Claim]:
        """The claims in their order. ``sentences``: where each sentence starts, in text order."""
        order = {start: at for at, start in enumerate(sentences)}
        out = self._owned(claims, order)
        for at, claim in enumerate(out):
            if self._open(claim):
                known = next((each for each in out if each.id == claim.caused_by), None)
                cause = known if claim.caused_by is not None else self._before(out, at, order)
                if cause is not None:
                    out[at] = _following(claim, cause)
        return self._coded(out)

    def _owned(self, claims: Sequence[Claim], order: Mapping[int, int]) -> list[Claim]:
        """The claims with whoever claims an event among its agents: "A bomb went off. X claimed responsibility."

        "Islamic State claimed the attack" is no attack of its own.
        """
        out: list[Claim | None] = list(claims)
        for at, claim in enumerate(claims):
            owner = self._claimant(claim)
            event = self._unowned(claims[:at], order[claim.sentence.start], order) if owner is not None else None
            if owner is not None and event is not None:
                out[event] = _by(claims[event], owner)
                if claim.type != STATEMENT:
                    out[at] = None
        return [claim for claim in out if claim is not None]

    def _claimant(self, claim: Claim) -> Actor | None:
        """The known actor that owns to something in a claim; None for none, or several."""
        agents = [actor for actor in claim.actors if actor.role == "agent" and actor.id is not None]
        if len(agents) != 1 or claim.polarity != "affirmed" or claim.modality not in TOLD:
            return None
        if any(place.role == "at" and place.mention is not None for place in claim.places):
            return None  # for what happened elsewhere
        if claim.type == STATEMENT:
            return None if self.responsible.isdisjoint(claim.trigger.text.lower().split()) else agents[0]
        own = any(each.actor_id == agents[0].id for each in claim.attribution)
        if _is_another(claim):
            return None  # "claimed that its men had killed ten in an ambush"
        return agents[0] if own and self.types[claim.type].family in CAUSES else None

    def _unowned(self, before: Sequence[Claim], own: int, order: Mapping[int, int]) -> int | None:
        """The last event told in the sentences before one, if nobody known is said to have done it."""
        for at in range(len(before) - 1, -1, -1):
            claim, far = before[at], own - order[before[at].sentence.start]
            if far > NEXT:
                return None
            if far and self.types[claim.type].family in CAUSES:
                known = any(actor.role == "agent" and actor.id is not None for actor in claim.actors)
                told = claim.modality in TOLD and claim.polarity == "affirmed"
                return at if told and not known else None
        return None

    def _open(self, claim: Claim) -> bool:
        """Whether a claim tells losses without saying where."""
        if self.types[claim.type].family != "losses" or claim.scope != "event" or claim.modality not in TOLD:
            return False
        return not any(place.role == "at" for place in claim.places)

    def _before(self, claims: Sequence[Claim], at: int, order: Mapping[int, int]) -> Claim | None:
        """The last event of the nearest sentence before a claim's own that can have caused its losses."""
        own = order[claims[at].sentence.start]
        for claim in reversed(claims[:at]):
            far = own - order[claim.sentence.start]
            if far > NEXT:
                return None
            if far and self.types[claim.type].family in CAUSES:
                return claim if claim.modality in TOLD and claim.polarity == "affirmed" else None
        return None

    def _coded(self, claims: Sequence[Claim]) -> list[Claim]:
        """Attacks in which only civilians are told to have suffered, as such; losses coded as what caused them is."""
        suffered: dict[str, set[str | None]] = defaultdict(set)
        for claim in claims:
            if claim.caused_by is not None:
                suffered[claim.caused_by].update(_kinds(claim) - {None})
        turned = [self._turned(claim, suffered[claim.id]) if claim.type in TURNED else claim for claim in claims]
        causes = {claim.id: new for claim, new in zip(claims, turned, strict=True)}
        return [self._caused(claim, causes.get(claim.caused_by or "")) for claim in turned]

    def _turned(self, claim: Claim, suffered: set[str | None]) -> Claim:
        """An attack by whom it hurt: civilians alone, or armed forces alone (ACLED Codebook: who is hit decides)."""
        hurt = suffered | _kinds(claim) - {None}
        if claim.type == "offensive" and hurt and hurt <= CIVILIAN_KINDS:
            return _retyped(claim, "attack_on_civilians", "civilians")
        if claim.type == "attack_on_civilians" and hurt and hurt <= FORCES and not _kinds(claim):
            return _retyped(claim, "offensive", next(iter(sorted(hurt, key=str))))
        return claim

    def _caused(self, claim: Claim, cause: Claim | None) -> Claim:
        if cause is None or self.types[cause.type].family not in CAUSES:
            return claim
        return msgspec.structs.replace(claim, caused_by=cause.id, acled=cause.acled)


def _is_another(claim: Claim) -> bool:
    """Whether a claim's words tell of an event for the first time: "an ambush"."""
    before = claim.quote.text[: max(0, claim.trigger.start - claim.quote.start)].split()
    return before[-1:] in (["a"], ["an"])


def _by(claim: Claim, owner: Actor) -> Claim:
    """A claim with who claims it among those who did it."""
    actors = (msgspec.structs.replace(owner, role="agent", inferred=True), *claim.actors)
    patient = next((actor.kind for actor in actors if actor.role == "patient"), None)
    codes = acled(claim.type, owner.kind, patient in CIVILIAN_KINDS), ucdp(claim.type, owner.kind, patient)
    return msgspec.structs.replace(claim, actors=actors, acled=codes[0], ucdp=codes[1])


def _following(claim: Claim, cause: Claim) -> Claim:
    """Losses with the place, and where they state none the time, of what caused them."""
    changes: dict[str, Any] = {"caused_by": cause.id}
    at = [msgspec.structs.replace(place, mention=None) for place in cause.places if place.role == "at"]
    changes["places"] = (*at[:1], *claim.places)
    if claim.time.basis == "report_date" and cause.time.basis != "report_date" and cause.time.start is not None:
        changes["time"] = msgspec.structs.replace(cause.time, basis="inherited", mention=None)
    return msgspec.structs.replace(claim, **changes)


def _kinds(claim: Claim) -> set[str | None]:
    """The kinds of those who suffered."""
    return {actor.kind for actor in claim.actors if actor.role == "patient"}


def _retyped(claim: Claim, type: str, patient: str | None) -> Claim:
    """A claim as one of another type; ``patient``: the kind of those it hurt."""
    agent = next((actor.kind for actor in claim.actors if actor.role == "agent"), None)
    return msgspec.structs.replace(
        claim, id=digest("claim", claim.id, type), type=type, acled=acled(type, agent, patient in CIVILIAN_KINDS),
        plover=table()[type].plover, ucdp=ucdp(type, agent, patient),
    )  # fmt: skip
