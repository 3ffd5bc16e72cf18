"""What a noun group can be for a frame or a need: an actor, people, a place, a piece of ordnance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from contested.reading.constructions import singulars
from contested.reading.lexicon import Lexicon
from contested.reading.sentence import Group, Sentence

SHORTEST_ACRONYM: Final = 3  # capitals
LONGEST: Final = 7  # letters
ACTS: Final = 1  # an entity's value: a place that can stand for its government
UNARMED: Final = frozenset(("political", "media", "humanitarian", "international"))
FOUGHT: Final = frozenset(
    ("subject", "by", "with", "between", "against")
)  # slots in which a country is who acts or is fought
PEOPLED: Final = frozenset(("subject", "object", "by", "of"))  # slots in which an unknown name may be a person
OWNING: Final = frozenset(("actor", "pronoun"))  # types of groups that a weapon may be said to be of
BLAMED: Final = frozenset(("on", "to"))
DOING: Final = frozenset(("subject", "by"))
ONE_OF_US: Final = frozenset(("i", "me", "you", "myself", "yourself"))  # who tells, and who is told
NO_FORCE: Final = ONE_OF_US | {"it"}
MODIFIED: Final = 3  # tokens of a name of a people at most: "the Bosnian Serbs"
PLAIN: Final = {  # what is asked for -> the types of group that are that whatever else they are
    "people": frozenset(("people", "number", "name")),
    "human": frozenset(("people", "name", "pronoun")),
    "place": frozenset(("place", "area")),
    "site": frozenset(("site", "road")),
}

#: What fighters take, hold and enter, countries apart: an unknown name beside fighters is mostly a village's.
GROUND: Final = {"spot": frozenset(("place", "area")), "ground": frozenset(("place", "area", "site", "road", "name"))}


class Fillers:
    """Tells whether groups are of the types that frames and needs ask for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.heads, self.blaming = lexicon.heads, lexicon.cue_sets["grammar"]["blaming"]
        self.faiths = lexicon.signs["faiths"]
        self.bombs, self.capitals = lexicon.cue_sets["grammar"]["bombs"], lexicon.capitals
        columns = lexicon.cue_sets["grammar"]["columns"]  # "columns were moving towards X": nobody was displaced
        self.marching = columns | {f"{word}s" for word in columns}
        self.means = [row[0] for row in lexicon.means]
        self.classes, self.words = lexicon.means_classes, lexicon.classes
        self.lowers: Sequence[str] = ()  # of the sentence that is being read
        self.written: Sequence[str] = ()
        self.told_of: frozenset[int] = frozenset()

    def is_type(self, group: Group, kind: str, war: bool = True) -> bool:
        """Whether a group can fill what a frame or a need asks for; ``war``: the text speaks of armed force."""
        if kind == "actor":
            return self.is_actor(group, war)
        if kind in PLAIN:
            return group.type in PLAIN[kind] or (kind in ("people", "human") and self._is_human(group, kind, war))
        if kind == "town":
            part = group.part.kind if group.part is not None else ""
            return group.type == "place" and ("settlement" in (group.kind, part) or self._is_capital(group))
        if kind == "fighters":
            return self.is_fighters(group, war)
        if kind == "movers":  # "tanks rolled into the town"
            return self.is_fighters(group, war) or (war and self.is_type(group, "armour"))
        if kind == "state":
            return is_country(group)
        if kind == "force":
            return group.type != "pronoun" and self.is_fighters(group, war)
        if kind in GROUND:
            return group.type in GROUND[kind] and (not is_country(group) or self._is_capital(group))
        if kind == "captive":
            return group.type == "people" and group.kind == "captives"
        if kind == "means":
            return group.entity is not None and group.entity.kind == "means"
        if kind in self.classes:
            if group.type == "event" and group.event is not None:  # "a car bomb" that is defused
                return kind in ("explosive", "ordnance") and self.lowers[group.head] in self.bombs
            entity = group.entity
            return entity is not None and entity.kind == "means" and self.means[entity.value] in self.classes[kind]
        if kind in self.words:
            named = group.type == "place" and group.entity is not None
            return not named and self._is_of(group, self.words[kind])
        return kind in (group.type, group.kind)

    def read(self, sentence: Sentence) -> None:
        """Take the words of a sentence, and the pronouns that are forces: "the coalition said that | it struck X"."""
        self.lowers, self.written = sentence.lowers, sentence.tokens.words
        self.told_of = _told_of(sentence) if "it" in sentence.words else frozenset()

    def _is_capital(self, group: Group) -> bool:
        """Whether a group names a capital, which is taken like any town, though it may stand for its government."""
        return group.entity is not None and group.entity.name.lower() in self.capitals

    def _is_of(self, group: Group, words: frozenset[str]) -> bool:
        """Whether a group's head, alone or with the word before it, is one of a class's words."""
        forms = singulars(self.lowers[group.head])
        if not words.isdisjoint(forms):
            return True
        before = self.lowers[group.head - 1] if group.head > group.whole[0] else ""
        return bool(before) and any(f"{before} {form}" in words for form in forms)

    def is_fighters(self, group: Group, war: bool = True) -> bool:
        """Whether a group can be an armed force that moves and holds ground."""
        if group.type == "pronoun":
            return war and (self.lowers[group.head] not in NO_FORCE or group.head in self.told_of)
        if group.type == "actor":
            return group.kind not in UNARMED and self.is_actor(group, war)
        return self.is_actor(group, war)

    def is_actor(self, group: Group, war: bool = True) -> bool:
        """Whether a group can act. In a text about war a mere "group" can, and so can whoever a pronoun means."""
        if group.type == "actor":
            identified = not group.weak or group.entity is not None or group.nation is not None
            return identified or (war and group.kind != "platform")
        if group.type == "place":
            return is_country(group)
        if group.type == "pronoun":
            return war and self.lowers[group.head] not in ONE_OF_US
        if group.type == "name":
            return war and (self._is_acronym(group) or self._is_a_people(group))
        bare = group.last - group.first <= 2  # "the Armenians", not "more than 300 Armenians"
        return group.type == "people" and group.kind == "nationality" and bare

    def _is_acronym(self, group: Group) -> bool:
        """Whether an unknown name is that of a body, letters, or of followers: "ABiH took it", "the Maoists"."""
        word = self.written[group.head] if self.written else ""
        if word.endswith("ists"):
            return True
        return word.isalpha() and sum(letter.isupper() for letter in word) >= SHORTEST_ACRONYM and len(word) <= LONGEST

    def _is_a_people(self, group: Group) -> bool:
        """Whether an unknown name is in the plural, behind "the" or a number: "the Boers", "60 Uhlans"."""
        if not self.written or group.last - group.whole[0] > MODIFIED or group.head == group.whole[0]:
            return False
        word, opens = self.written[group.head], self.lowers[group.whole[0]]
        plural = word[:1].isupper() and word.endswith("s") and not word.endswith(("ss", "'s", "us", "is"))
        return plural and word[1:].islower() and (opens == "the" or opens.isdigit())

    def _is_human(self, group: Group, kind: str, war: bool) -> bool:
        if group.type == "pronoun":
            return war and kind == "people" and self.lowers[group.head] != "it"
        return group.type == "actor" and group.weak and self.lowers[group.head] not in self.marching

    def fits(self, group: Group, kind: str, slot: str) -> bool:
        """Whether a group can have the role that a frame gives to fillers of a type in a slot."""
        if kind == "actor" and group.type == "place":
            # A country acts as a subject ("Russia bombed"), and is fought ("war with Iran"); else it is a place.
            return slot in FOUGHT and is_country(group)
        if kind == "people" and group.type == "name" and slot not in PEOPLED:
            return False
        return self.is_type(group, kind)

    def owner(self, sentence: Sentence, group: Group) -> Group | None:
        """Whose a weapon, a platform or an attack is: "Hezbollah rockets", "an American drone strike"."""
        for at in range(group.head, group.whole[0] - 1, -1):
            entity = sentence.entity_at.get(at)
            if entity is not None and entity.kind == "nationality" and sentence.lowers[at] in self.faiths:
                continue  # a Catholic church, a Shiite mosque is no army's
            if entity is not None and entity.kind in ("actor", "nationality"):
                owner = Group(entity.first, entity.last, at, "actor", "state_forces")
                owner.entity, owner.nation = (entity, None) if entity.kind == "actor" else (None, entity)
                owner.weak = entity.kind == "nationality"
                return owner
            stands = group.type != "site" or entity is None or entity.name.lower() not in self.capitals
            if entity is not None and entity.kind == "place" and entity.value == ACTS and at < group.head and stands:
                owner = Group(entity.first, entity.last, at, "place", "place")
                owner.entity = entity
                return owner  # "a U.S. airstrike"
            if at < group.head:
                kind = self.owner_kind(sentence.lowers[at])
                if kind is not None:
                    return Group(at, at + 1, at, "actor", kind)
        return self._of_whom(sentence, group)

    def _of_whom(self, sentence: Sentence, group: Group) -> Group | None:
        """Whose it is said to be: "warplanes of the regime", "the enemy's aircraft", "a bomb planted by rebels"."""
        hangs = ("of", "poss", "by") if group.type == "event" else ("of", "poss")  # "attacks by armed groups"
        near = [each.group for each in sentence.arguments.get(group.head, ()) if each.slot in hangs]
        if group.of is not None:
            near.append(group.of)
        for child in sentence.under(group.head):
            verb = sentence.verbs.get(child) if sentence.label(child) in ("acl", "acl:relcl") else None
            owned = verb is not None and not self.blaming.isdisjoint(verb.lemmas)  # "drones belonging to the army"
            if verb is not None and (owned or verb.passive or verb.form == "participle"):
                slots = BLAMED if owned else DOING
                near.extend(each.group for each in sentence.arguments.get(child, ()) if each.slot in slots)
        return next((each for each in near if each.type in OWNING or is_country(each)), None)

    def owner_kind(self, word: str) -> str | None:
        """The kind of actor that a common noun is by itself: "rebel" in "rebel rockets"."""
        heads = self.heads.get(word, ())
        return next((head.kind for head in heads if head.type == "actor" and not head.weak and not head.before), None)


def _told_of(sentence: Sentence) -> frozenset[int]:
    """Each "it" that does what an armed actor says of itself."""
    found: set[int] = set()
    for token in range(sentence.first, sentence.last):
        verb = sentence.head(token)
        if sentence.lowers[token] != "it" or sentence.label(token) not in ("nsubj", "nsubj:pass") or verb < 0:
            continue
        if sentence.label(verb) == "ccomp":
            saying = sentence.subjects(sentence.head(verb))
            if any(each.group.type == "actor" and each.token < token for each in saying):
                found.add(token)
    return frozenset(found)


def is_country(group: Group) -> bool:
    """Whether a place can act: a country, or a capital that stands for one ("Moscow denied")."""
    return group.kind == "place" and group.entity is not None and group.entity.value == ACTS
