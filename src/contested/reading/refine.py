"""What type a match's event is in the end: a general word with means of one kind, or with such an agent and patient."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from contested.model import Actor
from contested.ontology import ARMED_KINDS
from contested.reading.frames import Match
from contested.reading.lexicon import Lexicon, Refinement
from contested.reading.scene import Scene
from contested.reading.sentence import Group

TAKEN: Final = frozenset(("place", "site", "area", "name"))  # types of what falls
CAPTORS: Final = frozenset(("rebel", "armed_group", "jihadist", "militia"))  # who abducts where a state arrests
FORCES: Final = ARMED_KINDS - {"government"}
# Slots of what a thing is done with.
BY_MEANS: Final = frozenset(("with", "by", "using", "from", "subject", "in", "involving"))


class Refiner:
    """Refines types by the knowledge files' ``[[refine]]`` rows."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.means, self.by_means = lexicon.means, lexicon.refine
        self.by_roles: dict[str, list[Refinement]] = defaultdict(list)
        for row in lexicon.roles:
            for type in row.types:
                self.by_roles[type].append(row)

    def by_words(self, scene: Scene, match: Match) -> str:
        """The type that a match's words make it: "rocket attack", "attack on civilians", "captured three men"."""
        if match.type == "capture" and not match.noun and _takes_people(match):
            return "abduction" if any(group.kind in CAPTORS for group in match.fillers("agent")) else "arrest"
        if not match.trigger.generic:
            return match.type
        group = scene.sentence.groups.get(match.head) if match.noun else None
        by_means = self._by_means(scene, match, group)
        if by_means is not None:
            return by_means
        if group is not None and any("suicide" in word for word in scene.sentence.lowers[slice(*group.whole)]):
            return "suicide_bombing"
        patients = match.fillers("patient")
        if match.type == "attack_on_civilians" and patients and all(each.kind in FORCES for each in patients):
            return "clash"  # "fired at rebel positions"
        if match.type == "attack_on_civilians" and patients and all(each.type == "gear" for each in patients):
            return "offensive"  # "fired at a helicopter"
        people = match.type == "offensive" and patients and all(each.type == "people" for each in patients)
        return "attack_on_civilians" if people else match.type

    def _by_means(self, scene: Scene, match: Match, group: Group | None) -> str | None:
        """The type that means of one kind make of a trigger: means in its own noun group, or that it is done with."""
        slots = match.arguments if match.arguments is not None and match.type != "air_strike" else ()
        spans = [each.group.whole for each in slots if each.slot in BY_MEANS]
        if group is not None:
            spans.append(group.whole)
        used = {
            self.means[entity.value][0]
            for entity in scene.vocabulary
            if entity.kind == "means" and any(first <= entity.first < last for first, last in spans)
        }
        if used == {"tank"} and not any(each.slot == "object" for each in slots):
            return None  # "tanks counter-attacked", as troops do
        kinds = {self.by_means.get(kind) for kind in used}
        return kinds.pop() if len(kinds) == 1 else None  # tanks and artillery together make no shelling

    def by_actors(self, type: str, actors: Sequence[Actor]) -> str:
        """What a type becomes by who acts and who suffers: shots at protesters are excessive force."""
        rows = self.by_roles.get(type)
        if rows is None:
            return type
        agents = {actor.kind or "" for actor in actors if actor.role == "agent"} or {""}
        patients = {actor.kind or "" for actor in actors if actor.role == "patient"} or {""}
        for row in rows:
            if _asked(row.agent, agents) and _asked(row.patient, patients):
                return row.to
        return type


def _asked(wanted: tuple[str, ...], kinds: set[str]) -> bool:
    """Whether one of the kinds is asked for; an empty list asks nothing."""
    return not wanted or not kinds.isdisjoint(wanted)


def _takes_people(match: Match) -> bool:
    """Whether what is captured is people, not a place."""
    if match.arguments is None or any(group.type in TAKEN for group in match.of("subject")):
        return False  # "X had fallen to | the Ukrainians"
    objects = match.of("object")
    return bool(objects) and all(group.type == "people" and group.kind != "name" for group in objects)
