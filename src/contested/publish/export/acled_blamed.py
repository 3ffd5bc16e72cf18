"""Who is to blame for what a row tells and of which nobody says who did it, as the words around it have it.

One armed actor who is blamed for it or claims it; else the state's forces who are blamed ("the Ethiopian air force"),
or the nation whose the weapons are said to have been ("the jets were Russian"). The words are in ``blame.csv``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from contested.fusion.event import Party
from contested.knowledge.schema import ActorEntry
from contested.model import Told
from contested.publish.export import codes
from contested.publish.export.about import About, holds
from contested.publish.export.row import Row

POLICE = frozenset({"police", "policemen", "police officers", "officers"})
UNLESS = r"(?<!not )(?<!n't )(?<!never )"
CALLED = r"(?: \([^)]*\)|,? (?:group|militants|rebels|fighters))*(?: (?:has|have|later|also|then|since))*"
#: How far after a sentence somebody may be blamed for what it tells, in characters.
SOON = 240
#: A state's forces, after a word that says who is to blame.
BLAMED_FORCES = re.compile(
    r"(?<=\w )(?:the )((?:[A-Z]\w+ |government )?"
    r"(air force|army|military|armed forces|security forces|police|junta|soldiers|troops|navy))\b(?! of| chief)"
)
#: Whose weapons are said to have been.
WERE = re.compile(r"\b(jets?|planes?|warplanes|aircraft|drones?|helicopters?|missiles?|rockets?|shells?)"
                  r" (?:was|were|had been) (?:an? )?([A-Z]\w+)")  # fmt: skip


def blamed(row: Row, about: About) -> Party | None:
    """Whom the words around a row's claims blame for it, as its agent; None for nobody, and for several."""
    if (entry := culprit(row, about)) is not None:
        return Party(role="agent", id=entry.id, name=entry.name, kind=entry.kind, side=None, claims=())
    return blamed_forces(row) or told_nation(row, about)


def culprit(row: Row, about: About) -> ActorEntry | None:
    """The one armed actor whom the words around a row's claims blame for it, or who claims it; None for several."""
    found = {entry.id: entry for told in row.told[: row.telling] for entry in culprits(told, about)}
    held = [entry for entry in found.values() if holds(entry, row.start)]
    return held[0] if len(held) == 1 and not any(map(blames_others, row.told[: row.telling])) else None


def blames_others(told: Told) -> bool:
    """Whether the words soon after a claim lay blame twice: on more than one ("blamed Israel, which blamed …")."""
    text = told.report.text[told.claim.sentence.start : told.claim.sentence.end + SOON]
    return len(re.findall(r"\bblam(?:ed|es|ing)\b", text)) > 1


def blamed_forces(row: Row) -> Party | None:
    """The state's forces whom the words around a row's claims blame for it ("blamed the Ethiopian air force")."""
    for told in row.told[: row.telling]:
        text = sentence_of(told) + soon_after(told)
        if blames_others(told):
            continue
        for match in BLAMED_FORCES.finditer(text):
            if not blame()[0].search(text[: match.start(1)]):
                continue
            kind = "police" if match[2] in POLICE else "state_forces"
            return Party(role="agent", id=None, name=match[1], kind=kind, side=None, claims=())
    return None


def told_nation(row: Row, about: About) -> Party | None:
    """Whose the weapons were, as the next words say: "… said the jets were Russian"; None for none, and for several."""
    found = {}
    for match in (each for text in map(soon_after, row.told[: row.telling]) for each in WERE.finditer(text)):
        if (nation := about.nation(match[2])) is not None:
            found[nation] = f"{match[2]} {match[1]}"
    name = next(iter(found.values())) if len(found) == 1 else None
    return Party(role="agent", id=None, name=name, kind="armed_group", side=None, claims=()) if name else None


def culprits(told: Told, about: About) -> Iterator[ActorEntry]:
    """Armed actors who are blamed in a claim's sentence or soon after it, or who claim it there."""
    text = told.report.text[told.claim.sentence.start : told.claim.sentence.end + SOON]
    before, after = blame()
    for match in about.armed_names.finditer(text):
        if before.search(text[: match.start()]) or after.match(text[match.end() :]):
            yield about.named[match[0]]


@cache
def blame() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before the name of who is blamed, and what after the name of who claims a deed."""
    words = {use: "|".join(row["words"] for row in codes.rows("blame.csv") if row["use"] == use)
             for use in ("blamed", "claims")}  # fmt: skip
    return (
        re.compile(
            rf"{UNLESS}\b(?:{words['blamed']}) (?:(?:on|the|militants|fighters|rebels|of|group|its|men|from) )*$"
        ),
        re.compile(rf"{CALLED} (?:{words['claims']})\b"),
    )


def sentence_of(told: Told) -> str:
    """The sentence that a claim stands in."""
    return told.report.text[told.claim.sentence.start : told.claim.sentence.end]


def soon_after(told: Told) -> str:
    """The words soon after the sentence that a claim stands in."""
    return told.report.text[told.claim.sentence.end : told.claim.sentence.end + SOON]
