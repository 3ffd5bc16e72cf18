"""How an event lies to the place it is told by: "in", "at the edge of", "20 km east of", "along the road".

What stands before a name is read from the name outward: the nouns that describe it ("the town of"), then what says how
the event lies to it. All the words are in ``cues.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from contested.gazetteer.geometry import bearing_of
from contested.model import Extent, Relation
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity
from contested.reading.sentence import Group

#: Prepositions that are a relation by themselves.
BY_SLOT: Final[dict[str, Relation]] = {
    "near": "near", "outside": "near", "off": "near", "beside": "near", "around": "around", "between": "between",
    "along": "along", "alongside": "along",
}  # fmt: skip
KM: Final = {
    **dict.fromkeys(("km", "kms", "kilometre", "kilometres", "kilometer", "kilometers"), 1.0),
    **dict.fromkeys(("mile", "miles"), 1.609),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), 0.001),
}
FIGURE: Final = re.compile(r"(\d+(?:[.,]\d+)?)(km|m)?")
ARTICLES: Final = frozenset(("the", "a", "an", "its", "their"))
BEFORE_DIRECTION: Final = frozenset(("to", "the", "just", "directly", "immediately", "due", "further", "away", "-"))
NAMES_ITSELF: Final = (["the", "suburb", "of"], ["the", "neighbourhood", "of"], ["the", "neighborhood", "of"])
FURTHEST: Final = 12  # words before a name that are looked at
LINKS: Final = frozenset(("between", "with", "of", "from"))  # words behind which a name says what something lies to


class Related(NamedTuple):
    """A relation, the direction as written ("western") or None, how much of the place is meant, km where given.

    ``km`` is 0 for a part of a town itself, where not the country about it is meant. ``line``: "river" where a bank is
    meant, "border" where a border is.
    """

    relation: Relation
    direction: str | None
    extent: Extent
    km: float | None = None
    line: str = ""


class Relations:
    """Reads relations off the words around a place's name."""

    def __init__(self, lexicon: Lexicon) -> None:
        relations, grounds = lexicon.cue_sets["relations"], lexicon.cue_sets["grounds"]
        self.directions, self.vague = relations["directions"], relations["vague"]
        self.edges, self.parts, self.behind = grounds["edges"], grounds["parts"], grounds["behind"]
        self.banks, self.vicinity, self.corners = grounds["banks"], grounds["vicinity"], grounds["corners"]
        self.inside, self.highways = grounds["inside"], grounds["highways"]
        self.nouns = lexicon.feature_nouns
        sites = (word for word, heads in lexicon.heads.items() if any(head.type == "site" for head in heads))
        self.sites = frozenset(sites) - {"port", "ports"}  # a town may be called the port of its name

    def of(self, lowers: list[str], group: Group, entity: Entity | None, slot: str) -> Related:
        """The relation to a group's place; ``slot``: the preposition or the slot of a clause that it stands in."""
        begin, end = group.whole
        inside = entity is not None and begin <= entity.first < end
        before = lowers[begin : entity.first if entity is not None and inside else group.head + 1]
        behind = lowers[entity.last] if entity is not None and inside and entity.last < end else ""
        if entity is not None and inside and "border" in lowers[entity.last : min(end, entity.last + 2)]:
            behind = "border"
        direction = None
        if not self.directions.isdisjoint(before):
            direction = next(word for word in reversed(before) if word in self.directions)
        extent: Extent = "whole" if self.vague.isdisjoint(before) else "vague"
        if group.type == "road" or (group.parent is not None and group.parent.type == "road"):
            return Related("along_road", direction, extent)
        said = self.before(lowers, entity.first) if entity is not None and inside else None
        if said is not None:
            return said
        if not self.edges.isdisjoint(before):
            return Related("edge_of", direction, "part")
        if slot in BY_SLOT:
            return Related(BY_SLOT[slot], direction, extent)
        if behind == "border":
            return Related("along", None, "part", None, "border")
        if behind in self.highways or (entity is not None and _word(lowers, entity.last) in self.highways):
            return Related("near", direction, extent)  # "the Raqqa road comes under fire"
        if behind in self.behind:
            return Related("edge_of" if behind in self.edges else "part_of", direction, "part")
        if direction is None and before[-3:] in NAMES_ITSELF:
            return Related("in", None, extent)
        if direction is not None or not self.parts.isdisjoint(before):
            inside = not self.inside.isdisjoint(before)
            return Related("part_of", direction, "vague" if extent == "vague" else "part", 0.0 if inside else None)
        if before and before[-1] == "of" and not self.sites.isdisjoint(before):
            return Related("part_of", None, "part", 0.0)  # "the airport of X" is not X
        if entity is not None and before and before[-1] in ("outside", "near"):
            return Related("near", None, extent)
        return Related("in", None, extent)

    def is_site_called_by(self, lowers: Sequence[str], group: Group, entity: Entity) -> bool:
        """Whether a group is a site that a place only gives its name to: "the Mosul hotel"."""
        named = group.whole[0] <= entity.first and entity.last <= group.head < group.whole[1]
        return named and lowers[group.head] in self.sites

    def before(self, lowers: Sequence[str], first: int) -> Related | None:
        """What the words before a name say by themselves, None where they say nothing of these."""
        at = self._past_description(lowers, first)
        link = _word(lowers, at)
        if link not in LINKS:
            return None
        noun = _word(lowers, at - 1)
        if link == "between" and noun in self.corners:
            return Related("between", None, "whole")
        if link == "with" and noun == "border":
            return Related("along", None, "part", None, "border")
        if link not in ("of", "from"):
            return None
        if noun in KM:
            km = self._km(lowers, at - 1)
            return Related("near", None, "whole", km) if km is not None else None
        if bearing_of(noun) is not None and noun in self.directions:
            return Related("direction_from", noun, "whole", self._km(lowers, self._to_unit(lowers, at - 2)))
        if link != "of":
            return None
        side = _word(lowers, at - 2)
        direction = side if side in self.directions else None
        if noun in self.banks:
            return Related("along", direction, "part", None, "river")
        if noun in self.vicinity:
            return Related("near", None, "whole")
        if noun in self.corners:
            return Related("between", None, "whole")
        return Related("edge_of", direction, "part") if noun in self.edges else None

    def is_between(self, lowers: Sequence[str], first: int) -> str:
        """How a name begins several that are told together: "between", "triangle", or "" where it does not."""
        at = self._past_description(lowers, first)
        link, noun = _word(lowers, at), _word(lowers, at - 1)
        if noun in self.corners and link in ("of", "between", "formed"):
            return "triangle"
        return "between" if link == "between" else ""

    def _past_description(self, lowers: Sequence[str], first: int) -> int:
        """The token before a name and the words that describe it: "the town of X", "the river X"."""
        at, least = first - 1, max(0, first - FURTHEST)
        while at > least:
            if lowers[at] in ARTICLES:
                at -= 1
            elif lowers[at] == "of" and lowers[at - 1] in self.nouns and not self._tells(lowers[at - 1]):
                at -= 2
            elif lowers[at] in self.nouns and not self._tells(lowers[at]):
                at -= 1
            else:
                break
        return at

    def _tells(self, noun: str) -> bool:
        """Whether a noun of places says how something lies to one ("the outskirts of"), not what it is."""
        return any(noun in words for words in (self.edges, self.parts, self.banks, self.vicinity, self.corners))

    def _to_unit(self, lowers: Sequence[str], at: int) -> int:
        """The token of a unit before a direction: "20 km to the north of"."""
        while at > 0 and lowers[at] in BEFORE_DIRECTION:
            at -= 1
        return at

    def _km(self, lowers: Sequence[str], unit: int) -> float | None:
        """The distance that ends at a token: "20 km", "20km", "3.5 miles"; None for none."""
        whole = FIGURE.fullmatch(_word(lowers, unit))
        if whole is not None and whole[2]:
            return round(_number(whole[1]) * KM[whole[2]], 3)
        factor, figure = KM.get(_word(lowers, unit)), FIGURE.fullmatch(_word(lowers, unit - 1))
        if factor is None or figure is None or figure[2]:
            return None
        return round(_number(figure[1]) * factor, 3)


def _word(lowers: Sequence[str], at: int) -> str:
    return lowers[at] if 0 <= at < len(lowers) else ""


def _number(figure: str) -> float:
    """A figure as written: "1,500" is fifteen hundred, "3,5" is three and a half."""
    whole, mark, rest = figure.partition(",")
    return float(whole + rest if mark and len(rest) == 3 else figure.replace(",", "."))
