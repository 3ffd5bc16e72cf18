"""Who holds what by the claims of many tables: what bears on control is kept of each, and reckoned in one task.

The filter joins all places of a war over time, so one task runs it; it gets the claims that bear on control, without
what it does not look at, and sums over all claims: the places told of, who stands where, who carries whom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import msgspec

from contested.control.holding import Holding
from contested.fusion.sites import Spots, sites_of, spots
from contested.fusion.testimony import Speakers, Voices
from contested.knowledge.schema import Conflict, RoadEntry
from contested.model import Told, Words
from contested.ontology import table as ontology
from contested.scale import rows, tables
from contested.scale.carrying import Carry, copies, origins
from contested.scale.fused import Piece, told_of
from contested.scale.shuffle import about, encode, from_all, hand_on, taken
from contested.scale.step import Step
from contested.situation import Question, Situation, named_sides

#: Columns of a table of holdings with their Arrow types, in order.
COLUMNS = {
    "id": "string", "name": "string", "level": "string", "scope": "string", "lat": "float64", "lon": "float64",
    "status": "string", "side": "string", "why": "string", "since": "string", "unknown_since": "string",
    "last_word": "string", "claims": "int64", "holding": "string",
}  # fmt: skip
JSON = msgspec.json.Encoder().encode


class Sums(msgspec.Struct, frozen=True):
    """What all claims of a table come to: the places told of, and how often sides are named in whose reports."""

    spots: Spots
    named: tuple[tuple[str, str | None, int], ...]


class Asked(msgspec.Struct, frozen=True):
    """What is asked of which war, and the roads that are known."""

    on: str
    as_known: str
    conflict: Conflict | None
    conflicts: tuple[Conflict, ...]
    roads: tuple[RoadEntry, ...]


def bearing(step: Step) -> None:
    """A table's claims that bear on control, and its `Sums`."""
    taking = msgspec.msgpack.decode(step.settings, type=tables.Taking)
    carries = {(each.report, each.start): each for each in taken(step.paths[1], step.at, Carry)}
    pieces, known, named = list[Piece](), list[Spots](), Counter[tuple[str, str | None]]()
    first: Piece | None = None
    for told in tables.told(step.paths[0], taking):
        known.append(spots(told))
        named += named_sides(told)
        mine = list(kept(told, carries))
        pieces += [one for one, bears in mine if bears]
        if first is None or mine[0][0].known < first.known:
            first = mine[0][0]  # since when anything is told counts too
    pieces += [first] if first is not None else []
    sums = Sums(Spots().merged(known), tuple((side, country, count) for (side, country), count in named.items()))
    hand_on(step.path, {0: map(encode, pieces)}, 1, encode(sums))


def kept(told: Sequence[Told], carries: dict[tuple[str, int], Carry]) -> Iterator[tuple[Piece, bool]]:
    """The claims of one report without what control does not look at, and whether each bears on it."""
    for each in told:
        claim = msgspec.structs.replace(
            each.claim, quote=Words(0, 0, ""), acled=None, plover=None, means=(), wording=(), why=(), condition=None
        )
        carry = carries.get((each.report.id, claim.sentence.start))
        kind = ontology().get(claim.type)
        yield Piece(0, claim, each.report, each.known, carry), kind is not None and kind.holds != "none"


def control(step: Step) -> None:
    """Who holds which place, as a table. The last of its input is who carries whom."""
    asked = msgspec.msgpack.decode(step.settings, type=Asked)
    *paths, known = step.paths
    pieces = list({each.claim.id: each for each in from_all(paths, 0, Piece)}.values())
    carries = [each.carried for each in pieces if each.carried]
    told, carried = list(told_of(pieces)), copies(carries)
    voices = Voices(told, carried, about(known, Speakers), origins(carries))
    where = sites_of(Spots().merged(about(path, Sums).spots for path in paths))
    question = Question(on=asked.on, as_known=asked.as_known, conflict=asked.conflict.id if asked.conflict else None)
    situation = Situation(told, question, conflicts=asked.conflicts, roads=asked.roads).given(carried, where, voices)
    found = situation.control()
    said = {"on": found.on, "as_known": found.as_known, "conflict": found.conflict}
    rows.write(step.path, map(row, (*found.places, *found.areas)), lambda: JSON(said), COLUMNS)


def named_in(sums: Iterable[Sums]) -> Counter[tuple[str, str | None]]:
    """How often sides are named in all tables."""
    found = Counter[tuple[str, str | None]]()
    for side, country, count in (row for each in sums for row in each.named):
        found[side, country] += count
    return found


def row(one: Holding) -> dict[str, Any]:
    """Who holds a place or area, as a row."""
    return {
        "id": one.id, "name": one.name, "level": one.level, "scope": one.scope, "lat": one.lat, "lon": one.lon,
        "status": one.status, "side": one.side, "why": one.why, "since": one.since,
        "unknown_since": one.unknown_since, "last_word": one.last_word, "claims": len(one.claims),
        "holding": JSON(one).decode(),
    }  # fmt: skip
