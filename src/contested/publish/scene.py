"""The situation as the map page needs it: a scene a day, as it was and as it was known, and the ledger of every place.

A scene is small: land is dissolved by side and certainty, so that its size follows the fronts and not the number of
places. Days are bounded in number (`MOST`); between two scenes nothing is made up, the page jumps from one to the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import msgspec

from contested.control.holding import Holding
from contested.control.pockets import Pocket
from contested.control.routes import Route
from contested.knowledge.schema import Conflict, RoadEntry
from contested.model import Baseline, Decision, Told, digest
from contested.situation import Control, Question, Situation
from contested.wars import of_one

MOST = 60  # scenes of one site; more days than this are shown by steps of whole weeks
LEAST, WORK = 8, 500_000  # scenes at least, and claims times scenes at most: ten thousand claims have fifty scenes
CITED = 12  # claims that are quoted beside a pocket or a stretch of road; the page names how many there are

Row = dict[str, Any]


class Account(msgspec.Struct, frozen=True):
    """What the situation is reckoned from; with the id of a war, the claims of that war alone are told."""

    told: tuple[Told, ...]
    conflicts: tuple[Conflict, ...] = ()
    roads: tuple[RoadEntry, ...] = ()
    decisions: tuple[Decision, ...] = ()
    baselines: tuple[Baseline, ...] = ()
    conflict: str | None = None


class Scenes:
    """The scenes of an account, of one war, each reckoned when it is asked for."""

    def __init__(self, account: Account, last: Situation | None = None) -> None:
        """The scenes of the days on which there is word of a war.

        Args:
            account: what is told, of whatever wars.
            last: the situation of a war on the last day; that of all that is told, of the likeliest war, where None.
        """
        self.account = account
        #: The situation on the last day.
        self.last = last or asked(account)
        known = [*(each.known for each in self.last.told), *(each.known for each in self.last.baselines)]
        self.days = days(known, most(len(self.last.told)))
        self._quotes = {each.claim.id: each for each in account.told}
        self._history: dict[str, dict[str, dict[str, list[int]]]] = defaultdict(lambda: {"was": {}, "known": {}})

    def meta(self) -> Row:
        """What the page shows of all days: the days, the war, its sides and the places that anything was said of."""
        places = [
            {"id": one.id, "name": one.name, "lat": round(one.lat, 4), "lon": round(one.lon, 4), "file": file(one.id)}
            for one in self._holdings
        ]
        war = self.last.conflict
        return {"days": self.days, "war": war.name if war else None, "sides": list(self.last.sides), "places": places}

    def scene(self, day: str) -> Row:
        """One day: as it was by all that is told, and as it was known on that day."""
        was = self._scene(day, "was", self._over.again(day))
        if day >= self.last.as_known:  # all is known, so that the two are one
            for chances in self._history.values():
                chances["known"] |= {day: chances["was"][day]} if day in chances["was"] else {}
            return {"on": day, "was": was, "known": was}
        return {"on": day, "was": was, "known": self._scene(day, "known", self.last.earlier(day))}

    def ledgers(self) -> Iterator[Row]:
        """Each place with every voice's word on it and its chances over the days; after the scenes of these days."""
        for one in self._holdings:
            words = [self._word(msgspec.to_builtins(word)) for word in one.evidence or ()]
            yield {"file": file(one.id), "id": one.id, "name": one.name, "words": words, **self._history[one.id]}

    @cached_property
    def control(self) -> Control:
        """Who holds what on the last day, by whose word."""
        return self.last.control(evidence=True)

    @property
    def _holdings(self) -> list[Holding]:
        return self.control.places if self.account.told or self.account.baselines else []

    @cached_property
    def _over(self) -> Situation:
        found = self.last.over(self.days)
        _ = found.state  # reckoned here, once: each day takes its copy along
        return found

    def _scene(self, day: str, clock: str, asked: Situation) -> Row:
        if not (asked.told or asked.baselines):
            return {"land": [], "places": [], "fronts": [], "pockets": [], "roads": []}
        held = asked.control().places
        for one in held:
            self._history[one.id][clock][day] = [round(100 * one.sides.get(side, 0.0)) for side in self.last.sides]
        return {
            "land": land(asked),
            "places": [_place(one) for one in held],
            "fronts": [
                {"sides": one.sides, "certainty": one.certainty, "contested": one.contested, "km": one.length_km,
                 "newest": one.newest, "oldest": one.oldest, "places": one.places, "geometry": one.geometry}
                for one in asked.fronts()
            ],
            "pockets": [self._pocket(one, asked) for one in asked.pockets()],
            "roads": [self._road(one) for one in asked.routes()],
        }  # fmt: skip

    def _pocket(self, pocket: Pocket, asked: Situation) -> Row:
        names = {site.id: site.name for site in asked.state.sites}
        return {
            "name": pocket.name, "side": pocket.side, "by": pocket.surrounded_by, "since": pocket.since,
            "places": [names[place] for place in pocket.places], "km2": pocket.area_km2, "basis": pocket.basis,
            "disagreement": pocket.disagreement, "claims": self._cited(pocket.claims), "of": len(pocket.claims),
            "geometry": pocket.geometry,
        }  # fmt: skip

    def _road(self, route: Route) -> Row:
        line = route.geometry["coordinates"] if route.geometry is not None else []
        return {
            "id": route.id, "name": route.name, "from": route.from_, "to": route.to, "side": route.side,
            "status": route.status, "since": route.since, "claims": self._cited(route.claims),
            "stretches": [
                {"from": one.from_, "to": one.to, "status": one.status, "basis": one.basis,
                 "disagreement": one.disagreement, "claims": self._cited(one.claims), "line": line[at : at + 2]}
                for at, one in enumerate(route.stretches)
            ],
        }  # fmt: skip

    def _word(self, word: Row) -> Row:
        return {**word, **self._cite(word["claim"]), "again": self._cited(word["again"])}

    def _cited(self, claims: Sequence[str]) -> list[Row]:
        return [self._cite(claim) for claim in claims[:CITED] if claim in self._quotes]

    def _cite(self, claim: str | None) -> Row:
        """A claim's own words, with who published them and when; a baseline has none."""
        if claim is None:
            return {"claim": None, "quote": "", "source": None, "known": None}
        told = self._quotes[claim]
        return {"claim": claim, "quote": told.claim.quote.text, "source": told.report.source, "known": told.known}


def asked(account: Account) -> Situation:
    """The situation on the last day: of the war that is named by its claims, else by all that is told of the likeliest.

    Raises:
        UsageError: the war is not known.
    """
    found = Situation(
        account.told, Question(conflict=account.conflict), conflicts=account.conflicts, roads=account.roads,
        decisions=account.decisions, baselines=account.baselines,
    )  # fmt: skip
    return found if account.conflict is None else of_one(found)


def file(place: str) -> str:
    """The name of a place's file: its id may hold any character, so a hash of it."""
    return digest("place", place)


def most(claims: int) -> int:
    """How many scenes a site of so many claims has at most."""
    return max(LEAST, min(MOST, WORK // max(1, claims)))


def days(known: Sequence[str], most: int = MOST) -> list[str]:
    """The days of the scenes, ISO: from the first report to the last, daily or by steps of whole weeks."""
    if not known:
        return []
    first, last = (date.fromisoformat(day[:10]) for day in (min(known), max(known)))
    span = (last - first).days
    weeks = -(-span // (7 * (most - 1)))
    step = 1 if span < most else 7 * weeks
    return [(last - timedelta(back)).isoformat() for back in range(0, span + 1, step)][::-1]


def land(asked: Situation) -> list[Row]:
    """The land by who holds it: held (level 3 sure, 2 likely), contested, old word (1), and no word (0)."""
    return [
        {"kind": one.kind, "side": one.side, "other": one.other, "level": one.level, "newest": one.newest,
         "geometry": one.geometry}
        for one in asked.land()
    ]  # fmt: skip


def _place(one: Holding) -> Row:
    """A place's row of a scene: its two likeliest sides, how it stands and since when."""
    order = sorted(one.sides.items(), key=lambda each: (-each[1], each[0]))
    return {
        "id": one.id, "side": one.side or order[0][0], "status": one.status, "p": round(order[0][1], 2),
        "other": order[1][0] if len(order) > 1 else None, "q": round(order[1][1], 2) if len(order) > 1 else 0,
        "since": one.since, "last": one.last_word, "claims": len(one.claims),
    }  # fmt: skip
