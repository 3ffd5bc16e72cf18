"""Candidates for what marked words may mean: places by name with their namesakes, actors with their sides and years,
times and counts as the reader takes them. Each comes as the whole part of a claim that it would be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, cast, get_args

import msgspec

from contested.app.desk import Desk
from contested.gazetteer.explain import Candidate, explain
from contested.knowledge.schema import ActorEntry, Membership
from contested.model import (
    Actor,
    ActorRole,
    Count,
    CountMention,
    Mention,
    Place,
    PlaceMention,
    PlaceRole,
    Reading,
    Report,
    TimeMention,
    When,
    Words,
)

As = Literal[
    "agent", "patient", "beneficiary", "supporter", "at", "from", "to", "toward", "near", "via", "time", "count"
]
MOST = 12
#: UCDP's precision of a place that is known itself, by its level (GED Codebook, where_prec).
PRECISION = {"admin2": 3, "admin1": 4, "region": 5, "country": 6, "natural": 2, "road": 2}


class PlaceChoice(msgspec.Struct, frozen=True, kw_only=True):
    """A place that a name may mean; ``share`` is how likely among all of its name, by the name
    and the country that is asked for or that the report tells of."""

    place: Place
    country: str
    population: int
    names: tuple[str, ...]
    layer: str
    share: float


class ActorChoice(msgspec.Struct, frozen=True, kw_only=True):
    """An actor by a name, with its side on the day asked about, and all of its sides with their years."""

    actor: Actor
    names: tuple[str, ...]
    note: str
    member: tuple[Membership, ...]
    from_: str | None = msgspec.field(name="from")
    to: str | None


class Choices(msgspec.Struct, frozen=True, kw_only=True):
    """What marked words may mean; one of the lists is filled. ``words``: the words without spaces at their ends."""

    words: Words
    places: list[PlaceChoice] = []
    actors: list[ActorChoice] = []
    times: list[When] = []
    counts: list[Count] = []


def choices(desk: Desk, report: Report, words: Words, what: As) -> Choices:
    """What words of a report may mean in a role."""
    if what == "time":
        return Choices(words=words, times=times(desk, report, words))
    if what == "count":
        return Choices(words=words, counts=counts(desk, report, words))
    if what in get_args(ActorRole):
        wars = wars_of(desk, report.id)
        return Choices(words=words, actors=actors(desk, words.text, cast(ActorRole, what), report.date, words, wars))
    country, role = country_of(desk, report.id), cast(PlaceRole, what)
    found = places(desk, words.text, role, country, words) or list(within(desk, report, words, role))
    return Choices(words=words, places=found)


# --- places ----------------------------------------------------------------------------------------------------------


def places(
    desk: Desk, name: str, role: PlaceRole = "at", country: str | None = None, words: Words | None = None
) -> list[PlaceChoice]:
    """The places that a name may mean, the likeliest first."""
    found = explain(name, desk.gazetteer, country)
    best = found[1].share if len(found) > 1 else 0.0
    return [choice(one, role, len(found), abs(one.share - best), words) for one in found[:MOST]]


def country_of(desk: Desk, report: str) -> str | None:
    """The country that a report is of: its own word, else the one in which most of the places that it names lie."""
    reading = desk.ledger.reading(report)
    if reading is None or reading.report.country:
        return reading.report.country if reading else None
    named = Counter(one.country for one in reading.mentions if isinstance(one, PlaceMention) and one.country)
    return min(named, key=lambda country: (-named[country], country), default=None)


def within(desk: Desk, report: Report, words: Words, role: PlaceRole) -> Iterator[PlaceChoice]:
    """The places that the reader finds in words which are no name themselves ("the road between two towns")."""
    named = {one.id: one for one in read(desk, report, words) if isinstance(one, PlaceMention) and one.lat is not None}
    for one in named.values():
        place = Place(
            role=role, relation=one.relation or "in", extent="whole", id=one.id, name=one.name, level=one.level,
            admin1=None, admin2=None, pcode=None, lat=one.lat, lon=one.lon, radius_km=one.radius_km, geometry=None,
            precision=PRECISION.get(one.level or "", 1), candidates=one.candidates, margin=None, mention=words,
        )  # fmt: skip
        yield PlaceChoice(place=place, country=one.country or "", population=0, names=(), layer="report",
                          share=round(1 / len(named), 4))  # fmt: skip


def choice(one: Candidate, role: PlaceRole, candidates: int, margin: float, words: Words | None) -> PlaceChoice:
    """A candidate as a claim's place."""
    row = one.place
    place = Place(
        role=role, relation="in", extent="whole", id=row.id, name=row.name, level=row.level,  # type: ignore[arg-type]
        admin1=row.admin1, admin2=row.admin2, pcode=row.pcode, lat=round(row.lat, 5), lon=round(row.lon, 5),
        radius_km=round(row.radius_km, 2), geometry=None, precision=PRECISION.get(row.level, 1),
        candidates=candidates, margin=round(margin, 4), mention=words,
    )  # fmt: skip
    return PlaceChoice(
        place=place, country=row.country, population=row.population, names=one.names[:8], layer=one.layer,
        share=one.share,
    )  # fmt: skip


# --- actors ----------------------------------------------------------------------------------------------------------


def actors(
    desk: Desk, name: str, role: ActorRole = "agent", day: str | None = None, words: Words | None = None,
    wars: frozenset[str] = frozenset(),
) -> list[ActorChoice]:  # fmt: skip
    """The actors by a name, an alias or a part of one: those of exactly that name first, then those of the wars, then
    those that have the most others under them ("Russian": the armed forces before a corps of theirs). Where nobody is
    called by all of the marked words, it is by the first of them ("Russian assault groups")."""
    asked = " ".join(name.casefold().split()).removeprefix("the ")
    while not (found := [(rank, entry) for entry in desk.knowledge.actors
                         if (rank := likeness(asked, entry)) is not None]) and words and " " in asked:  # fmt: skip
        asked = asked.rpartition(" ")[0]
    under = Counter(entry.parent for entry in desk.knowledge.actors)
    ranked = sorted(found, key=lambda row: (row[0] > 0, of_none(row[1], wars), row[0], -under[row[1].id], row[1].name))
    return [known(entry, role, day, words or Words(0, 0, name)) for _, entry in ranked[:MOST]]


def of_none(entry: ActorEntry, wars: frozenset[str]) -> bool:
    """Whether an actor is of none of some wars."""
    return not any(row.conflict in wars for row in entry.member)


def wars_of(desk: Desk, report: str) -> frozenset[str]:
    """The wars that a report tells of: those in which most of the actors of its claims have a side."""
    reading = desk.ledger.reading(report)
    named = {one.id for claim in reading.claims for one in claim.actors} if reading else set()
    wars = Counter(war for entry in desk.knowledge.actors if entry.id in named
                   for war in {row.conflict for row in entry.member})  # fmt: skip
    most = max(wars.values(), default=0)
    return frozenset(war for war, number in wars.items() if number == most)


def likeness(asked: str, entry: ActorEntry) -> int | None:
    """How well a name fits an actor, 0 the best; None where it does not."""
    ranks = []
    for name in (entry.name, *entry.aliases, *(label.text for label in entry.label), entry.id):
        own = name.casefold().removeprefix("the ")
        ranks += [0] if own == asked else [1] if own.startswith(asked) else [2] if asked in own else []
        ranks += [3] if len(own) > 3 and f" {own} " in f" {asked} " else []
    return min(ranks, default=None)


def known(entry: ActorEntry, role: ActorRole, day: str | None, words: Words) -> ActorChoice:
    """An actor that is known, as one of a claim."""
    actor = Actor(
        role=role, id=entry.id, name=entry.name, kind=entry.kind, parent=entry.parent, side=side_on(entry, day),
        label=words.text, inferred=False, mention=words if words.end else None,
    )  # fmt: skip
    return ActorChoice(
        actor=actor, names=tuple(entry.aliases[:8]), note=entry.note, member=tuple(entry.member), from_=entry.from_,
        to=entry.to,
    )  # fmt: skip


def side_on(entry: ActorEntry, day: str | None) -> str | None:
    """The side that an actor stands on at a day; the last one where no day is said or none fits."""
    fits = [row.side for row in entry.member if day is not None and holds(row, day)]
    return fits[0] if fits else entry.member[-1].side if entry.member and day is None else None


def holds(row: Membership, day: str) -> bool:
    """Whether a membership holds on a day; its dates may be prefixes of dates."""
    return (row.from_ or "") <= day and (row.to is None or day[: len(row.to)] <= row.to)


def unknown(words: Words, role: ActorRole) -> Actor:
    """Somebody whom the knowledge files do not have, by the report's words."""
    return Actor(role=role, id=None, name=words.text, kind=None, parent=None, side=None, label=words.text,
                 inferred=False, mention=words)  # fmt: skip


# --- times and counts ------------------------------------------------------------------------------------------------


def times(desk: Desk, report: Report, words: Words) -> list[When]:
    """The times that words name, on the report's day."""
    return list(dict.fromkeys(  # the reading and the words by themselves often say the same
        When(start=one.from_, end=one.to or one.from_, edtf=one.edtf, timex=one.timex.value, precision=one.precision,
             basis="stated", mention=words)
        for one in read(desk, report, words) if isinstance(one, TimeMention) and one.from_
    ))  # fmt: skip


def counts(desk: Desk, report: Report, words: Words) -> list[Count]:
    """The counts that words name; of what they count, killed where the words do not say."""
    return list(dict.fromkeys(
        Count(what=one.what or "killed", whom=None, low=one.low, high=one.high, best=one.best,
              approximate=one.approximate, mention=words)
        for one in read(desk, report, words) if isinstance(one, CountMention)
    ))  # fmt: skip


def read(desk: Desk, report: Report, words: Words) -> Iterator[Mention]:
    """What the reader finds in marked words: in the report's reading, else in the words by themselves."""
    reading = desk.ledger.reading(report.id)
    inside = [one for one in reading.mentions if one.start < words.end and words.start < one.end] if reading else []
    yield from inside
    alone = msgspec.structs.replace(report, id="words", text=words.text, title=None)
    found: Reading = desk.reader.read(alone)
    yield from found.mentions
