"""What a place shows, as named features: by itself, towards a trigger, beside the sentence's other places.

Each function takes the few values that a kind of features is made of (a `Key`) and names the features. Few keys are
ever met, so `Sums` adds up what the table says of each once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Feature = tuple[str, ...]  # its name, then the parts of its value
Key = tuple[Any, ...]  # the arguments of one of the functions below

COARSE = ("country", "admin1", "admin2")
MANY = ("0", "1", "2", "3", "4")
UNIT = 10_000  # sums are whole numbers of this part of the table's log odds: the same in whatever order they are added
REMEMBERED = 20_000  # keys of a kind


def units(weight: float) -> int:
    """Log odds in whole numbers of `UNIT`."""
    return round(weight * UNIT)


class Sums(dict[Key, int]):
    """Key -> what the table says of all features that ``features`` makes of it; ``weights`` are in `UNIT`."""

    def __init__(self, features: Callable[..., list[Feature]], weights: Mapping[Feature, int]) -> None:
        super().__init__()
        self.features, self.weights = features, weights

    def __missing__(self, key: Key) -> int:
        if len(self) >= REMEMBERED:
            self.clear()
        weight = self.weights.get
        total = self[key] = sum([weight(each, 0) for each in self.features(*key)])
        return total


def bucket(score: float) -> str:
    """A sum in words."""
    if score < -0.7 * UNIT:
        return "no" if score < -2 * UNIT else "hardly"
    return "perhaps" if score < 0.7 * UNIT else "likely" if score < 2 * UNIT else "sure"


# --- by itself --------------------------------------------------------------------------------------------------------


def setting(
    level: str, governor: str, count: str, article: bool, list_of: str, parent_of: str, lies_in: str, speakers: int
) -> list[Feature]:
    """What a place's level and its neighbours say.

    ``count``: how many places the sentence has. ``list_of``, ``parent_of``, ``lies_in``: the level of the name that it
    is coordinated with, lies around, lies in; "" for none. ``speakers``: how many words for who speaks it is part of.
    """
    out: list[Feature] = [
        ("level", level),
        ("preposition", governor),
        ("preposition and level", governor, level),
        ("places in the sentence", count),
    ]
    if article:
        out.append(("an article before", level))
    if list_of:
        out.append(("coordinated with a name", list_of))
    if parent_of:
        out.append(("parent of a name", governor, parent_of))
    if lies_in:
        out.append(("lies in the next name", lies_in))
    return [*out, *[("in a speaker", level)] * speakers]


def before(governor: str, kind: str, noun: str, direction: str) -> list[Feature]:
    """What the words before a place say.

    ``kind``: the class of the word before its preposition. ``noun``: a feature noun. ``direction``: the preposition
    before a direction. "" for none.
    """
    out: list[Feature] = []
    if kind:
        out.append(("class before the preposition", kind, governor))
    if noun:
        out.append(("feature noun before", noun))
    if direction:
        out.append(("a direction before", direction))
    return out


def behind(kind: str, noun: str, *group: str) -> list[Feature]:
    """What the words behind a place say, and its noun group.

    ``kind``: the class of the word. ``noun``: a feature noun, "" for none. ``group``: its type and what it is in it.
    """
    out: list[Feature] = [("word after", kind), ("group", *group)]
    if noun:
        out.append(("feature noun after", noun))
    return out


# --- towards a trigger ------------------------------------------------------------------------------------------------


def frame(told: tuple[str, str, str, str], rule: tuple[str, str, str]) -> list[Feature]:
    """What the frame of any trigger says of a place.

    ``told``: noun or verb, the verb's form, the type of its object, how many places its frame puts it at. ``rule``:
    role and slot of the place, and "in" where it is only a part of the slot's words.
    """
    (word, form, object, at), (role, slot, inside) = told, rule
    out: list[Feature] = [
        ("rule", role),
        ("slot and trigger", slot, inside, word),
        ("rule and places at", role, at),
    ]
    if form:
        out.append(("form", form, slot, inside))
    if object:
        out.append(("object and slot", object, slot, inside))
    return out


def event(kind: str, object: str, count: str) -> list[Feature]:
    """What an event's type says of any place; ``count``: how many places the sentence has."""
    return [("type", kind), ("type and object", kind, object), ("type and places", kind, count)]


def placed(kind: str, rule: tuple[str, str, str], governor: str) -> list[Feature]:
    """What an event's type says of a place in a slot."""
    _, slot, inside = rule
    return [("type and slot", kind, slot, inside), ("type and preposition", kind, governor)]


def path(side: str, told: str, verbs: int, commas: int, role: str, governor: str) -> list[Feature]:
    """What stands between a trigger and a place; ``side``: on which side of it; ``told``: the kinds of the chunks."""
    many = MANY[min(verbs, 3)]
    return [
        ("path", side, told),
        ("path and preposition", side, told, governor),
        ("rule and verbs between", role, side, many),
        ("verbs between", side, many),
        ("commas between", side, MANY[min(commas, 3)]),
    ]


def phrase(side: str, hangs_on: str, governor: str, word: str, opponent: bool, opens: str) -> list[Feature]:
    """What a place's phrase hangs on, beside which ``word`` (noun or verb).

    ``opponent``: it hangs on one opponent of several. ``opens``: the word that begins a clause between, "" for none.
    """
    hung = hangs_on if hangs_on == "the trigger" else side + hangs_on
    out: list[Feature] = [("preposition and trigger", governor, word), ("hangs on", hung, governor)]
    if opponent:
        out.append(("beside one opponent of several", governor))
    if opens:
        out.append(("begins a clause between", side, opens))
    return out


def others(
    side: str, between: int, count: str, nearest: str, last: str, governor: str, at: str, outside: bool
) -> list[Feature]:
    """What other places and triggers say.

    ``between``: how many places stand between. ``nearest``, ``last``: whether the nearest trigger, the last one before
    the place (then with its ``governor``) is the "own" or another; "" for none. ``at``: the role of what another's
    frame puts there, "" where none does. ``outside``: it is no part of the statement that the trigger stands in.
    """
    many = MANY[min(between, 3)]
    out: list[Feature] = [
        ("places between", side, many),
        ("places between of all", side, many, count),
        ("nearest trigger", side, nearest),
    ]
    if last:
        out.append(("last trigger", last, governor))
    if at:
        out.append(("at of another trigger", at))
    if outside:
        out.append(("outside the statement", side))
    return out


# --- beside the others ------------------------------------------------------------------------------------------------


def siblings(
    own: str, best: str, better: int, level: str, list_of: Sequence[str], parent_of: str, listed: str, parent: str,
    finest: str,
) -> list[Feature]:  # fmt: skip
    """What the other places' scores, in words (`bucket`), say of one.

    ``better``: how many score more. ``list_of``: of the one before and the first of those that it is coordinated with;
    ``listed``: of the next, coordinated with it. ``parent_of``, ``parent``: of the one that it lies around, lies in.
    ``finest``: of the best that is no country or province. Empty for none.
    """
    out: list[Feature] = [
        ("best sibling", best),
        ("best sibling and own", best, own),
        ("rank", MANY[min(better, 3)], level),
    ]
    if list_of:
        out += [("coordinated with", list_of[0]), ("first of the coordinated", list_of[1])]
    if parent_of:
        out.append(("parent of", parent_of))
    if listed:
        out.append(("then coordinated", listed))
    if parent:
        out.append(("has a parent", parent))
    if finest:
        out.append(("finest sibling", level, finest))
    return out
