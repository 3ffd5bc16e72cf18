"""What ACLED calls an actor on a day in a country, and which kind of actor it is to ACLED.

States are named by regime ("Military Forces of Mali (2021-)"): ``acled_regimes.csv`` by country and years,
``acled_actors.csv`` for single actors whose name or standing changed. A name that ACLED is not known to have is marked
as ours. Sources: ACLED Codebook (October 2024), "Actor names, types, and Inter codes"; names as they stand in public
rows (``attested``), and where none was seen, by the same rule from the day on which a government changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from contested.fusion.event import Party
from contested.knowledge.schema import ActorEntry
from contested.publish.export import codes
from contested.publish.export.about import About
from contested.publish.export.acled_standing import ARMED, WORD, unarmed, words
from contested.publish.export.codes import NO_COUNTRY, Country

STATE, EXTERNAL, REBEL, MILITIA, IDENTITY = (
    "State forces", "External/Other forces", "Rebel group", "Political militia", "Identity militia",
)  # fmt: skip
UNIDENTIFIED = "Unidentified Armed Group"
FORCES = re.compile(r"(Government|Military Forces|Police Forces) of (.*?) \(\d*-\d*\)(?: (.*))?$")
ENDS_IN_COUNTRY = re.compile(r" \(([A-Z][^()0-9]+)\)$")
#: Two words with capitals, or three at the beginning: a name, and no description.
PROPER = re.compile(r"(?<=\w )[A-Z][\w’'-]+ [A-Z]|^(?:[A-Z][\w’'-]+ ){3}")
#: Whence people are who come from abroad, and of whom no more is said.
ABROAD = NO_COUNTRY._replace(acled="International")
UNITS = re.compile(r"\b(?:Army|Brigade|Battalion|Division|Regiment|Corps|Command|Unit|Squad|Zone)\b", re.IGNORECASE)
GANGS = re.compile(r"\b(?:gangs?|gangsters?|cartels?|gang members?)\b", re.IGNORECASE)
OWN = frozenset({"government", "state_forces", "police"})
#: Kinds whose members may be a people's or a community's militia.
COMMUNAL = frozenset({"militia", "armed_group", "civilians", "political", None})


class Name(NamedTuple):
    """An actor's name and category; ``ours``: it is not known to be ACLED's own."""

    name: str
    category: str
    ours: bool = False


class Scene(NamedTuple):
    """What a name hangs on: where, when, whether armed force was used, and the writers' own words by name."""

    country: Country
    day: str
    armed: bool
    about: About
    labels: Mapping[str, str] = {}


def name_of(party: Party, scene: Scene) -> Name:
    """ACLED's name of an actor; one that a report only describes is unidentified, never called by its words."""
    dated = dated_name(party, scene)
    if dated is not None:
        return dated
    entry = scene.about.entry(party)
    return named(entry, scene, party) if entry is not None else described(party, scene)


# --- actors that are known --------------------------------------------------------------------------------------------


def dated_name(party: Party, scene: Scene) -> Name | None:
    """The name that the actor, or its side as a whole, has on that day in ``acled_actors.csv``."""
    keys = (party.id,) if party.id else (f"side:{party.side}",) if party.kind == "rebel" and party.side else ()
    for row in codes.rows("acled_actors.csv"):
        there = row["country"] in ("", scene.country.iso2)
        if row["actor"] in keys and there and (row["first"] or "") <= scene.day < (row["last"] or "9999"):
            home = scene.about.home(scene.about.entry(party))
            abroad = row["category"] == STATE and home is not None and home != scene.country.iso2
            kind = EXTERNAL if abroad and scene.country.iso2 else row["category"]
            called = row["name"].format(country=scene.country.acled)
            called = re.sub("^Government of ", "Military Forces of ", called) if scene.armed else called
            return Name(called, kind, row["attested"] != "yes")
    return None


def named(entry: ActorEntry, scene: Scene, party: Party | None = None) -> Name:
    """The name of an actor of the knowledge files: a state's by regime, else ACLED's for it or for a body above it."""
    forces = FORCES.match(entry.acled or "")
    if forces is None and entry.acled is None:
        body = scene.about.above(entry, "acled")
        forces = FORCES.match(body.acled or "") if body is not None and entry.kind not in OWN else None
    home = scene.about.home(entry)
    if home and (forces or (entry.kind in OWN and not entry.acled)):
        if party is not None and (unit := unit_in(scene.labels.get(party.id or "", ""))) and unit["unit"]:
            return of_state(home, unit["arm"], unit["unit"], scene)  # "a French gendarme"
        what = forces[1] if forces else what_of(entry.kind)
        return of_state(home, what, forces[3] or "" if forces and entry.acled else "", scene)
    body = entry if entry.acled else scene.about.above(entry, "acled")
    if body is not None and body.acled and not FORCES.match(body.acled):
        return Name(located(body, scene), category(entry, home, scene))
    if codes.civilian(entry.kind):
        return Name(f"Civilians{of(scene.country)}", "Civilians")
    return Name(entry.name, category(entry, home, scene), ours=True)


def what_of(kind: str) -> str:
    """Which arm of a state a kind of actor is."""
    return {"government": "Government", "police": "Police Forces"}.get(kind, "Military Forces")


def of_state(home: str, what: str, unit: str, scene: Scene) -> Name:
    """The forces of a state by its regime on that day; who strikes in a government's name is its military."""
    what = "Military Forces" if what == "Government" and scene.armed else what
    kind = EXTERNAL if scene.country.iso2 not in ("", home) else STATE
    row = regime(home, scene.day)
    if row is None:
        known = codes.countries().get(home)
        return Name(" ".join(filter(None, (f"{what} of {known.acled if known else home}", unit))), kind, ours=True)
    name = f"{what} of {row['called']} ({row['years']})"
    return Name(f"{name} {unit}".strip(), kind, ours=row["attested"] != "yes")


def regime(country: str, day: str) -> dict[str, str] | None:
    """The regime of a country on a day: its first day counts, its last is the next one's."""
    return next((row for row in regimes().get(country, ()) if row["first"] <= day < (row["last"] or "9999")), None)


@cache
def regimes() -> dict[str, tuple[dict[str, str], ...]]:
    """Regimes by country, the latest first, so that a day on which two hold is the later one's."""
    found: dict[str, list[dict[str, str]]] = {}
    for row in codes.rows("acled_regimes.csv"):
        found.setdefault(row["country"], []).append(row)
    return {country: tuple(sorted(rows, key=lambda row: row["first"], reverse=True)) for country, rows in found.items()}


def located(entry: ActorEntry, scene: Scene) -> str:
    """The name with the country that it ends in put right: "Islamic State (Syria)" in Iraq is that of Iraq."""
    name = str(entry.acled)
    ends = ENDS_IN_COUNTRY.search(name)
    there = scene.country
    if (
        ends
        and not name.startswith("Settlers")
        and ends[1] in codes.names()
        and there.acled
        and ends[1] != there.acled
        and len(entry.countries) > 1
    ):
        return f"{name[: ends.start()]} ({there.acled})"
    return name


def category(entry: ActorEntry, home: str | None, scene: Scene) -> str:
    """The kind of a known actor in ACLED's words; a state's forces abroad are external."""
    if entry.kind == "coalition":
        return EXTERNAL if home is None or home != scene.country.iso2 else REBEL
    if entry.kind in COMMUNAL and entry.kind is not None and identity(entry.name):
        return IDENTITY
    kind = codes.kinds().get(entry.kind)
    abroad = entry.kind in OWN and home is not None and scene.country.iso2 not in ("", home)
    return EXTERNAL if abroad else kind.category if kind else MILITIA


# --- actors that are only described -----------------------------------------------------------------------------------


def described(party: Party, scene: Scene) -> Name:
    """What somebody is called whom the report describes: civilians, a people's militia, a state's forces, or nobody."""
    if party.kind == "political" and party.id is None and not scene.armed:
        return Name(f"Civilians{of(nationality(party, scene))}", "Civilians")
    generic = next((row for row in codes.rows("acled_generic.csv") if row["kind"] == party.kind), None)
    if unarmed(party) and generic is None:
        return Name(f"Civilians{of(nationality(party, scene))}", "Civilians")
    acts = scene.armed and party.role == "agent" and party.kind not in (None, "civilians")
    people = identity(party.name, acts) if party.kind in COMMUNAL else None
    if people is not None and (party.kind != "civilians" or people.armed):
        return Name(f"{people.name}{of(scene.country)}", IDENTITY)
    if GANGS.search(party.name) or GANGS.search(scene.labels.get(party.name, "")):
        return Name(f"Unidentified Gang{of(scene.country)}", MILITIA)
    if generic is not None:
        return Name(f"{generic['name']}{of(nationality(party, scene))}", generic["category"])
    unit = unit_of(party)
    if (party.kind in OWN or unit) and (home := state_of(party, scene)):
        return of_state(home, unit["arm"] if unit else what_of(party.kind or ""), unit["unit"] if unit else "", scene)
    nation = nation_of_arms(party, scene) or nation_of_depot(party, scene)
    if nation is not None:
        return of_state(nation, "Military Forces", "", scene)
    proper = PROPER.search(party.name) and not any(name in party.name for name in codes.names() if " " in name)
    if party.kind in COMMUNAL and proper and not UNITS.search(party.name):
        return Name(party.name, MILITIA, ours=True)
    return Name(f"{UNIDENTIFIED}{of(scene.country)}", MILITIA)


def unit_of(party: Party) -> dict[str, str] | None:
    """The arm of a state and the unit that a description names ("49 gendarmes"); None for none."""
    if party.kind not in (*OWN, "armed_group"):
        return None
    return unit_in(party.name)


def unit_in(label: str) -> dict[str, str] | None:
    """The arm of a state and the unit that words name; None for none."""
    said = words(label)
    return next((row for row in codes.rows("units.csv") if row["word"] in said), None)


def nation_of_arms(party: Party, scene: Scene) -> str | None:
    """The nation (ISO alpha-2) whose weapons are said to have done it: "Turkish drone", "Armenian artillery"."""
    if party.kind not in ("armed_group", None) or state_arms().isdisjoint(words(party.name)):
        return None
    said = (scene.about.nation(word) for word in WORD.findall(party.name) if word[:1].isupper())
    return next((nation for nation in said if nation in codes.countries()), None)


def nation_of_depot(party: Party, scene: Scene) -> str | None:
    """The nation (ISO alpha-2) whose base or store of arms was struck: "Russian ammunition depot"."""
    if party.kind is not None or party.id is not None or unarmed(party):
        return None
    said = (scene.about.nation(word) for word in WORD.findall(party.name) if word[:1].isupper())
    return next((nation for nation in said if nation in codes.countries()), None)


@cache
def state_arms() -> frozenset[str]:
    """Words for weapons and troops that, with a nation's name before them, are that nation's."""
    return frozenset(row["word"] for row in codes.rows("state_arms.csv"))


class People(NamedTuple):
    """A people's or community's militia; ``armed``: the words say that it bears arms."""

    name: str
    armed: bool


def identity(name: str, acts: bool = False) -> People | None:
    """The identity militia that words name: "Fulani militiamen" are the Fulani Ethnic Militia; None for none.

    ``acts``: whether they are said to have used armed force, as who bears arms does ("rival tribes").
    """
    said = [word.casefold() for word in WORD.findall(name)]
    rows = [row for row in codes.rows("identities.csv") if row["word"] in said]
    armed = acts or not ARMED.isdisjoint(said)
    for row in sorted(rows, key=lambda row: ("people", "communal", "kind", "trade").index(row["use"])):
        if row["use"] == "people":
            return People(f"{row['name']} Ethnic Militia", armed) if armed or "herd" in name.casefold() else None
        if row["use"] == "communal" or (row["use"] == "trade" and row["name"]):
            return People(f"{row['name']} Communal Militia", True)
        if row["use"] == "kind" and armed:
            return People(f"Unidentified {row['name']} Militia", armed)
        if row["use"] == "trade" and armed:
            return People("Unidentified Communal Militia", armed)
    return None


def nationality(party: Party, scene: Scene) -> Country:
    """The country of people by the first word that names one ("Turkish civilians"), else that of the place."""
    for word in WORD.findall(party.name):
        found = codes.countries().get(scene.about.nation(word) or "") if word[:1].isupper() else None
        if found is not None:
            return found
    return ABROAD if "migrants" in words(party.name) else scene.country


def state_of(party: Party, scene: Scene) -> str:
    """The state (ISO alpha-2) whose forces are described: by nationality, by their side's army, by the place."""
    spoken = nationality(party, scene)
    if spoken.iso2 != scene.country.iso2:
        return spoken.iso2
    return scene.about.state_of_side(party.side, scene.country.iso2, scene.day) or scene.country.iso2


def of(known: Country) -> str:
    """The country in brackets, as ACLED's names of unnamed actors end."""
    return f" ({known.acled})" if known.acled else ""
