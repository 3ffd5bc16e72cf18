"""Whether the words of a claim speak of a place as a whole, of a part of it or land about it, or of no place at all.

"The army controls areas in the countryside of A", "took 70 percent of the town", "captured 8 members in A": who finds
the place A beside such words has not yet found what is held. So what stands where the object of the claim's word stands
is looked at: behind it up to the name of the place, or up to the next break where the name stands elsewhere; the few
words before it ("areas controlled by"); and the word behind the name ("the A hills"). Strikes from afar are looked at
too: who shells the countryside of A does not shell A.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from contested.fusion.stakes import stakes
from contested.gazetteer.keys import strict_key
from contested.model import Claim, Place, Told, Words

Meant = Literal["whole", "part", "thing"]
HOLDING = frozenset({"agent", "not_agent", "beneficiary", "presence", "surrounds", "strikes"})
TAKING = frozenset({"capture", "control", "handover"})
BEFORE, AFTER = 4, 8  # words that are looked at before the claim's word, and behind it where no name bounds them
BREAK = re.compile(r"[.;:,…\n]")
#: A name in capitals before the one that is meant, in a sentence that is not all in capitals.
OF_NAME = re.compile(r"\b[a-z]+ (?:[A-Z][\w'’-]* )*([A-Z][\w'’-]*) of (?:the )?$")
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|%")


class Vocabulary(msgspec.Struct, frozen=True):
    """``knowledge/fusion-parts.toml``."""

    parts: frozenset[str]
    many: frozenset[str]
    sites: frozenset[str]
    things: frozenset[str]
    passed: frozenset[str]
    opens: frozenset[str]
    pronouns: frozenset[str]
    kinds: frozenset[str]
    towns: frozenset[str]
    indefinite: frozenset[str]
    beside: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The packaged words."""
    text = (files("contested.knowledge") / "fusion-parts.toml").read_text(encoding="utf-8")
    return msgspec.convert(tomllib.loads(text), Vocabulary)


def meant(told: Told, place: Place) -> Meant:
    """What a claim's words say is held, taken or left: the place as a whole, a part of it, or a thing in it.

    What an analyst accepted or corrected is meant as it stands.
    """
    if told.accepted or told.original is not None or stakes(told.claim).bears not in HOLDING:
        return "whole"
    behind, before, next_ = _around(told, place)
    words, own = vocabulary(), set(_words(place.name)) | set(_words(place.mention.text if place.mention else ""))
    listed = sum(other.role == place.role for other in told.claim.places) > 1
    strikes = stakes(told.claim).strikes  # whoever strikes a base or a bridge in a town strikes the town
    sites = words.sites if place.level != "facility" and not own & words.sites and not strikes else frozenset()
    partial = (words.parts | sites | (frozenset() if listed else words.many)) - own
    if told.claim.type in TAKING and words.things & set(behind):
        return "thing"
    if (
        partial & {*behind, *before, *next_}
        or _of_another(told, place)
        or (told.claim.type in TAKING and _another(told, place, behind))
    ):
        return "part"
    return "whole"


def of_province(told: Told, place: Place) -> bool:
    """Whether a strike on a name may as well be one somewhere in the province that bears it ("air strikes in Homs")."""
    if not stakes(told.claim).strikes or place.admin1 is None or place.level != "settlement":
        return False
    mention = place.mention
    if strict_key(place.admin1) not in {strict_key(name) for name in (place.name, mention.text if mention else "")}:
        return False
    text = told.report.text
    beside = _words(text[: mention.start][-30:])[-2:] + _words(text[mention.end :][:20])[:1] if mention else []
    return not vocabulary().towns & set(beside)


def _of_another(told: Told, place: Place) -> bool:
    """Whether a name only says of which town something named before it is a part: "the Eastern Ghouta of A"."""
    name = _inside(told.claim, place.mention)
    match = OF_NAME.search(told.report.text[told.claim.sentence.start : name.start]) if name is not None else None
    return match is not None and match.group(1).lower() not in vocabulary().towns


def _another(told: Told, place: Place, behind: list[str]) -> bool:
    """Whether it is some other settlement that is taken, near or in what is named: "a village in A", "the town near
    A". A name that stands beside it in commas is its own: "a town, A"."""
    name, words = _inside(told.claim, place.mention), vocabulary()
    if name is None or told.report.text[: name.start].rstrip()[-1:] in set(",:(–—-"):
        return False
    for at, word in enumerate(behind):
        if word in words.towns:
            following = behind[at + 1 : at + 2]
            return bool(words.beside & set(following) or words.indefinite & set(behind[max(0, at - 3) : at]))
    return False


def _around(told: Told, place: Place) -> tuple[list[str], list[str], list[str]]:
    """The words behind a claim's word, before it, and behind the name of the place."""
    claim, text = told.claim, told.report.text
    sentence, trigger, name = text[: claim.sentence.end], claim.trigger, _inside(claim, place.mention)
    before = _subject(_last(text[claim.sentence.start : trigger.start]))
    if name is None or name.end <= trigger.start:
        # "A is controlled by B", but "A's rebel-held areas": a compound stands before what is held
        bare = name is not None and _bare(text[name.end : trigger.start]) and "-" not in trigger.text
        behind = [] if bare else _object(_first(sentence[trigger.end :]))
    else:
        behind = _words(sentence[_start(claim, name) : name.start])
    following = _words(sentence[name.end :][:20])[:1] if name is not None else []
    behind = [*_words(trigger.text), *behind]
    return behind, [] if name is not None and _bare(text[name.end : trigger.start]) else before, following


def _subject(text: str) -> list[str]:
    """The few words before a claim's word, back to one that opens something else."""
    found: list[str] = []
    for word in reversed(_words(text)):
        if len(found) == BEFORE or (word in vocabulary().opens and not _passed(word)):
            break
        found += [] if _passed(word) else [word]
    return found


def _object(text: str) -> list[str]:
    """The words of the object behind a claim's word, up to a word that opens something else; none for a pronoun."""
    found: list[str] = []
    for word in _words(text)[:AFTER]:
        if word in vocabulary().opens or (not found and word in vocabulary().pronouns):
            break
        found.append(word)
    return found


def _start(claim: Claim, name: Words) -> int:
    """Where the words about a name begin: behind the claim's word, and behind the names listed before it."""
    others = (other.mention.end for other in claim.places if other.mention and other.mention.end <= name.start)
    return max([claim.trigger.end, *others])


def _inside(claim: Claim, name: Words | None) -> Words | None:
    """The name of a place, where it stands in the claim's sentence."""
    inside = name is not None and claim.sentence.start <= name.start and name.end <= claim.sentence.end
    return name if inside else None


def _bare(between: str) -> bool:
    """Whether a name and the claim's word behind it belong together: "A is controlled by", "A city, now under"."""
    return bool(between) and all(_passed(word) or word in vocabulary().kinds for word in _words(between))


def _passed(word: str) -> bool:
    return word in vocabulary().passed


def _last(text: str) -> str:
    return BREAK.split(text)[-1]


def _first(text: str) -> str:
    return BREAK.split(text)[0]


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())
