"""What a claim says of who holds a place, and who gains or loses by it: roles and ontology to sides.

A claim of a capture says that the agent's side holds the place and that the patient's does not; a withdrawal says that
the agent's does not; a denial says the opposite of what it denies; whoever shells or bombs a place from afar is said,
weakly, not to hold it. Whoever holds afterwards gains, whoever does not
loses: by that a source's stance is told (own gain, own loss, third party).
"""

from __future__ import annotations

from typing import Literal

import msgspec

from contested.model import Claim
from contested.ontology import CIVILIAN_KINDS, Holds, effect, table

Stance = Literal["own gain", "own loss", "third party"]
Sides = tuple[str, ...]


class Stakes(msgspec.Struct, frozen=True, gc=False):
    """``holds`` and ``leaves``: the sides that are said to hold the place afterwards and those that are said not to.

    ``bears``: how the claim bears on control (the ontology's word); ``against``: it denies or negates that.
    ``gains`` and ``loses``: whose interest it serves and hurts.
    """

    bears: Holds
    against: bool
    holds: Sides
    leaves: Sides
    gains: Sides
    loses: Sides

    @property
    def strikes(self) -> bool:
        """Whether it only says that somebody strikes the place from afar."""
        return self.bears == "strikes"

    @property
    def opposed(self) -> bool:
        """Whether it is said from whom a place was taken."""
        return bool(self.holds and self.leaves) and not self.against

    def stance(self, side: str | None) -> Stance:
        """How somebody of a side stands to the claim; a side of the war that it does not touch is a third party."""
        if side is not None and side in self.gains:
            return "own gain"
        return "own loss" if side is not None and side in self.loses else "third party"


NOTHING = Stakes("none", False, (), (), (), ())
MOST = 1 << 17  # claims whose stakes are kept: every day of a situation asks for them anew
_kept: dict[str, tuple[Claim, Stakes]] = {}


def stakes(claim: Claim) -> Stakes:
    """What a claim says of control; nothing where it is predicted, planned or only possible."""
    kept = _kept.get(claim.id)
    if kept is not None and kept[0] is claim:
        return kept[1]
    if len(_kept) >= MOST:
        _kept.clear()
    found = _stakes(claim)
    _kept[claim.id] = claim, found
    return found


def _stakes(claim: Claim) -> Stakes:
    found = effect(claim.type, claim.modality, claim.polarity, claim.outcome)
    if found is None:
        return _of_violence(claim)
    if found.holds == "strikes":
        return msgspec.structs.replace(_of_violence(claim), bears="strikes", leaves=_of(claim, "agent"))
    against = found.weight < 0
    holds, leaves = _sides(claim, found.holds)
    if against:
        holds, leaves = (leaves, holds) if found.holds != "nears" else ((), _of(claim, "agent"))
    both = set(holds) & set(leaves)
    if len(set(holds)) > 1:
        both |= set(holds)  # two opponents named as holders: the sentence was not understood
    holds = tuple(side for side in holds if side not in both)
    leaves = tuple(side for side in leaves if side not in both)
    gains, loses = _interest(claim, found.holds, holds, leaves)
    return Stakes(found.holds, against, holds, leaves, gains, loses)


def gained(claim: Claim) -> Sides:
    """The sides that a claim says took or reached something; none where it tells how things stand."""
    found = stakes(claim)
    if found.against or claim.outcome == "failed" or claim.modality not in ("asserted", "reported"):
        return ()
    if found.bears == "nears":
        return _of(claim, "agent")
    return found.holds if found.bears == "agent" and claim.scope != "state" else ()


def _sides(claim: Claim, bears: Holds) -> tuple[Sides, Sides]:
    """The sides that hold a place after an event of this bearing, and those that do not."""
    agents, patients, gainers = (_of(claim, role) for role in ("agent", "patient", "beneficiary"))
    if bears == "agent":
        return agents, patients
    if bears == "not_agent":
        return (patients if claim.outcome == "failed" else ()) + gainers, agents
    if bears == "beneficiary":
        return gainers, agents
    if bears == "presence":
        return agents, ()
    return (patients, ()) if bears == "surrounds" else ((), ())


def _interest(claim: Claim, bears: Holds, holds: Sides, leaves: Sides) -> tuple[Sides, Sides]:
    """Who gains and who loses by the claim."""
    if bears in ("surrounds", "cuts"):
        return _of(claim, "agent"), _of(claim, "patient")
    if bears in ("nears", "contests", "relieves", "opens") and not leaves:
        return _of(claim, "agent"), ()
    return holds, leaves


def _of_violence(claim: Claim) -> Stakes:
    """Losses hurt the side that has them; violence against civilians hurts the side that is said to do it."""
    if not table()[claim.type].violent or claim.modality in ("predicted", "conditional", "planned", "possible"):
        return NOTHING
    against = claim.modality == "denied" or claim.polarity == "negated"
    agents, patients = _of(claim, "agent"), _of(claim, "patient")
    civilians = any(actor.role == "patient" and actor.kind in CIVILIAN_KINDS for actor in claim.actors)
    gains, loses = ((), agents) if civilians else (agents, patients)
    return Stakes("none", against, (), (), *((loses, gains) if against else (gains, loses)))


def _of(claim: Claim, role: str) -> Sides:
    return tuple(dict.fromkeys(actor.side for actor in claim.actors if actor.role == role and actor.side))
