"""Place groups to places of a claim: relation, extent, geometry, precision, from the words around a name."""

from __future__ import annotations

from collections.abc import Sequence

from contested.gazetteer.geometry import Area, shape
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.resolve import Query, Resolution, candidates, resolve
from contested.gazetteer.rows import PlaceRow
from contested.model import Extent, Place, PlaceRole, Relation, Words
from contested.reading.groups import PARTS, Group
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity
from contested.reading.tokens import Tokens

EDGES = frozenset(
    "gate gates outskirt outskirts edge edges entrance entrances fringe fringes periphery perimeter doorstep approaches".split()
)
PARTIAL = frozenset(
    "countryside part parts half side area areas suburb suburbs section sections portion portions corner heart centre center north south east west quarter quarters northeast northwest southeast southwest surroundings rural districts neighbourhoods neighborhoods countrysides".split()
)
LEVELS = {
    "town": "settlement", "city": "settlement", "village": "settlement", "province": "admin1", "governorate": "admin1",
    "state": "admin1", "oblast": "admin1", "region": "admin1", "district": "admin2", "county": "admin2", "country": "country",
    "neighbourhood": "neighbourhood", "neighborhood": "neighbourhood", "suburb": "neighbourhood", "airport": "facility",
    "airbase": "facility", "base": "facility", "river": "natural", "mountain": "natural", "mountains": "natural", "lake": "natural",
}  # fmt: skip


class Map:
    """Every place of one report, resolved together."""

    def __init__(self, lexicon: Lexicon, gazetteer: Gazetteer, tokens: Tokens, country: str | None) -> None:
        self.lexicon, self.gazetteer, self.tokens, self.country = lexicon, gazetteer, tokens, country
        relations = lexicon.cue_sets["relations"]
        self.directions, self.vague = relations["directions"], relations["vague"]
        self.areas: dict[tuple[str, str | None, tuple[str, ...], str], Area] = {}
        self.found: dict[int, Resolution | None] = {}  # by the entity's first token
        self.aside: dict[Entity, Resolution | None] = {}  # of places named within other names

    def resolve(self, entities: Sequence[Entity], asides: Sequence[Entity] = ()) -> None:
        """Resolve all place entities of the report at once."""
        queries: list[Query] = []
        lowers = self.tokens.lowers
        places = [entity for entity in entities if entity.kind == "place"]
        for at, entity in enumerate(places):
            parent = at + 1 if at + 1 < len(places) and self._is_parent(entity, places[at + 1]) else None
            hint = LEVELS.get(lowers[entity.last]) if entity.last < len(lowers) else None
            if hint is None and entity.first >= 2 and lowers[entity.first - 1] == "of":
                hint = LEVELS.get(lowers[entity.first - 2])
            if hint is None and entity.first:
                hint = LEVELS.get(lowers[entity.first - 1])
            rows, likeness = candidates(entity.name, self.gazetteer, self.country)
            if not rows:
                rows, likeness = tuple(entity.rows), ()
            queries.append(Query(entity.name, tuple(rows), hint, parent, tuple(likeness)))
        within = [entity for entity in asides if entity.kind == "place"]
        queries.extend(Query(entity.name, tuple(entity.rows)) for entity in within)
        answers = resolve(queries, self.gazetteer, self.country)
        for entity, answer in zip(places, answers, strict=False):
            self.found[entity.first] = answer
        self.aside = dict(zip(within, answers[len(places) :], strict=True))

    def _is_parent(self, entity: Entity, after: Entity) -> bool:
        between = self.tokens.lowers[entity.last : after.first]
        words = [word for word in between if word not in LEVELS]
        if words not in ([","], ["in"], [",", "in"], ["of"], ["in", "the"], ["("]):
            return False
        rows = after.rows
        return bool(rows) and self.gazetteer.place(rows[0]).level in ("country", "admin1", "admin2")

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

    def place(self, group: Group, role: PlaceRole, slot: str, words: Words) -> Place:
        """The place that a group stands for in a role; ``slot`` is the preposition or the clause slot it stands in."""
        entity = group.entity if group.entity is not None and group.entity.kind == "place" else None
        answer = self.found.get(entity.first) if entity is not None else None
        row = self.gazetteer.place(answer.row) if answer is not None else None
        relation, direction, extent = self._relation(group, entity, slot)
        name = entity.name if entity is not None else words.text
        base = Place(
            role=role, relation=relation, extent=extent, id=row.id if row else None, name=row.name if row and _same(row.name, name) else name,
            level=row.level if row else None, admin1=row.admin1 if row else None, admin2=row.admin2 if row else None,
            pcode=None, lat=None, lon=None, radius_km=None, geometry=None, precision=None,
            candidates=answer.candidates if answer else 0, margin=round(answer.margin, 4) if answer else None, mention=words,
        )  # fmt: skip
        if row is None:
            return base
        anchors = [row]
        road = None
        if group.parent is not None and group.parent.entity is not None:
            other = self.row(group.parent.entity)
            if other is not None:
                anchors.append(other)
        if relation in ("along_road", "between", "along"):
            road = (
                self.gazetteer.road(anchors[0].name, anchors[1].name)
                if len(anchors) > 1
                else self.gazetteer.road(words.text)
            )
            if road is None and len(anchors) < 2:
                relation = "near" if relation != "along" else "along"
        area = None
        if relation not in ("in", "at") or direction:
            key = (relation, direction, tuple(anchor.id for anchor in anchors), road.id if road else "")
            area = self.areas.get(key)
            if area is None:
                area = self.areas[key] = shape(relation, anchors, direction, None, road)
        if area is None:
            return _with(
                base, relation, row.lat, row.lon, row.radius_km, _outline(row), answer.precision if answer else None
            )
        code = max(area.precision, answer.precision if answer else 1)
        return _with(base, relation, area.lat, area.lon, area.radius_km, area.geometry, code)

    def _relation(self, group: Group, entity: Entity | None, slot: str) -> tuple[Relation, str | None, Extent]:
        lowers = self.tokens.lowers
        begin, end = group.whole
        inside = entity is not None and begin <= entity.first < end
        until = entity.first if entity is not None and inside else group.head + 1
        before = lowers[begin:until]
        direction = next((word for word in reversed(before) if word in self.directions), None)
        extent: Extent = "vague" if set(before) & self.vague else "whole"
        after = lowers[entity.last] if entity is not None and inside and entity.last < end else ""
        if group.type == "road" or (group.parent is not None and group.parent.type == "road"):
            return "along_road", direction, extent
        if set(before) & EDGES:
            return "edge_of", direction, "part"
        if slot in ("near", "outside", "off", "beside"):
            return "near", direction, extent
        if slot == "around":
            return "around", direction, extent
        if slot == "between":
            return "between", direction, extent
        if slot in ("along", "alongside"):
            return "along", direction, extent
        if after in ("countryside", "suburbs", "outskirts", "gates", "border"):
            return ("edge_of" if after in EDGES else "part_of"), direction, "part"
        if set(before) & (PARTIAL & PARTS) or direction is not None:
            if extent == "vague" and direction is None:
                return "part_of", None, "vague"
            return "part_of", direction, "part" if extent == "whole" else extent
        if entity is not None and before and before[-1] in ("outside", "near"):
            return "near", direction, extent
        return "in", direction, extent


def _with(
    base: Place,
    relation: Relation,
    lat: float,
    lon: float,
    radius: float,
    geometry: dict[str, object] | None,
    precision: int | None,
) -> Place:
    return Place(
        role=base.role, relation=relation, extent=base.extent, id=base.id, name=base.name, level=base.level,
        admin1=base.admin1, admin2=base.admin2, pcode=base.pcode, lat=round(lat, 5), lon=round(lon, 5),
        radius_km=round(radius, 2), geometry=geometry, precision=precision, candidates=base.candidates,
        margin=base.margin, mention=base.mention,
    )  # fmt: skip


def _outline(row: PlaceRow) -> dict[str, object] | None:
    if not row.outline:
        return None
    ring = [[lon, lat] for lat, lon in row.outline]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _same(one: str, other: str) -> bool:
    return one[:1].lower() == other[:1].lower()
