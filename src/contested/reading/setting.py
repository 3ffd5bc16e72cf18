"""What a report is about as a whole: the country that it speaks of, and whether it speaks of armed force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from contested.gazetteer.index import Gazetteer
from contested.ontology import ARMED_KINDS, table
from contested.reading.entities import Entity
from contested.reading.lexicon import Lexicon
from contested.reading.tokens import Tokens

ARMED: Final = ARMED_KINDS - {"government"}
ARMED_NOUNS: Final = frozenset(("state_forces", "rebel", "armed_group", "militia", "police"))
WARLIKE: Final = frozenset(("fighting", "remote", "civilians"))  # families of events
WIDE: Final = frozenset(("country", "admin1"))
DIVISIONS: Final = WIDE | {"admin2", "region"}


class War:
    """Tells whether a report speaks of armed force: armed actors, weapons, or words that mean nothing else."""

    def __init__(self, lexicon: Lexicon) -> None:
        types, triggers = table(), lexicon.triggers
        self.armed = frozenset(at for at, actor in enumerate(lexicon.actors) if actor.kind in ARMED)
        forces = {
            form
            for form, heads in lexicon.heads.items()
            for head in heads
            if head.type == "actor" and not head.weak and not head.before and head.kind in ARMED_NOUNS
        }
        acts = {
            form
            for form, nouns in lexicon.nouns.items()
            for noun in nouns
            if not (noun.weak or noun.before or triggers[noun.trigger].war)
            and types[triggers[noun.trigger].type].family in WARLIKE
        }
        self.plain = frozenset(forces | acts)
        self.led = {
            form: tuple(head.before for head in heads if head.before and head.kind in ARMED_NOUNS)
            for form, heads in lexicon.heads.items()
            if form not in self.plain and any(head.before and head.kind in ARMED_NOUNS for head in heads)
        }
        self.deaths = frozenset(form for form, lemmas in lexicon.forms.items() if "kill" in lemmas)
        self.blasts = lexicon.signs["blasts"]
        means = {
            phrase.written.lower() for found in lexicon.phrases.values() for phrase in found if phrase.kind == "means"
        }
        self.sure = lexicon.cue_sets["warlike"]["sure"]
        self.warlike = self.plain.union(self.led, self.deaths, self.blasts, means, lexicon.cue_sets["warlike"]["words"])

    def told(self, tokens: Tokens, entities: Iterable[Entity], vocabulary: Iterable[Sequence[Entity]]) -> bool:
        """Whether a report speaks of it, by its names, its known phrases and its words."""
        lowers, armed = tokens.lowers, self.armed
        return (
            any(entity.kind == "actor" and entity.value in armed for entity in entities)
            or any(entity.kind == "means" for found in vocabulary for entity in found)
            or not (self.plain.isdisjoint(lowers) and self.sure.isdisjoint(lowers))
            or not (self.deaths.isdisjoint(lowers) or self.blasts.isdisjoint(lowers))
            or self._forces(lowers)
        )

    def _forces(self, lowers: Sequence[str]) -> bool:
        """Whether a noun that is not always an armed actor's stands behind what makes it one: "government forces"."""
        return bool(self._told_by(lowers, self.led))

    def _told_by(self, lowers: Sequence[str], nouns: Mapping[str, Sequence[tuple[str, ...]]]) -> set[str]:
        """The nouns that stand behind one of the words that they need: "air strike", "government forces"."""
        return {
            word
            for i, word in enumerate(lowers)
            if word in nouns
            for before in nouns[word]
            if tuple(lowers[max(0, i - len(before)) : i]) == before
        }


def country_named(entities: Iterable[Entity], lexicon: Lexicon, gazetteer: Gazetteer) -> str | None:
    """The country (ISO alpha-2) that most of a report's actors, countries and provinces are of; None where none is."""
    votes: Counter[str] = Counter()
    for entity in entities:
        if entity.kind == "place" and entity.rows:
            row = gazetteer.place(entity.rows[0])
            if row.level in WIDE:
                votes[row.country] += 1
        elif entity.kind == "actor" and entity.value >= 0:
            countries = lexicon.actors[entity.value].countries
            if len(countries) == 1:
                votes[countries[0]] += 1
    return foremost(votes)


def theatre(entities: Iterable[Entity], lexicon: Lexicon, gazetteer: Gazetteer, country: str | None) -> tuple[str, ...]:
    """The countries (ISO alpha-2) that a report's small places may lie in; () where nothing says any.

    Those of its actors and of the wars that they fight in at home, of the peoples, countries and provinces that it
    names, and ``country``, which is known beforehand.
    """
    found = {country} if country is not None else set()
    for entity in entities:
        if entity.kind == "place" and entity.rows:
            row = gazetteer.place(entity.rows[0])
            if row.level in DIVISIONS:
                found.add(row.country)
        elif entity.kind == "nationality" and entity.row >= 0:
            found.update(_of_nation(gazetteer.place(entity.row).country, lexicon))
        elif entity.kind == "actor" and entity.value >= 0:
            found.update(_at_war(entity.value, lexicon))
    return tuple(sorted(found - {""}))


def _of_nation(country: str, lexicon: Lexicon) -> set[str]:
    """A country, and those of the wars at home that its forces have a side in: "an Israeli air strike in Gaza City"."""
    forces = [at for kind in ("government", "state_forces") for at in lexicon.states.get((country, kind), ())]
    return {country}.union(*(_at_war(at, lexicon) for at in forces))


def _at_war(index: int, lexicon: Lexicon) -> set[str]:
    """The countries of an actor, and of the wars in them that it has a side in."""
    actor = lexicon.actors[index]
    home, fights = set(actor.countries), {conflict for conflict, *_ in actor.sides}
    for conflict in lexicon.conflicts if fights else ():
        if conflict.id in fights and (not home or not home.isdisjoint(conflict.countries)):
            home.update(conflict.countries)
    return home


def foremost(votes: Counter[str]) -> str | None:
    """What has most votes, the first in the alphabet of several; None for none."""
    return min(votes, key=lambda one: (-votes[one], one), default=None)
