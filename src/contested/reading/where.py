"""Every place of one report, resolved together, and what a group of words that names one stands for in a claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from contested.gazetteer.geometry import Area, shape
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.resolve import Query, Resolution, candidates, resolve
from contested.gazetteer.rows import PlaceRow
from contested.model import Place, PlaceRole, Words
from contested.reading.groups import Group
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity
from contested.reading.relations import Related, Relations
from contested.reading.tokens import Tokens

#: What may stand between a place and the wider place that it lies in.
LIES_IN = ([","], ["in"], [",", "in"], ["of"], ["in", "the"], ["("])
WIDER = ("country", "admin1", "admin2")
LINES = frozenset(("along_road", "between", "along"))  # relations that a road may be the line of


UNRESOLVED = Place(
    role="at", relation="in", extent="whole", id=None, name="", level=None, admin1=None, admin2=None, pcode=None,
    lat=None, lon=None, radius_km=None, geometry=None, precision=None, candidates=0, margin=None, mention=None,
)  # fmt: skip


class Map:
    """The places of one report; ``found``: how each was resolved, by the first token of its name."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, tokens: Tokens, country: str | None) -> None:
        self.lexicon, self.gazetteer, self.tokens, self.country = lexicon, gazetteer, tokens, country
        self.levels = {word: level for level, words in lexicon.cue_sets["levels"].items() for word in words}
        self.relations = Relations(lexicon)
        self.found: dict[int, Resolution | None] = {}
        self.aside: dict[Entity, Resolution | None] = {}  # of places named within other names
        self._known: dict[int, Place] = {}  # the places that claims tell of, by the first token of the name
        self._areas: dict[tuple[str, str | None, tuple[str, ...], str], Area] = {}
        self._outlines: dict[str, dict[str, Any] | None] = {}

    # --- resolving ----------------------------------------------------------------------------------------------------

    def resolve(self, entities: Sequence[Entity], asides: Sequence[Entity] = ()) -> None:
        """Resolve all place entities of the report at once."""
        places = [entity for entity in entities if entity.kind == "place"]
        queries = [self._query(entity, at, places) for at, entity in enumerate(places)]
        within = [entity for entity in asides if entity.kind == "place"]
        queries.extend(Query(entity.name, tuple(entity.rows)) for entity in within)
        answers = resolve(queries, self.gazetteer, self.country)
        for entity, answer in zip(places, answers, strict=False):
            self.found[entity.first] = answer
        self.aside = dict(zip(within, answers[len(places) :], strict=True))

    def _query(self, entity: Entity, at: int, places: Sequence[Entity]) -> Query:
        parent = at + 1 if at + 1 < len(places) and self._is_parent(entity, places[at + 1]) else None
        rows, likeness = candidates(entity.name, self.gazetteer, self.country)
        if not rows:
            rows, likeness = tuple(entity.rows), ()
        return Query(entity.name, tuple(rows), self._hint(entity), parent, tuple(likeness))

    def _hint(self, entity: Entity) -> str | None:
        """The level that a noun beside a name says: "Aleppo province", "the town of X", "river X"."""
        lowers, first, last = self.tokens.lowers, entity.first, entity.last
        hint = self.levels.get(lowers[last]) if last < len(lowers) else None
        if hint is None and first >= 2 and lowers[first - 1] == "of":
            hint = self.levels.get(lowers[first - 2])
        return self.levels.get(lowers[first - 1]) if hint is None and first else hint

    def _is_parent(self, entity: Entity, after: Entity) -> bool:
        """Whether the next name is the wider place that one lies in: "Maskanah, Aleppo"."""
        words = [word for word in self.tokens.lowers[entity.last : after.first] if word not in self.levels]
        if words not in LIES_IN:
            return False
        return self._hint(after) in WIDER or (bool(after.rows) and self.gazetteer.place(after.rows[0]).level in WIDER)

    # --- asking -------------------------------------------------------------------------------------------------------

    def row(self, entity: Entity) -> PlaceRow | None:
        """The place chosen for an entity, None where it stays unresolved."""
        answer = self.answer(entity)
        return self.gazetteer.place(answer.row) if answer is not None else None

    def answer(self, entity: Entity) -> Resolution | None:
        """How an entity was resolved, None where it was not."""
        return self.aside[entity] if entity in self.aside else self.found.get(entity.first)

    def row_at(self, token: int) -> PlaceRow | None:
        """The place chosen for the entity that begins at a token."""
        answer = self.found.get(token)
        return self.gazetteer.place(answer.row) if answer is not None else None

    # --- places of claims ---------------------------------------------------------------------------------------------

    def place(self, group: Group, role: PlaceRole, slot: str, words: Words) -> Place:
        """The place that a group stands for in a role; ``slot`` is the preposition or the clause slot it stands in."""
        entity = group.entity if group.entity is not None and group.entity.kind == "place" else None
        related = self.relations.of(self.tokens.lowers, group, entity, slot)
        name = entity.name if entity is not None else words.text
        answer = self.found.get(entity.first) if entity is not None else None
        if answer is None or entity is None:
            return replace(
                UNRESOLVED, role=role, relation=related.relation, extent=related.extent, name=name, mention=words
            )
        row, known = self.gazetteer.place(answer.row), self._known.get(entity.first)
        if known is None:
            known = self._known[entity.first] = _resolved(row, answer, self._outline(row))
        related, area = self._area(group, row, related, words.text)
        if area is not None:
            known = replace(
                known, lat=round(area.lat, 5), lon=round(area.lon, 5), radius_km=round(area.radius_km, 2),
                geometry=area.geometry, precision=max(area.precision, answer.precision),
            )  # fmt: skip
        return replace(
            known, role=role, relation=related.relation, extent=related.extent, mention=words,
            name=row.name if _same(row.name, name) else name,
        )  # fmt: skip

    def _area(self, group: Group, row: PlaceRow, related: Related, words: str) -> tuple[Related, Area | None]:
        """The area that a relation to a place describes, None for the place itself; a line with no end is "near"."""
        anchors, road = [row], None
        other = self.row(group.parent.entity) if group.parent is not None and group.parent.entity is not None else None
        if other is not None:
            anchors.append(other)
        if related.relation in LINES:
            road = self.gazetteer.road(*[each.name for each in anchors]) if other else self.gazetteer.road(words)
            if road is None and other is None and related.relation != "along":
                related = related._replace(relation="near")
        if related.relation == "in":
            return related, None
        relation, direction, _ = related
        key = (relation, direction, tuple([anchor.id for anchor in anchors]), road.id if road else "")
        area = self._areas.get(key)
        if area is None:
            area = self._areas[key] = shape(relation, anchors, direction, None, road)
        return related, area

    def _outline(self, row: PlaceRow) -> dict[str, Any] | None:
        """A place's outline as GeoJSON, None where the gazetteer has none."""
        if row.outline and row.id not in self._outlines:
            ring = [[lon, lat] for lat, lon in row.outline]
            self._outlines[row.id] = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
        return self._outlines.get(row.id)


def _resolved(row: PlaceRow, answer: Resolution, outline: dict[str, Any] | None) -> Place:
    """The place that a name was resolved to, in no role yet."""
    return Place(
        role="at", relation="in", extent="whole", id=row.id, name=row.name, level=row.level,  # type: ignore[arg-type]
        admin1=row.admin1, admin2=row.admin2, pcode=row.pcode, lat=round(row.lat, 5), lon=round(row.lon, 5),
        radius_km=round(row.radius_km, 2), geometry=outline, precision=answer.precision,
        candidates=answer.candidates, margin=round(answer.margin, 4), mention=None,
    )  # fmt: skip


def _same(one: str, other: str) -> bool:
    """Whether a place's own name begins as the writer's does, so that it may stand for it."""
    return one[:1].lower() == other[:1].lower()
