"""Who holds a place, as the words before its name say it: "the rebel-held town of Saraqib", "the IS stronghold of X".

Reports tell it beside something else, and take it for known: whatever the verb of the sentence does, it is so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from contested.reading.entities import Entity
from contested.reading.fillers import Fillers
from contested.reading.frames import Match
from contested.reading.lexicon import Lexicon
from contested.reading.sentence import Group, Sentence

TYPE: Final = "control"
FRAME: Final = "held"
CHANGES: Final = frozenset(("capture", "expulsion", "handover", "withdrawal", "surrender", "control"))
LONGEST: Final = 4  # tokens of a holder's name
SETTLED: Final = frozenset(("place", "site"))


class Holders:
    """Finds who is said to hold the places of a sentence."""

    def __init__(self, lexicon: Lexicon, fillers: Fillers) -> None:
        parties = lexicon.cue_sets["parties"]
        self.phrases, self.fillers = lexicon.phrases, fillers
        self.endings = tuple(f"-{word}" for word in sorted(parties["holding"]))
        self.strongholds, self.former = parties["strongholds"], parties["former"]
        self.trigger = next(each for each in lexicon.triggers if (each.type, each.frame) == (TYPE, FRAME))
        self.frame = lexicon.frames[FRAME]
        self.nations: dict[int, Entity] = {}

    def may_be(self, lowers: Sequence[str]) -> bool:
        """Whether any word of a sentence may say who holds a place."""
        if not self.strongholds.isdisjoint(lowers):
            return True
        hyphened = [lower for lower in lowers if "-" in lower]
        return any(lower.endswith(self.endings) for lower in hyphened) if hyphened else False

    def matches(self, sentence: Sentence, told: Sequence[Match], asides: Iterable[Entity] = ()) -> Iterator[Match]:
        """A match for each place of the sentence whose holder stands before its name; negated for a former holder.

        ``told``: the events of the sentence. A place that changes hands in it was held so only before. ``asides``: what
        is named inside words of the report ("Russian" in "Russian-occupied").
        """
        self.nations = {each.first: each for each in asides if each.kind == "nationality"}
        changed = {id(group.entity) for match in told if match.type in CHANGES for _, group, _ in match.places}
        lowers = sentence.lowers
        for token in range(sentence.first, sentence.last):
            before = lowers[token - 1] if token > sentence.first else ""
            if lowers[token].endswith(self.endings):
                holder, place = self._before_hyphen(sentence, token), self._described(sentence, token)
            elif lowers[token] in self.strongholds:
                holder, place = self._owner(sentence, token), self._of(sentence, token)
            else:
                continue
            if holder is None or place is None or id(place.entity) in changed:
                continue
            near = [before, *lowers[max(sentence.first, holder.first - 2) : holder.first]]
            match = Match(TYPE, holder.first, token + 1, token, self.trigger, self.frame, [])
            match.negated = not self.former.isdisjoint(near)
            match.roles.append(("agent", holder, "owner"))
            match.places.append(("at", place, "object"))
            yield match

    # --- the holder ---------------------------------------------------------------------------------------------------

    def _before_hyphen(self, sentence: Sentence, token: int) -> Group | None:
        """The holder in "rebel-held", "Islamic State-held", "Russian-occupied"."""
        word = sentence.lowers[token].rpartition("-")[0]
        end = sentence.tokens.starts[token] + len(word)
        named = self._named(sentence, token, word)
        entity = sentence.entity_at.get(token) or self.nations.get(token)
        if named is not None:
            first, index = named
            group = Group(first, token + 1, token, "actor", "armed_group")
            group.entity = Entity("actor", first, token + 1, index)
        elif entity is not None and entity.kind == "nationality":
            group = Group(token, token + 1, token, "actor", "state_forces")
            group.nation, group.weak = entity, True
        else:
            kind = self.fillers.owner_kind(word)
            if kind is None:
                return None
            group = Group(token, token + 1, token, "actor", kind)
        group.text = (sentence.tokens.starts[group.first], end)
        return group

    def _named(self, sentence: Sentence, token: int, word: str) -> tuple[int, int] | None:
        """The first token of an actor's name that ends in a word, and the actor's number."""
        lowers, words = sentence.lowers, sentence.tokens.words
        for first in range(max(sentence.first, token - LONGEST + 1), token + 1):
            written = [*lowers[first:token], word]
            for phrase in self.phrases.get(written[0], ()):
                if phrase.kind == "actor" and list(phrase.rest) == written[1:] and words[first][0].isupper():
                    return first, phrase.value
        return None

    def _owner(self, sentence: Sentence, token: int) -> Group | None:
        """The holder in "the Daesh stronghold", "a stronghold of the rebels"."""
        group = sentence.group(token)
        owner = self.fillers.owner(sentence, group) if group is not None else None
        return None if owner is None or owner.nation is not None else owner  # "its Syrian stronghold"

    # --- the place ----------------------------------------------------------------------------------------------------

    def _described(self, sentence: Sentence, token: int) -> Group | None:
        """The named place whose words a holder's stand in."""
        for arguments in sentence.arguments.values():
            for each in arguments:
                group = each.group
                if group.whole[0] <= token < group.whole[1] and _is_named(group):
                    # "Homs rebel-held areas" are not Homs
                    return group if group.entity is not None and group.entity.first > token else None
        return None

    def _of(self, sentence: Sentence, token: int) -> Group | None:
        """The named place that a stronghold is: "the stronghold of Manbij", "Manbij, a stronghold"."""
        group = sentence.group(token)
        if group is None:
            return None
        if _is_named(group):
            return group
        if group.of is not None and _is_named(group.of):
            return group.of
        above = sentence.head(token)
        if sentence.label(token) == "appos" and above >= 0:
            place = sentence.group(above)
            return place if place is not None and _is_named(place) else None
        return self._described(sentence, token)


def _is_named(group: Group) -> bool:
    return group.type in SETTLED and group.entity is not None and group.entity.kind == "place"
