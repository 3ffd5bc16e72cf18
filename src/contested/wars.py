"""Of which wars the claims of a ledger are: a ledger may hold several, and each has a situation of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from contested.fusion.stakes import stakes
from contested.knowledge.schema import Conflict
from contested.model import Claim, Report, Told
from contested.situation import Situation, likeliest, named_sides

#: Claims of who holds what that make a war one of a ledger's; fewer may be a slip of the reader.
FEW = 3


class War(msgspec.Struct, frozen=True):
    """A war that a ledger tells of, and how many of its claims of who holds what are of it."""

    conflict: Conflict
    claims: int


def wars(asked: Situation) -> list[War]:
    """The wars of a situation's claims, whichever it asks for: the likeliest first, then by what those before leave.

    A claim is of one war: the first whose side it names, in a country of that war where its report has one that any war
    is known of.
    """
    found, war = list[War](), asked.likeliest
    known = {country for conflict in asked.conflicts for country in conflict.countries}
    rest = [(each, named) for each in asked.told if (named := _sides_named(each))]
    while war is not None:
        mine = {each.claim.id for each, named in rest if _is_of(war, named, each.report.country, known)}
        if found and len(mine) < FEW:
            break
        found.append(War(war, len(mine)))
        rest = [one for one in rest if one[0].claim.id not in mine]
        taken = [one.conflict for one in found]
        war = likeliest(named_sides(each for each, _ in rest), [one for one in asked.conflicts if one not in taken])
    return found


def war_of(claim: Claim, report: Report, of: Sequence[Conflict]) -> Conflict | None:
    """Which of some wars a claim is of: one of its report's country before others, then that of which it names most
    sides, then the first; None where neither says anything."""
    named = {actor.side for actor in claim.actors if actor.side}
    fits = [(report.country in war.countries, sum(side.id in named for side in war.side)) for war in of]
    best = max(fits, default=(False, 0))
    return of[fits.index(best)] if any(best) else None


def told_of(told: Iterable[Told], war: Conflict, several: Sequence[Conflict]) -> list[Told]:
    """The claims of one of several wars; those that say no war are the first one's."""
    return [each for each in told if (war_of(each.claim, each.report, several) or several[0]) is war]


def apart(asked: Situation) -> list[Situation]:
    """The same question of each war that a situation's claims are of, by the claims of that war; as it is where they
    are of one."""
    several = [one.conflict for one in wars(asked)]
    told = [(war, mine) for war in several if (mine := told_of(asked.told, war, several))]
    if len(told) < 2:
        return [asked]
    return [_asked_of(asked, war, mine) for war, mine in told]


def of_one(asked: Situation) -> Situation:
    """The same question by the claims of its war alone; as it is where all are of that one.

    Of several wars each claim falls to the one that `apart` gives it to, whichever of them is asked for. A war that is
    asked for and of which there is no more than a slip takes what is as much of it as of another.
    """
    if asked.conflict is None:
        return asked
    several = [one.conflict for one in wars(asked)]
    if asked.conflict not in several:
        several.insert(0, asked.conflict)
    mine = told_of(asked.told, asked.conflict, several)
    return asked if len(mine) == len(asked.told) else _asked_of(asked, asked.conflict, mine)


def _asked_of(asked: Situation, war: Conflict, told: Iterable[Told]) -> Situation:
    question = msgspec.structs.replace(asked.question, conflict=war.id)
    return Situation(
        told, question, conflicts=asked.conflicts, roads=asked.all_roads, decisions=asked.decisions,
        baselines=asked.all_baselines,
    )  # fmt: skip


def _sides_named(told: Told) -> set[str]:
    said = stakes(told.claim)
    return {*said.holds, *said.leaves, *said.gains, *said.loses}


def _is_of(war: Conflict, named: Iterable[str], country: str | None, known: set[str]) -> bool:
    ours = any(side.id in named for side in war.side)
    return ours and (country in war.countries or country not in known)
