"""Who carries whose words, among many tables: sentences as numbers from every table, held against each other in one.

What comes of it goes back to the tables: for each sentence that several reports have, where it was first, and whose
telling each of its tellings repeats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from contested.fusion.copies import Copies, pairs, said_of
from contested.fusion.groups import joined
from contested.fusion.said import Forms, Said, Sentences
from contested.fusion.telling import tellings
from contested.fusion.testimony import Speakers, speakers
from contested.model import Report, Told
from contested.scale import tables
from contested.scale.shuffle import about, encode, hand_on, taken
from contested.scale.step import Step

Repeated = tuple[str, str, int, str]  # type, the trigger's words, the how-manieth such in its sentence, the head's id


class Line(Said, frozen=True, gc=False):
    """A sentence, the day on which it was known (ISO), its report's side, and the tellings that begin in it."""

    known: str
    side: str | None
    heads: tuple[Repeated, ...]


class Carry(msgspec.Struct, frozen=True, gc=False):
    """A sentence that several reports have: where it stands, the report that had it first, and which tellings repeat
    which, by the ids of their heads."""

    report: str
    start: int
    origin: str
    at: int
    source: str | None
    side: str | None
    repeats: tuple[tuple[str, str], ...]


def said(step: Step) -> None:
    """A table's sentences as `Line` rows, for one task; beside them its `Speakers`."""
    taking = msgspec.msgpack.decode(step.settings, type=tables.Taking)
    forms, rows, known = Forms(), list[bytes](), list[Speakers]()
    for told in tables.told(step.paths[0], taking):
        rows += [encode(line) for line in lines(told, forms)]
        known.append(speakers(told))
    hand_on(step.path, {0: rows}, 1, encode(Speakers({}, {}).merged(known)))


def lines(told: Sequence[Told], forms: Forms) -> Iterator[Line]:
    """The sentences of one report."""
    heads = repeated(told)
    for each in {each.claim.sentence.start: each for each in told}.values():
        one = said_of(each, forms)
        yield Line(
            one.day, one.report, one.start, one.source, one.words, one.special, each.known, each.report.side,
            tuple(heads.get(one.start, ())),
        )  # fmt: skip


def repeated(told: Iterable[Told]) -> dict[int, list[Repeated]]:
    """The tellings of one report by the sentence of their heads, each with what a copy of it is known by."""
    met, found = Counter[tuple[int, str, str]](), dict[int, list[Repeated]]()
    for head in (telling.head for telling in tellings(told)):
        key = head.sentence.start, head.type, head.trigger.text.casefold()
        met[key] += 1
        found.setdefault(key[0], []).append((*key[1:], met[key], head.id))
    return found


def carried(step: Step) -> None:
    """Of all tables' sentences those that several reports have, as `Carry` rows for each table; all `Speakers`."""
    rows, table = list[Line](), dict[tuple[str, int], int]()
    for at, path in enumerate(step.paths):
        for line in taken(path, 0, Line):
            rows.append(line)
            table[line.report, line.start] = at
    known = Speakers({}, {}).merged(about(path, Speakers) for path in step.paths)
    every = Sentences(rows)
    found: dict[int, list[bytes]] = {}
    for group in joined(len(every), pairs(every)):
        if len(group) > 1:
            for carry in shared([every.rows[at] for at in group]):  # type: ignore[misc]
                found.setdefault(table[carry.report, carry.start], []).append(encode(carry))
    hand_on(step.path, found, len(step.inputs), encode(known))


def shared(group: Sequence[Line]) -> Iterator[Carry]:
    """One sentence in several reports, the first of which had it first."""
    first: dict[tuple[str, str, int], str] = {}
    tellings = sorted((line.known, line.report, row[-1], row[:-1]) for line in group for row in line.heads)
    repeats = {head: first.setdefault(key, head) for _, _, head, key in tellings}
    origin = group[0]
    for line in group:
        mine = tuple((row[-1], repeats[row[-1]]) for row in line.heads)
        yield Carry(line.report, line.start, origin.report, origin.start, origin.source, origin.side, mine)


def repeats(carries: Iterable[Carry]) -> dict[str, str]:
    """The heads of tellings that are carried to the heads of those that they repeat."""
    return {head: first for carry in carries for head, first in carry.repeats if head != first}


def copies(carries: Iterable[Carry]) -> Copies:
    """As fusion takes them in: of each sentence where it was first, and not who else has it."""
    return Copies({(each.report, each.start): ((each.origin, each.at),) for each in carries}, {}, ())


def origins(carries: Iterable[Carry]) -> list[Report]:
    """The reports that had sentences first, without their texts."""
    return [Report(id=each.origin, text="", source=each.source, side=each.side) for each in carries]
