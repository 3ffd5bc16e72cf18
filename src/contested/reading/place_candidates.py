"""The places of a sentence that an event may have taken place at, each with what it shows by itself.

What a candidate shows is a list of named features: its level, the preposition that governs it (through a list that it
stands in), the words that describe it, whether it says where the one before it lies.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from contested.reading.entities import Entity
from contested.reading.lexicon import Lexicon
from contested.reading.sentence import Group, Sentence

if TYPE_CHECKING:
    from contested.reading.attribution import Said
    from contested.reading.where import Map

Feature = tuple[str, ...]  # its name, then the parts of its value

COARSE: Final = ("country", "admin1", "admin2")
MANY: Final = ("0", "1", "2", "3", "4")
UNITS: Final = frozenset(
    "km kms kilometre kilometres kilometer kilometers mile miles metre metres meter meters hour hours".split()
)
GOES_ON: Final = frozenset((",", "and", "or", "&"))  # what a list goes on with
LINKS: Final = frozenset((",", "in", "the", "of"))
MAYBE: Final = frozenset(("place", "name"))  # kinds of names that may be a place's
FARTHEST: Final = 4  # tokens between a place and the wider one that it lies in
LISTING: Final = frozenset((",", "CC"))
GOVERNING: Final = frozenset(("ADP", "TO", "SCONJ"))
DESCRIBING: Final = frozenset(("ADJ", "VVBN"))


class Candidate:
    """A named place, or what may be one: tokens [first, last), the group it stands in, what governs it.

    ``at``: its number in the sentence. ``lead``: the first of those that it is coordinated with, else itself.
    ``parent_of``: it says where the one before it lies. ``count``: how many known places the sentence has, starred
    where this is one. ``features``: what it shows by itself. ``phrase``: where its
    phrase begins, ``top``: the token that it hangs by, ``line``: that token and those from its head up to the root.
    """

    __slots__ = (
        "at", "coordinated", "count", "entity", "features", "first", "governor", "group", "last", "lead", "level",
        "line", "parent_of", "phrase", "score", "token", "top",
    )  # fmt: skip

    def __init__(self, at: int, entity: Entity, group: Group | None, level: str) -> None:
        self.at, self.entity, self.first, self.last = at, entity, entity.first, entity.last
        self.token = self.top = entity.last - 1
        self.phrase = entity.first
        self.group, self.level = group, level
        self.lead: Candidate = self
        self.governor, self.count = "", ""
        self.coordinated = self.parent_of = False
        self.features: list[Feature] = []
        self.line: list[int] = []
        self.score = 0

    @property
    def named(self) -> bool:
        """Whether the words are known to name a place."""
        return self.entity.kind == "place"


class PlaceCandidates:
    """Finds the candidates of a sentence."""

    def __init__(self, lexicon: Lexicon, places: Map) -> None:
        self.places, self.feature_nouns = places, lexicon.feature_nouns
        self.directions = lexicon.cue_sets["relations"]["directions"]

    def of(self, sentence: Sentence, said: Sequence[Said]) -> list[Candidate]:
        """All candidates of a sentence in text order."""
        found = self._found(sentence)
        known = MANY[min(sum([each.named for each in found]), 4)]
        for at, each in enumerate(found):
            each.count = known + "*" if each.named else known
            self._describe(sentence, each, found[at - 1] if at else None, found[at + 1 : at + 2], said)
        return found

    def _found(self, sentence: Sentence) -> list[Candidate]:
        """What names a place, or may: a hospital reads as an organisation, a village as a mere name."""
        entities: dict[int, Entity] = {}
        for entity in sentence.entity_at.values():
            if entity.kind in MAYBE or (entity.kind == "actor" and entity.value < 0):
                entities.setdefault(entity.first, entity)
        out = []
        for at, first in enumerate(sorted(entities)):
            entity = entities[first]
            out.append(Candidate(at, entity, self._group(sentence, entity), self._level(entity)))
        return out

    def _group(self, sentence: Sentence, entity: Entity) -> Group | None:
        """The smallest noun group that a name stands in."""
        around = [
            group for group in sentence.groups.values() if group.first <= entity.first and entity.last <= group.last
        ]
        return min(around, key=lambda group: (group.last - group.first, group.head), default=None)

    def _level(self, entity: Entity) -> str:
        if entity.kind != "place":
            return entity.kind
        row = self.places.row(entity)
        return row.level if row is not None else "unknown"

    def _describe(
        self,
        sentence: Sentence,
        each: Candidate,
        before: Candidate | None,
        after: Sequence[Candidate],
        said: Sequence[Said],
    ) -> None:
        """Gather what a candidate shows by itself."""
        lowers, end = sentence.lowers, each.last
        each.top = each.group.head if each.group is not None else each.token
        i, noun, direction, article = self._step_back(sentence, each.first)
        each.phrase = max(i, sentence.first)
        governor = each.governor = self._governor(sentence, each, before, i)
        out: list[Feature] = [
            ("level", each.level),
            ("preposition", governor),
            ("preposition and level", governor, each.level),
            ("places in the sentence", each.count),
            ("label", sentence.label(each.top)),
            ("label and preposition", sentence.label(each.top), governor),
            ("group", *_grouped(each)),
        ]
        if article:
            out.append(("an article before", each.level))
        if each.coordinated and before is not None:
            out.append(("coordinated with a name", before.level))
        if each.parent_of and before is not None:
            out.append(("parent of a name", governor, before.level))
        if after and self._lies_in(lowers, end, after[0]):
            out.append(("lies in the next name", after[0].level))
        speakers = sum([one.speaker is not None and one.speaker.first <= each.first < one.speaker.last for one in said])
        out += [("in a speaker", each.level)] * min(speakers, 2)
        if i > sentence.first and governor not in ("start", ", parent"):
            out.append(("tag before the preposition", sentence.tag(i - 1), governor))
        if noun:
            out.append(("feature noun before", noun))
        if direction:
            out.append(("a direction before", direction))
        ends = end >= sentence.last
        out.append(("word after", "end" if ends else sentence.tag(end)))
        if not ends and lowers[end] in self.feature_nouns:
            out.append(("feature noun after", lowers[end]))
        each.features = out

    def _step_back(self, sentence: Sentence, at: int) -> tuple[int, str, str, bool]:
        """The token before a place and the words that describe it: "the besieged eastern town of X".

        Beside it the feature noun and, for a direction, the preposition before it ("" for none), and whether there is
        an article.
        """
        lowers = sentence.lowers
        noun, directed, article = "", False, False
        i = at - 1
        while i >= sentence.first:
            lower, tag = lowers[i], sentence.tag(i)
            if lower in self.directions:
                directed = True
            elif lower in self.feature_nouns:
                noun = noun or lower
            elif tag in ("DET", "PRPS"):
                article = True
            elif tag not in DESCRIBING and not (
                lower == "of" and i > sentence.first and lowers[i - 1] in self.feature_nouns
            ):
                break
            i -= 1
        if not directed:
            return i, noun, "", article
        governed = i >= sentence.first and sentence.tag(i) in GOVERNING
        return i, noun, lowers[i] if governed else "no preposition", article

    def _governor(self, sentence: Sentence, each: Candidate, before: Candidate | None, i: int) -> str:
        """The preposition that governs a place, through what coordinates it; else the tag of what stands before."""
        if i < sentence.first:
            return "start"
        lowers, word, tag = sentence.lowers, sentence.lowers[i], sentence.tag(i)
        lists = word == "," or tag == "CCONJ"
        if lists and before is not None and self._beside(sentence, before, i):
            behind = i == before.last or self.feature_nouns.issuperset(lowers[before.last : i])
            if word == "," and behind and before.level != each.level and self._is_wide(lowers, each):
                each.parent_of = True
                return ", parent"
            each.coordinated, each.lead = True, before.lead
            return before.governor
        if tag not in GOVERNING:
            return "," if word == "," else tag
        if before is not None and before.last <= i and self.feature_nouns.issuperset(lowers[before.last : i]):
            each.parent_of = True
        if word == "of" and i > sentence.first and lowers[i - 1] in self.directions:
            # "60 miles south of X", "south of X"
            return "distance of" if i - 2 >= sentence.first and lowers[i - 2] in UNITS else "direction of"
        return word

    def _is_wide(self, lowers: Sequence[str], each: Candidate) -> bool:
        """Whether a candidate is a country or a division: by what it is known as, or by the noun behind it."""
        if each.level in COARSE or (each.last < len(lowers) and self.places.levels.get(lowers[each.last]) in COARSE):
            return True
        ends = each.named and (each.last >= len(lowers) or lowers[each.last] not in GOES_ON)
        return ends and any(self.places.gazetteer.place(row).level in COARSE for row in each.entity.rows)

    def _beside(self, sentence: Sentence, before: Candidate, i: int) -> bool:
        """Whether nothing but commas, conjunctions and feature nouns stands between a place and the token ``i``."""
        return all(
            sentence.lowers[j] == "," or sentence.tag(j) == "CCONJ" or sentence.lowers[j] in self.feature_nouns
            for j in range(before.last, i)
        )

    def _lies_in(self, lowers: Sequence[str], end: int, after: Candidate) -> bool:
        if after.level not in COARSE or after.first - end > FARTHEST:
            return False
        between = lowers[end : after.first]
        return all(word in LINKS or word in self.feature_nouns or word in self.directions for word in between)


def _grouped(each: Candidate) -> Feature:
    """The type of the noun group that a candidate stands in, and whether it is the head of it."""
    group = each.group
    if group is None:
        return ("none",)
    return group.type, "head" if group.last == each.last and group.entity is each.entity else "part"
