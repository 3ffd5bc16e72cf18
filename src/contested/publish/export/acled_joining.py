"""Rows that ACLED codes as one: what the same actors do at one place on one day (Codebook, "Event aggregation").

A battle takes in the shelling and the air strikes of its own sides; a capture takes in the fighting for the place and
the retreat of those who held it; a riot takes in the protest that it grew out of; what one sentence tells twice is one.
What different actors do, or what happens to civilians apart from a battle, stays a row of its own.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from contested import ontology
from contested.fusion.event import Party
from contested.gazetteer.sphere import kilometres
from contested.model import Acled
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.acled_coding import TAKEN, coded, settled
from contested.publish.export.acled_people import righted
from contested.publish.export.acled_standing import bears_arms, somebody, unarmed
from contested.publish.export.row import Row, only_toward

#: Sub-event types that take in others, the stronger first.
TAKING = ("Government regains territory", "Non-state actor overtakes territory")
AGREED = "Agreement"
CALM = "Peaceful protest"
#: What is a part of the fighting or attack that the same sentence tells of the same people.
ON_THE_WAY = frozenset({"Arrests", "Looting/property destruction", "Agreement"})
MOVED = "Change to group/activity"
LEAVING = "Non-violent transfer of territory"
TOWNS = frozenset({"settlement", "neighbourhood", "facility", "natural", "road"})


def joined(rows: Iterable[Row], about: About) -> Iterator[Row]:
    """The rows, those that are one to ACLED as one, in the order of the first of each; those of a day follow on."""
    known = (settled(righted(row, about)) for row in rows)
    for _, some in groupby(known, key=lambda row: (row.start, row.end)):
        yield from of_a_day(list(some), about)


def of_a_day(rows: Sequence[Row], about: About) -> Iterator[Row]:
    """The rows of one day, joined; each goes with the strongest that takes it in."""
    if len(rows) == 1:
        yield rows[0]
        return
    code = [coded(row, about) for row in rows]
    head = list(range(len(rows)))
    for at in range(len(rows)):
        fit = [to for to in range(len(rows)) if to != at and head[to] == to and takes_in(rows, code, to, at)]
        if fit:
            head[at] = min(fit, key=lambda to: (weight(code[to]), to))
    for at, row in enumerate(rows):
        if head[at] == at:
            under = [rows[other] for other in range(len(rows)) if other != at and root(head, other) == at]
            yield union(row, under) if under else row


def root(head: Sequence[int], at: int) -> int:
    """The row that a row ends up in."""
    while head[at] != at:
        at = head[at]
    return at


def weight(code: Acled) -> tuple[int, str]:
    """How far up a code stands: ground taken, then the codebook's order of event types."""
    order = [row["event_type"] for row in codes.rows("disorder.csv")]
    return (0 if code.sub_event_type in TAKING else 1 + order.index(code.event_type), code.sub_event_type)


def takes_in(rows: Sequence[Row], code: Sequence[Acled], to: int, at: int) -> bool:
    """Whether one row's event takes in another's: at the same place, of the same actors, and as strong or stronger."""
    one, other, big, small = rows[to], rows[at], code[to], code[at]
    if big.sub_event_type == AGREED and small.sub_event_type == LEAVING:
        # who leaves under a deal with somebody leaves where the deal holds
        return same_sentence(one, other) and any(party.id for party in one.parties)
    if big.sub_event_type in TAKING and small.sub_event_type == LEAVING and only_toward(other):
        # whoever is forced to retreat towards somewhere left the place that was taken
        return same_sentence(one, other) and not meets(one.named("agent"), other.named("agent"))
    if not (same_place(one, other) or (same_words(one, other) and lies_in(one, other))):
        return False
    if same_sentence(one, other) and (takes_in_words(one, other, big, small) or relieves(one, other)):
        return True
    if same_words(one, other) and big == small and lies_in(one, other):
        return True
    if (weight(code[to]), to) >= (weight(code[at]), at):
        return False
    if big.event_type == "Battles" and other.type == "advance" and small.sub_event_type == MOVED:
        return same_sentence(one, other)  # who comes to a place and fights for it does one thing
    if big.sub_event_type in TAKING and small.sub_event_type == LEAVING:
        return meets(one.named("patient"), other.named("agent")) or same_sentence(one, other)
    if big.event_type == "Battles" and small.event_type in ("Battles", "Explosions/Remote violence"):
        return same_fight(one, other)
    if big.event_type == "Riots" and small.event_type == "Protests":
        return same_sentence(one, other)
    if big.event_type == "Explosions/Remote violence" and small.sub_event_type == "Attack":
        return (same_sentence(one, other) or same_report(one, other)) and compatible(one, other, nameless=True)
    told = same_sentence(one, other)
    return big == small and (told or same_parties(one, other)) and compatible(one, other, nameless=told)


def takes_in_words(one: Row, other: Row, big: Acled, small: Acled) -> bool:
    """Whether of two rows that one sentence tells one is but a part of the other.

    Protests are what is done to them; an attack on the unarmed is no battle because a place was stormed for it, and
    what the same people do on the way (arrests, looting) is part of it.
    """
    if big.event_type in ("Protests", "Riots"):
        hurt = small.sub_event_type == "Attack" or other.type == "casualties"
        nobody = not somebody(other.named("agent"))
        harm = hurt and (of_a_state(other) or (nobody and (big.event_type == "Riots" or of_a_state(one))))
        return harm or (small.sub_event_type == CALM and big.sub_event_type != CALM)
    if big.event_type == "Violence against civilians" and small.event_type == "Battles":
        return not any(map(bears_arms, other.named("patient"))) and compatible(one, other, nameless=True)
    violent = big.event_type in ("Battles", "Violence against civilians")
    return violent and small.sub_event_type in ON_THE_WAY and compatible(one, other)


def relieves(one: Row, other: Row) -> bool:
    """Whether the first row's people came to a place that the second's had left: ground that passed without a fight."""
    left = other.type == "withdrawal" and other.outcome == "succeeded" and not only_toward(other)
    came = one.type == "advance" and one.outcome == "succeeded" and not one.named("patient")
    takers, leavers = ([party for party in row.named("agent") if bears_arms(party)] for row in (one, other))
    return came and left and bool(takers) and bool(leavers) and not meets(takers, leavers)


def same_words(one: Row, other: Row) -> bool:
    """Whether the same words of one report tell both: an event with two places."""
    told = {(each.report.id, each.claim.type, each.claim.trigger) for each in one.told}
    return any((each.report.id, each.claim.type, each.claim.trigger) in told for each in other.told)


def lies_in(one: Row, other: Row) -> bool:
    """Whether the first row's spot lies within the second's, which is the wider."""
    a, b = one.spot, other.spot
    if a is None or b is None or a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return False
    wide, narrow = b.radius_km or 0.0, a.radius_km or 0.0
    return narrow < wide and kilometres(a.lat, a.lon, b.lat, b.lon) <= wide


def of_a_state(row: Row) -> bool:
    """Whether all who act in a row are of a state."""
    acting = row.named("agent")
    return bool(acting) and all(party.kind in ontology.STATE_KINDS for party in acting)


def same_place(one: Row, other: Row) -> bool:
    """Whether two rows are at one spot, no wide area; a row without a place is at none."""
    a, b = one.spot, other.spot
    return a is not None and b is not None and a.level in TOWNS and (a.name, a.lat, a.lon) == (b.name, b.lat, b.lon)


def same_sentence(one: Row, other: Row) -> bool:
    """Whether one sentence of one report tells both."""
    told = {(each.report.id, each.claim.sentence) for each in one.told}
    return any((each.report.id, each.claim.sentence) in told for each in other.told)


def same_report(one: Row, other: Row) -> bool:
    """Whether one report alone tells both."""
    return one.reports == other.reports and len(one.reports) == 1


def same_fight(one: Row, other: Row) -> bool:
    """Whether two rows are of one fight: the armed of the smaller are sides of the larger, and no civilians its aim."""
    if any(map(unarmed, other.named("patient"))) and not same_sentence(one, other):
        return False
    larger, smaller = (armed(row) for row in (one, other))
    if smaller and smaller <= larger:
        return True
    return same_sentence(one, other) and (bool(smaller & larger or not smaller) or compatible(one, other))


def armed(row: Row) -> frozenset[Hashable]:
    """Who of a row bears arms, by side where that is known."""
    return frozenset(key(party) for party in row.named("agent", "patient") if bears_arms(party))


def same_parties(one: Row, other: Row) -> bool:
    """Whether two rows have a named actor in common, in one role."""
    return meets([p for p in one.named("agent") if p.id], other.named("agent"))


def compatible(one: Row, other: Row, *, nameless: bool = False) -> bool:
    """Whether nothing keeps two rows apart: in each role the same actors, or none in one of them.

    ``nameless``: who acts and is only described may be whoever the other names.
    """
    return all(
        not (mine := somebody(one.named(role))) or not (theirs := somebody(other.named(role))) or meets(mine, theirs)
        or (nameless and role == "agent" and any(not any(p.id for p in some) for some in (mine, theirs)))
        for role in ("agent", "patient")
    )  # fmt: skip


def meets(some: Sequence[Party], others: Sequence[Party]) -> bool:
    """Whether two groups have somebody in common."""
    return not {key(party) for party in some}.isdisjoint(key(party) for party in others)


def key(party: Party) -> Hashable:
    """Who somebody is: the actor, else the side, else what the report calls them."""
    return party.id or party.side or party.name.casefold()


def union(row: Row, under: Sequence[Row]) -> Row:
    """A row with all that tells of it; it keeps its id, its type and its place."""
    every = (row, *under)
    left = next((part.spot for part in under if part.type == "withdrawal" and row.type not in TAKEN), None)
    telling = [each for part in every for each in part.told[: part.telling]]
    denying = [each for part in every for each in part.told[part.telling :]]
    heard = [voice for part in every for voice in part.heard[: part.telling]]
    unheard = [voice for part in every for voice in part.heard[part.telling :]]
    relieved = any(relieves(row, part) for part in under)
    return replace(
        row, type="capture" if relieved else row.type,
        spot=row.spot if relieved else left or row.spot, told=(*telling, *denying), heard=(*heard, *unheard),
        telling=len(telling),
        parties=parties([replace(row, type="capture") if relieved else row, *under]),
        tallies=tuple(tally for part in every for tally in part.tallies), parts=every,
        voices=max(part.voices for part in every), dated=any(part.dated for part in every),
        contradictions=tuple(each for part in every for each in part.contradictions),
    )  # fmt: skip


def parties(rows: Sequence[Row]) -> tuple[Party, ...]:
    """Everybody of some rows, each once and in the first row's role; who only leaves a place is whom it befell."""
    found: dict[Hashable, Party] = {}
    for row in rows:
        for party in row.parties:
            left = row is not rows[0] and row.type == "withdrawal" and party.role == "agent" and rows[0].type in TAKEN
            found.setdefault(key(party), replace(party, role="patient") if left else party)
    return tuple(found.values())
