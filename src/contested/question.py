"""A ledger's situation by question: what the commands and the notebook's tables ask alike.

Each library is loaded when it is asked for, so that importing this costs nothing.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from contested.errors import UsageError

if TYPE_CHECKING:
    from contested.control.area import Area
    from contested.knowledge.wars import Wars
    from contested.ledger import Ledger
    from contested.ledger.outline import Outline
    from contested.situation import Situation


def ask(
    ledger: Ledger,
    *,
    on: str | None = None,
    as_known: str | None = None,
    area: str | None = None,
    conflict: str | None = None,
    knowledge: Path | None = None,
    gazetteer: Path | None = None,
) -> Situation:
    """The situation that a ledger tells of; of a war that is named, by the claims of that war alone.

    Args:
        ledger: an open one.
        on: the ISO day asked about; the last one where None.
        as_known: only what could be known by this ISO day; all where None.
        area: the name of a place.
        conflict: the id of a war.
        knowledge: a folder of your own conflicts and roads.
        gazetteer: another index of places to find the area in.

    Raises:
        LedgerError: the ledger cannot be read.
        UsageError: the area or the war is not known.
    """
    from contested.knowledge.wars import open_wars
    from contested.situation import Question, Situation
    from contested.wars import of_one

    wars = open_wars([knowledge] if knowledge else [])
    where = area_of(area, gazetteer, knowledge, wars) if area else None
    question = Question(on=on, as_known=as_known, area=where, conflict=conflict)
    told = tuple(ledger.told(as_known=as_known))
    found = Situation(
        told, question, conflicts=wars.conflicts, roads=wars.roads, decisions=ledger.decisions(),
        baselines=ledger.baselines(),
    )  # fmt: skip
    return found if conflict is None else of_one(found)


def drawn(outline: Outline | None) -> Area | None:
    """An outline as an area of the situation."""
    from contested.control.area import Area

    if outline is None:
        return None
    west, south, east, north = outline.box
    corners = tuple((lat, lon) for lon, lat in outline.corners)
    return Area("the area drawn", (south + north) / 2, (west + east) / 2, 0.0, corners)


def area_of(name: str, gazetteer: Path | None, knowledge: Path | None, wars: Wars) -> Area:
    """What the place takes in that an area's name most likely means.

    Raises:
        UsageError: there is no such place.
    """
    from contested.asking import area, meant
    from contested.gazetteer.index import Gazetteer
    from contested.reading.compile import known_places

    index = Gazetteer.open(gazetteer, **known_places([knowledge] if knowledge else []))
    place = meant(name, index, {country for conflict in wars.conflicts for country in conflict.countries})
    if place is None:
        remedy = "write the name as reports do, or add it to a knowledge folder of your own"
        raise UsageError(f'no place is called "{name}"', remedy=remedy)
    return area(place, index)
