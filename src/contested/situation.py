"""The situation on a day, as known on a day: where ledger, fusion and control meet.

Publish, app and command line ask here and nowhere else. Everything is a pure function of the claims told, the wars that
are known, and the question; each part is reckoned when it is first asked for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import msgspec
import numpy as np

from contested.control.area import Area
from contested.control.baseline import surveyed
from contested.control.evidence import evidence
from contested.control.fell import fell
from contested.control.fronts import Front, fronts
from contested.control.holding import Holding, holdings
from contested.control.land import Land, collection, lands
from contested.control.named import Named, by_name, named
from contested.control.observations import Observation, Unrest
from contested.control.parameters import Parameters, parameters
from contested.control.pockets import Part, Pocket, fallen, pockets
from contested.control.pressure import gains
from contested.control.rings import Ring, does, rings
from contested.control.roads import Road, laid, lay
from contested.control.routes import Route, meant, routes, unplaced
from contested.control.state import State, reckon
from contested.control.tessellation import Grounds, Tessellation
from contested.errors import UsageError
from contested.fusion.assessments import Assessment, assessments
from contested.fusion.copies import Copies, copies
from contested.fusion.credence import Credences
from contested.fusion.event import Event
from contested.fusion.events import Events, events
from contested.fusion.sites import PLACE, SPOTS, Site, Sites, sites
from contested.fusion.sources import Source, sources
from contested.fusion.stakes import gained, stakes
from contested.fusion.testimony import Testimony, Voices, first_day, ordinal, when
from contested.knowledge.schema import Conflict, RoadEntry
from contested.model import Baseline, Decision, Told

UNREST = frozenset({"contests", "nears", "surrounds", "relieves", "cuts"})


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked: on which day, as known on which day (ISO; None: the last there is), where, and of which war."""

    on: str | None = None
    as_known: str | None = None
    area: Area | None = None
    conflict: str | None = None


class Bearing(NamedTuple):
    """The claims that bear on parts of the situation, of whatever place: few of all."""

    roads: tuple[Told, ...]
    rings: tuple[Told, ...]
    unrest: tuple[Told, ...]
    gains: tuple[Told, ...]

    def until(self, day: str) -> Bearing:
        """Those that were known by a day (ISO)."""
        return Bearing(*(tuple(each for each in part if each.known <= day) for part in self))


def bearing(told: Sequence[Told]) -> Bearing:
    """What of some claims bears on roads, on rings, and on who may come to hold what."""
    real = [each for each in told if each.claim.modality in ("asserted", "reported")]
    return Bearing(
        tuple(each for each in told if stakes(each.claim).bears in ("opens", "cuts")),
        tuple(each for each in told if does(each) is not None),
        tuple(each for each in real if stakes(each.claim).bears in UNREST),
        tuple(each for each in told if gained(each.claim)),
    )


class Control(msgspec.Struct, frozen=True, kw_only=True):
    """Who holds what: the answer of ``contested control``.

    ``places``: settlements and facilities. ``areas``: provinces, districts, countrysides, directions, parts, each with
    its ``scope``; who holds one says nothing of the place that bears its name.
    """

    on: str
    as_known: str
    conflict: str | None
    places: list[Holding]
    areas: list[Holding]


class Situation:
    """One question's answer, in parts."""

    def __init__(
        self,
        told: Iterable[Told],
        question: Question | None = None,
        *,
        conflicts: Sequence[Conflict] = (),
        roads: Sequence[RoadEntry] = (),
        decisions: Iterable[Decision] = (),
        baselines: Iterable[Baseline] = (),
    ) -> None:
        """Ask.

        Args:
            told: the ledger's claims; those known later than asked for are left out.
            question: what is asked.
            conflicts: the wars that are known.
            roads: the roads that are known.
            decisions: what analysts decided and stands.
            baselines: who held what, by maps that users brought; those known later than asked for are left out.

        Raises:
            UsageError: the war that is asked for is not known.
        """
        self.question = question or Question()
        limit = self.question.as_known
        self.told = tuple(each for each in told if limit is None or each.known <= limit)
        self.all_baselines = tuple(one for one in baselines if limit is None or one.known <= limit)
        self.conflicts = tuple(conflicts)
        named_war = self.question.conflict
        self.conflict = self.likeliest if named_war is None else known_war(named_war, conflicts)
        war = self.conflict.id if self.conflict else None
        self.baselines = tuple(one for one in self.all_baselines if one.conflict in (None, war))
        self.all_roads = tuple(roads)
        self.decisions = tuple(decisions)
        self.accepted = frozenset(row.subject for row in self.decisions if row.kind == "accept")
        days = [*(each.known for each in self.told), *(each.known for each in self.baselines)]
        last = max(days, default=None)
        self.as_known = limit or last or self.question.on or date.min.isoformat()
        self.on = self.question.on or self.as_known
        self.days: frozenset[str] = frozenset()  # other days that the state is reckoned for
        # shared by the situations made of this one
        self._grounds: dict[object, Tessellation] = {}
        self._shared = Grounds()
        self._cut_off: dict[tuple[int, int], tuple[State, Tessellation, dict[int, list[Part]]]] = {}

    def given(self, copies: Copies, sites: Sites, voices: Voices) -> Situation:
        """The same question of claims of which only those that bear on control are here: what hangs on all of them is
        known already."""
        other = copy(self)
        other.__dict__ |= {"copies": copies, "sites": sites, "voices": voices}
        return other

    def again(self, on: str) -> Situation:
        """The same claims, as known on the same day, for another day: what does not hang on the day is kept."""
        other = copy(self)
        other.question, other.on = msgspec.structs.replace(self.question, on=on), on
        if on not in self.days:
            other.__dict__.pop("state", None)
        for part in ("ground", "rings"):
            other.__dict__.pop(part, None)
        return other

    def over(self, days: Iterable[str]) -> Situation:
        """The same question, its state reckoned once for some days (ISO), which `again` then takes from it."""
        other = copy(self)
        other.days = frozenset(days)
        for part in ("state", "rings"):
            other.__dict__.pop(part, None)
        return other

    def earlier(self, day: str) -> Situation:
        """The situation on an earlier day as known on that day, for the same war. Who carries whom and whose voice a
        claim is are no part of what is asked: they stay as they are known by now."""
        other = self.again(day)
        other.question = msgspec.structs.replace(other.question, as_known=day)
        other.as_known, other.days, other._cut_off = day, frozenset(), {}
        other.told = tuple(each for each in self.told if each.known <= day)
        other.baselines = tuple(one for one in self.baselines if one.known <= day)
        for part in ("state", "grouped", "sides", "_places", "_roads", "_named"):
            other.__dict__.pop(part, None)
        other.__dict__["_bearing"] = self._bearing.until(day)
        other.__dict__["sites"] = self.sites.until(other.told)
        other.__dict__["credences"] = self.credences.until(ordinal(day))
        return other

    @property
    def likeliest(self) -> Conflict | None:
        """The war whose sides most claims of control name, in the countries of the reports, whichever is asked for."""
        return likeliest(named_sides(self.told, self.all_baselines), self.conflicts)

    @cached_property
    def others(self) -> dict[str, int]:
        """How many claims are of other known wars and none of the one that is asked about, by war, most first."""
        ours = set(self.sides)
        found: Counter[str] = Counter()
        for each in self.told:
            said, country = stakes(each.claim), each.report.country
            named = {*said.holds, *said.leaves, *said.gains, *said.loses}
            if named and not named & ours:
                found.update(war.id for war in self.conflicts if country in war.countries and named & _sides(war))
        return dict(sorted(found.items(), key=lambda row: (-row[1], row[0])))

    @cached_property
    def _bearing(self) -> Bearing:
        return bearing(self.told)

    @cached_property
    def copies(self) -> Copies:
        """Who carries whose words."""
        return copies(self.told)

    @cached_property
    def voices(self) -> Voices:
        """Whose voice each claim is."""
        return Voices(self.told, self.copies)

    @cached_property
    def grouped(self) -> Events:
        """All events, of whatever day and place."""
        return events(self.told, self.copies, self.decisions)

    @cached_property
    def sites(self) -> Sites:
        """The places that are told of."""
        return sites(self.told)

    @cached_property
    def credences(self) -> Credences:
        """How far each claim can be believed, as of the day that it is asked about."""
        return Credences(
            self.told, self.copies, as_known=ordinal(self.as_known), where=self.sites, accepted=self.accepted,
            voices=self.voices,
        )  # fmt: skip

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """The sides of the war; where none is known, those that are told of."""
        if self.conflict is not None:
            return tuple(side.id for side in self.conflict.side)
        said = {side for one in self.credences.testimony for side in (*one.stakes.holds, *one.stakes.leaves)}
        return tuple(sorted(said | {stand.side for one in self.baselines for stand in one.stands}))

    @cached_property
    def state(self) -> State:
        """Who holds what, over time."""
        return self.reckoned(parameters())

    def reckoned(self, settings: Parameters) -> State:
        """The state with other parameters than the packaged ones."""
        places, given = self._places
        index = {site.id: at for at, site in enumerate(places)}
        links = [link for road in self._roads for link in road.links()]
        return reckon(
            places, self.sides, self._testimony(places, given), self.credences,
            on=ordinal(self.on), roads=links, unrest=self._unrest(index), given=given,
            gains=gains(self._bearing.gains, self.sites, self.sides, self._believed, first_day(self.told)),
            also=[ordinal(day) for day in self.days], settings=settings,
        )  # fmt: skip

    def _testimony(self, places: Sequence[Site], given: Sequence[Observation]) -> list[Testimony]:
        """What is said of who holds places, with what fell to nobody in particular."""
        said, voices, ids = self.credences.testimony, self.voices, [site.id for site in places]
        return fell(self.told, said, given, voices, self.sites, self.sides, evidence(), ids)

    @cached_property
    def _places(self) -> tuple[list[Site], list[Observation]]:
        """The places and areas that are told of or that baselines name, and what baselines say of them."""
        told = [site for _, site in sorted(self.sites.all.items())]
        sides = {side: at for at, side in enumerate(self.sides)}
        return surveyed(self.baselines, told, sides, parameters(), evidence())

    @cached_property
    def _roads(self) -> list[Road]:
        """The roads that pass near what is told of."""
        countries = set(self.conflict.countries) if self.conflict else set()
        known = [road for road in self.all_roads if road.kind == "road" and road.country in countries]
        roads = lay(known, self._places[0])
        return [*roads, *self._laid_by_name()]

    @cached_property
    def _named(self) -> list[Named]:
        """The roads that claims name and no knowledge file holds."""
        country = self.conflict.countries[0] if self.conflict and self.conflict.countries else ""
        names = by_name(site for site in self._places[0] if site.scope in SPOTS)
        spoken = self._bearing.roads
        known = lay([road for road in self.all_roads if road.kind == "road"], self._places[0]) if spoken else []
        return [named(each, names, country) for each in spoken if next(meant(each, known), None) is None]

    def _laid_by_name(self) -> list[Road]:
        """Each of them that can be placed, with the claims that name it."""
        found: dict[str, set[str]] = {}
        entries = {one.entry.id: one.entry for one in self._named if one.entry is not None}
        for one in self._named:
            if one.entry is not None:
                found.setdefault(one.entry.id, set()).add(one.claim)
        return [laid(entries[id], self._places[0], frozenset(claims)) for id, claims in sorted(found.items())]

    @cached_property
    def ground(self) -> Tessellation:
        """The land around each place."""
        spoken = self.state.spoken(self.state.row(ordinal(self.on)))
        spoken &= np.array([site.scope in SPOTS for site in self.state.sites], dtype=bool)
        key = tuple(site.id for site in self.state.sites), spoken.tobytes()
        if key not in self._grounds:
            countries = tuple(self.conflict.countries) if self.conflict else ()
            self._grounds[key] = Tessellation(self.state.sites, countries, spoken, self._shared)
        return self._grounds[key]

    def _unrest(self, index: dict[str, int]) -> list[Unrest]:
        # fighting on the day of a change is the fighting for that change
        taken = {(index[one.site], one.day) for one in self.credences.testimony if not one.against_change}
        found, first = set(), first_day(self.told)
        for each in self._bearing.unrest:
            for place, site in zip(each.claim.places, self.sites.told(each), strict=True):
                if place.role == "at" and site is not None and when(each)[0] >= first:
                    found.add((index[site.id], when(each)[0]))
        return [Unrest(place, day) for place, day in sorted(found - taken)]

    def _believed(self, claim: str) -> float:
        return self.credences.of(claim).probability

    def kept(self, lat: float, lon: float, level: str | None = None) -> bool:
        """Whether a spot lies in the area that is asked for; ``level`` of the place that it stands for, where known."""
        return self.question.area is None or self.question.area.holds(lat, lon, level)

    def control(self, *, evidence: bool = False) -> Control:
        """Who holds which place; with ``evidence`` every claim for and against, and why it is believed."""
        day, war = ordinal(self.on), self.conflict.id if self.conflict else None
        rows = []
        if self.sides and self.state.sites:
            rows = holdings(self.state, day, self.credences, self.kept, evidence=evidence, rings=self.rings)
        places, areas = ([one for one in rows if (one.scope == PLACE) is own] for own in (True, False))
        return Control(on=self.on, as_known=self.as_known, conflict=war, places=places, areas=areas)

    @cached_property
    def rings(self) -> list[Ring]:
        """The rings that reports tell of and that stand on the day, by what is held there too."""
        if not self.sides or not self.state.sites:
            return []
        day = ordinal(self.on)
        stated = rings(self._bearing.rings, day, self._believed, self.sides)
        return [ring for ring in stated if not fallen(self.state, self.state.row(day), ring)]

    def fronts(self) -> list[Front]:
        """The lines between the sides."""
        if not self.sides:
            return []
        return fronts(self.state, self.state.row(ordinal(self.on)), self.ground, self.kept)

    def land(self) -> list[Land]:
        """The land by who holds it, and where there is no word: what a map colours, in agreement with `fronts`."""
        if not self.sides or not self.state.sites:
            return []
        row, within = self.state.row(ordinal(self.on)), self.question.area.shape() if self.question.area else None
        return lands(self.state, row, self.ground, self.kept, within)

    def picture(self) -> dict[str, Any]:
        """Land and fronts of the day as one GeoJSON FeatureCollection (RFC 7946), from one geometry.

        A feature's ``layer`` is "land" or "front"; its other properties are those of `Land` and `Front`. Where two
        coloured cells of different sides meet there is a front, and nowhere else.
        """
        return collection(self.on, self.as_known, self.land(), self.fronts())

    def pockets(self) -> list[Pocket]:
        """The land of a side that is cut off from its other land."""
        if not self.sides:
            return []
        day = ordinal(self.on)
        links = [link for road in self._roads for link in road.links()]
        known = self._cut_off.setdefault((id(self.state), id(self.ground)), (self.state, self.ground, {}))[2]
        return pockets(self.state, self.state.row(day), self.ground, self.rings, links, self.kept, known)

    def routes(self) -> list[Route]:
        """The roads, for each side that they concern."""
        if not self.sides:
            return []
        day = ordinal(self.on)
        found = routes(self.state, self.state.row(day), self._roads, self._bearing.roads, self._believed, self.kept)
        return [
            *found,
            *(unplaced(self._named, self._bearing.roads, day, self._believed) if self.question.area is None else ()),
        ]

    def events(self) -> list[Event]:
        """The events of the day and area that are asked for, each with its credence; of all days where none is."""
        return [self._weighed(event) for event in self.grouped.all if self._asked(event)]

    def between(self, first: str, last: str) -> list[Event]:
        """The events of some days (ISO, both included) in the area that is asked for, each with its credence."""
        found = []
        for event in self.grouped.all:
            begin, end = event.time.start or event.time.end, event.time.end or event.time.start
            if begin and end and begin[:10] <= last and end[:10] >= first and self._inside(event):
                found.append(self._weighed(event))
        return found

    def _asked(self, event: Event) -> bool:
        day, (first, last) = self.question.on, (event.time.earliest, event.time.latest)
        if day is not None and not (first is not None and last is not None and first <= day <= last):
            return False
        return self._inside(event)

    def _inside(self, event: Event) -> bool:
        spot = event.place
        return self.question.area is None or (
            spot is not None
            and spot.lat is not None
            and spot.lon is not None
            and self.kept(spot.lat, spot.lon, spot.level)
        )

    def _weighed(self, event: Event) -> Event:
        denying = {claim for row in event.contradictions if row.attribute == "happened"
                   for variant in row.variants if variant.value == "no" for claim in variant.claims}  # fmt: skip
        found = self.credences.of_event(claim for claim in event.claims if claim not in denying)
        return msgspec.structs.replace(event, credence=round(found.probability, 4), why=found.why)

    def sources(self) -> list[Source]:
        """The record of every source of claims in the area, as far as they were known on the day that is asked for."""
        kept = [each for each in self.told if each.known <= self.on and self._near(each)]
        return list(sources(kept, self.copies, self.grouped))

    def assessments(self) -> list[Assessment]:
        """The forecasts about the area that were told by the day that is asked for, with their verdicts on it."""
        kept = {each.claim.id for each in self.told if each.known <= self.on and self._near(each)}
        return [row for row in assessments(self.told, self.grouped, self.on) if row.claim in kept]

    def _near(self, told: Told) -> bool:
        return self.question.area is None or any(
            place.lat is not None and place.lon is not None and self.kept(place.lat, place.lon, place.level)
            for place in told.claim.places
        )


def known_war(asked: str, conflicts: Sequence[Conflict]) -> Conflict:
    """The war of an id.

    Raises:
        UsageError: no such war is known.
    """
    known = next((conflict for conflict in conflicts if conflict.id == asked), None)
    if known is None:
        ids = ", ".join(sorted(conflict.id for conflict in conflicts))
        raise UsageError(f'no war is called "{asked}"', remedy=f"known are {ids}")
    return known


def named_sides(told: Iterable[Told], baselines: Iterable[Baseline] = ()) -> Counter[tuple[str, str | None]]:
    """How often each side is named as one that holds, leaves, gains or loses, by the country of the report."""
    named: Counter[tuple[str, str | None]] = Counter()
    for each in told:
        found = stakes(each.claim)
        for side in {*found.holds, *found.leaves, *found.gains, *found.loses}:
            named[side, each.report.country] += 1
    for baseline in baselines:
        for side in {stand.side for stand in baseline.stands}:
            named[side, None] += 1
    return named


def likeliest(named: Counter[tuple[str, str | None]], conflicts: Sequence[Conflict]) -> Conflict | None:
    """The war whose sides are named most; None where none of them is."""
    scores = {conflict.id: _fit(conflict, named) for conflict in conflicts}
    best = min(conflicts, key=lambda conflict: (-scores[conflict.id], conflict.id), default=None)
    return best if best is not None and scores[best.id] > 0 else None


def _sides(conflict: Conflict) -> set[str]:
    return {side.id for side in conflict.side}


def _fit(conflict: Conflict, named: Counter[tuple[str, str | None]]) -> float:
    """How many of the sides that claims name are this war's; twice as many where the report is of its country."""
    ours = _sides(conflict)
    weighed = ((side, count, 2.0 if country in conflict.countries else 1.0) for (side, country), count in named.items())
    return sum(count * weight for side, count, weight in weighed if side in ours)


__all__ = ["Control", "Front", "Holding", "Land", "Pocket", "Question", "Route", "Situation"]
