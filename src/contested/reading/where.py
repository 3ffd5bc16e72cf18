"""Every place of one report, resolved together, and what a group of words that names one stands for in a claim."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from msgspec.structs import replace

from contested.gazetteer.candidates import GOOD_SPELLING
from contested.gazetteer.geometry import Area, beside
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.resolve import Query, Resolution, candidates, resolve
from contested.gazetteer.roads import ends_of
from contested.gazetteer.rows import PlaceRow
from contested.gazetteer.sphere import kilometres
from contested.knowledge.schema import RoadEntry
from contested.model import Place, PlaceRole, Words
from contested.reading.areas import LINES, SETTLED, Areas, Company, Drawn
from contested.reading.lexicon import Lexicon
from contested.reading.linear import Linear, NamedLine
from contested.reading.names import Entity
from contested.reading.relations import KM, Related, Relations
from contested.reading.sentence import Group
from contested.reading.tokens import Tokens
from contested.reading.toponym_parents import Parents

NEIGHBOURHOOD_KM: Final = 150.0  # how far a place that is only spelt alike may lie from another that the report names
OF_TOWN: Final = " of "
FURTHEST: Final = 12
ASIDE: Final = frozenset((",", "(", "which", "–", "-", "about", "some"))
LOCAL: Final = 2
QUARTER_KM: Final = 40.0  # how far a quarter may lie from its town's middle
CAPITAL_OF: Final = ["capital", "of"]
DIVISIONS: Final = frozenset(("admin1", "admin2", "country"))
CODE: Final = 2  # letters of a state's code ("CA"), which names what stands for it and nothing else
SMALL: Final = frozenset(("settlement", "neighbourhood", "facility", "natural"))
FAMOUS: Final = 5.7  # importance of a city that is named anywhere
SPREAD: Final = frozenset(("admin1", "admin2", "region", "natural"))
FAR_KM: Final = 700.0  # how far a province may lie from the towns of a report
FEW: Final = 2  # towns that say so
BORDER: Final = frozenset(("border", "borders", "frontier"))

UNRESOLVED: Final = Place(
    role="at", relation="in", extent="whole", id=None, name="", level=None, admin1=None, admin2=None, pcode=None,
    lat=None, lon=None, radius_km=None, geometry=None, precision=None, candidates=0, margin=None, mention=None,
)  # fmt: skip


class Map:
    """The places of one report; ``found``: how each was resolved, by the first token of its name."""

    def __init__(
        self,
        lexicon: Lexicon,
        gazetteer: Gazetteer,
        relations: Relations,
        tokens: Tokens,
        country: str | None,
        theatre: tuple[str, ...] = (),
    ) -> None:
        self.lexicon, self.gazetteer, self.tokens, self.country = lexicon, gazetteer, tokens, country
        self.relations = relations
        self.theatre = theatre  # the countries that the report's small places may lie in
        self.levels = {word: level for level, words in lexicon.cue_sets["levels"].items() for word in words}
        self.parents = Parents(tokens, gazetteer, self.levels, lexicon.cue_sets["relations"]["directions"])
        self.found: dict[int, Resolution | None] = {}
        self.aside: dict[Entity, Resolution | None] = {}  # of places named within other names
        self._known: dict[int, Place] = {}  # the places that claims tell of, by the first token of the name
        self.ends: dict[int, list[PlaceRow]] = {}  # of what is named by two places: "the Homs-Palmyra road"
        self.company: Company | None = None
        self.linear = Linear(lexicon, gazetteer, tokens, country)
        self.areas = Areas(gazetteer, country)
        self._towns: tuple[tuple[float, float], ...] | None = None
        self._outlines: dict[str, dict[str, Any] | None] = {}

    # --- resolving ----------------------------------------------------------------------------------------------------

    def resolve(self, entities: Sequence[Entity], asides: Sequence[Entity] = ()) -> None:
        """Resolve all place entities of the report at once."""
        places = [entity for entity in entities if entity.kind == "place"]
        self.parents.read(entities)
        nations = [stated.parent for stated in self.parents.stated.values() if stated.parent.kind == "nationality"]
        queries = self._queries(places, nations)
        within = [entity for entity in asides if entity.kind == "place"]
        queries.extend(Query(entity.name, tuple(entity.rows)) for entity in within)
        unknown = [entity for entity in entities if entity.kind in ("place", "name") and self._is_unknown(entity)]
        paired = [(entity, name) for entity in unknown for name in ends_of(entity.name) or ()]
        queries.extend(Query(name, level_hint="admin1" if self._border_after(one) else None) for one, name in paired)
        answers = resolve(queries, self.gazetteer, self.country, self.theatre)
        for entity, answer in zip(places, answers, strict=False):
            self.found[entity.first] = answer
        for entity in places:
            astray = self._is_astray(entity, places) or self._is_far(entity, places)
            if astray or self._is_stranger(entity, places) or self._is_abroad(entity, places):
                self.found[entity.first] = None
        others = answers[len(places) + len(nations) :]
        self.aside = dict(zip(within, others, strict=False))
        for (entity, _), answer in zip(paired, others[len(within) :], strict=True):
            if answer is not None:
                self.ends.setdefault(entity.first, []).append(self.gazetteer.place(answer.row))
        self._tell_together(places)

    def _is_unknown(self, entity: Entity) -> bool:
        """Whether no place has a name, as it is written: "the Chiure-Ocua road" is near no Cherokee."""
        return not entity.rows or (ends_of(entity.name) is not None and not self.gazetteer.strict(entity.name))

    def _is_stranger(self, entity: Entity, places: Sequence[Entity]) -> bool:
        """Whether what a name was taken for is only spelt alike, and lies far from all else that the report names."""
        row = self.row(entity)
        if row is None or self._spelt_so(entity):
            return False
        others = (self.row(each) for each in places if each.name != entity.name and self._spelt_so(each))
        return not any(
            other is not None
            and other.level != "country"
            and kilometres(row.lat, row.lon, other.lat, other.lon) <= NEIGHBOURHOOD_KM
            for other in others
        )

    def _is_astray(self, entity: Entity, places: Sequence[Entity]) -> bool:
        """Whether a quarter lies in no town that the report names: Zuhur of Mosul in a report on Hasakah."""
        row = self.row(entity)
        if row is None or row.level != "neighbourhood" or OF_TOWN not in row.name or OF_TOWN in entity.name:
            return False  # a quarter that is called by its town has a name that others have
        if entity.first in self.parents.stated:
            return False
        others = (self.row(each) for each in places if each.name != entity.name)
        towns = [each for each in others if each is not None and each.level == "settlement"]
        return bool(towns) and all(kilometres(row.lat, row.lon, each.lat, each.lon) > QUARTER_KM for each in towns)

    def _is_far(self, entity: Entity, places: Sequence[Entity]) -> bool:
        """Whether a province or region lies far from all towns of a report, in a country that it has nothing else of:
        the Sahel of Africa for a district of Damascus."""
        row = self.row(entity)
        if row is None or not self.theatre or row.level not in SPREAD or row.country in self.theatre:
            return False
        if entity.first in self.parents.stated:
            return False
        others = [other for each in places if each.name != entity.name and (other := self.row(each)) is not None]
        towns = [other for other in others if other.level in SMALL and other.country in self.theatre]
        if len(towns) < FEW or any(other.country == row.country for other in others):
            return False
        return all(kilometres(row.lat, row.lon, town.lat, town.lon) > FAR_KM + row.radius_km for town in towns)

    def _is_abroad(self, entity: Entity, places: Sequence[Entity]) -> bool:
        """Whether a small place lies in a country that the report has nothing else of: Dara of Syria in Panjshir.

        Another town or province must show where the report is at home: "a French journalist was abducted in Gao".
        """
        row = self.row(entity)
        if row is None or not self.theatre or row.level not in SMALL or row.country in self.theatre:
            return False
        if (
            row.importance >= FAMOUS
            or entity.name.lower() in self.lexicon.capitals
            or entity.first in self.parents.stated
        ):
            return False
        others = [self.row(each) for each in places if each.name != entity.name]
        known = [other for other in others if other is not None]
        if not any(other.level != "country" and other.country in self.theatre for other in known):
            return False
        own = [other for other in known if other.country == row.country]
        return not any(other.level not in SMALL or other.importance >= FAMOUS for other in own)

    def _spelt_so(self, entity: Entity) -> bool:
        """Whether a name is that of the place that it was resolved to, or another way to write it."""
        answer = self.found.get(entity.first)
        if answer is None:
            return False
        if answer.row in self.gazetteer.strict(entity.name) or answer.row in self._with_level(entity):
            return True
        place = self.gazetteer.place(answer.row)
        if place.level in ("admin1", "admin2"):
            return True  # "Homs and Aleppo Governorates"
        country = place.country
        likes = self.gazetteer.tolerant(entity.name, country)
        return any(row == answer.row and like >= GOOD_SPELLING for row, like in likes)

    def _border_after(self, entity: Entity) -> bool:
        """Whether a name names a border: "the Aleppo-Raqqa administrative border"."""
        return not BORDER.isdisjoint(self.tokens.lowers[entity.last : entity.last + 2])

    def _tell_together(self, places: Sequence[Entity]) -> None:
        """Find the places that are told together, where the report has the words for it."""
        lowers = self.tokens.lowers
        if "between" in lowers or not self.relations.corners.isdisjoint(lowers):
            rows = {entity.first: self.row(entity) for entity in places}
            wide = frozenset(first for first, row in rows.items() if row is None or row.level == "country")
            self.company = Company(self.tokens, self.relations, places, wide)

    def together(self, entity: Entity) -> tuple[Entity, ...]:
        """The places that one is told together with, itself first: "between A and B"; itself alone otherwise."""
        return self.company.members.get(entity.first, (entity,)) if self.company is not None else (entity,)

    def absorbed(self, group: Group) -> bool:
        """Whether a group's place is told together with one before it, which stands for both."""
        return self.company is not None and group.entity is not None and group.entity.first in self.company.absorbed

    def _queries(self, places: Sequence[Entity], nations: Sequence[Entity]) -> list[Query]:
        """What is asked for each place, with its stated parent, then for the nations that are parents."""
        stated = self.parents.stated
        at = {entity.first: number for number, entity in enumerate((*places, *nations))}
        plainly = {one.name for one in places if one.first in stated and stated[one.first].bond == "plain"}
        queries = []
        for entity in places:
            query = self._query(entity)
            over = stated.get(entity.first)
            if over is not None and not (over.bond == "shared" and entity.name in plainly):
                query = query._replace(parent=at.get(over.parent.first), bond=over.bond)
            queries.append(query)
        return [*queries, *(Query(nation.name, (nation.row,)) for nation in nations)]

    def _query(self, entity: Entity) -> Query:
        rows, likeness = candidates(entity.name, self.gazetteer, self.country, self.theatre)
        hint = self.parents.hints.get(entity.first)
        if not rows or (len(entity.name) == CODE and entity.rows):
            rows, likeness = tuple(entity.rows), ()
        if hint in ("admin1", "admin2") and (whole := self._with_level(entity)):  # Bam province, not the town of Bam
            rows, likeness = whole, ()
        return Query(entity.name, tuple(rows), hint, None, tuple(likeness))

    def _with_level(self, entity: Entity) -> tuple[int, ...]:
        """The places that are called by a name and the noun behind it together."""
        last = entity.last
        if last >= len(self.tokens.lowers) or self.tokens.lowers[last] not in self.levels:
            return ()
        rows = self.gazetteer.strict(f"{entity.name} {self.tokens.lowers[last]}")
        return tuple([row for row in rows if self.gazetteer.place(row).level in ("admin1", "admin2")])

    def country_of(self, nation: Entity) -> str | None:
        """The country (ISO alpha-2) of a nationality; None where it is not known."""
        return self.gazetteer.place(nation.row).country if nation.row >= 0 else None

    def capital(self, token: int, of: str | None = None) -> Entity | None:
        """The capital of a country, the report's where none is given, as what a token points to; None for unknown."""
        country = of or self.country
        names = [name for name, one in self.lexicon.capitals.items() if one == country]
        query = Query(names[0], tuple(self.gazetteer.strict(names[0]))) if names else None
        [answer] = resolve([query], self.gazetteer, country, self.theatre) if query is not None else [None]
        if answer is None:
            return None
        entity = Entity("place", token, token + 1, name=self.gazetteer.place(answer.row).name)
        self.aside[entity] = answer
        self.found.setdefault(token, answer)
        return entity

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

    def named(self, entity: Entity) -> Place:
        """The place that a name alone stands for, with no words of its own; one of that name where it is unknown."""
        answer = self.answer(entity)
        if answer is None:
            return replace(UNRESOLVED, name=entity.name)
        row, known = self.gazetteer.place(answer.row), self._known.get(entity.first)
        known = known if known is not None else _resolved(row, answer, self._outline(row))
        if entity.first and self.tokens.lowers[entity.first - 1] in self.relations.directions:
            known = replace(known, relation="part_of", extent="part")  # "in eastern Aleppo"
        return replace(known, name=row.name if _same(row.name, entity.name) else entity.name)

    def lies_in(self, entity: Entity) -> str:
        """The country (ISO alpha-2) that a name lies in; "" where that is unknown."""
        answer = self.answer(entity)
        return self.gazetteer.place(answer.row).country if answer is not None else ""

    def place(self, group: Group, role: PlaceRole, slot: str, words: Words) -> Place:
        """The place that a group stands for in a role; ``slot`` is the preposition or the clause slot it stands in."""
        entity = group.entity
        if entity is not None and entity.kind != "place" and entity.first not in self.ends:
            entity = None
        related = self.relations.of(self.tokens.lowers, group, entity, slot)
        name = entity.name if entity is not None else words.text
        answer = self.found.get(entity.first) if entity is not None else None
        if answer is None or entity is None:
            return self._nowhere(entity, role, related, name, words)
        row, known = self.gazetteer.place(answer.row), self._known.get(entity.first)
        if known is None:
            known = self._known[entity.first] = _resolved(row, answer, self._outline(row))
        before = self.tokens.lowers[max(0, entity.first - 2) : entity.first]
        if before == CAPITAL_OF and row.level in DIVISIONS:
            related = related._replace(relation="part_of", extent="part")  # its capital, whatever that is called
        elif related.relation == "in" and row.level == "settlement":
            if self.relations.is_site_called_by(self.tokens.lowers, group, entity):
                related = related._replace(relation="part_of", extent="part")
        elif related.relation != "in":
            related, area, _ = self.areas.draw(related, self._anchors(group, row), words.text, self.about(row))
            known = replace(known, **_where(area, answer.precision)) if area is not None else known
        return replace(
            known, role=role, relation=related.relation, extent=related.extent, mention=words,
            name=row.name if _same(row.name, name) else name,
        )  # fmt: skip

    def _nowhere(self, entity: Entity | None, role: PlaceRole, related: Related, name: str, words: Words) -> Place:
        """A place that no row stands for: a road or border by its own name or its two ends, or one that stays unknown.

        A known road has its id; a straight line between two ends has none.
        """
        ends = self.ends.get(entity.first, []) if entity is not None else []
        area: Area | None = None
        line: RoadEntry | None = None
        if entity is not None and len(ends) == 2 and self._border_after(entity):
            related = Related("along", None, "part", None, "border")
        elif len(ends) == 2 and related.relation not in LINES:
            related = Related("along_road", None, related.extent)  # it runs between the two
        if related.relation in LINES:  # of a road with one known end what lies near that is told
            related, area, line = self.areas.draw(related, ends, name, ())
        place = drawn(role, Drawn(related, area, line), name, words)
        said = self._told_from(entity) if entity is not None and area is None else None
        return replace(place, **_where(said, LOCAL)) if said is not None else place

    def _told_from(self, entity: Entity) -> Area | None:
        """Where an unknown place lies by what is said right behind it: "Galayi, 70 km northwest of Bunia"."""
        lowers = self.tokens.lowers
        for first in range(entity.last + 2, min(entity.last + FURTHEST, len(lowers))):
            row = self.row_at(first)
            if row is None:
                continue
            between = lowers[entity.last : first]
            related = self.relations.before(lowers, first) if between[0] in ASIDE and KM.keys() & set(between) else None
            if related is None or related.km is None:
                return None
            return self.areas.draw(related, [row], "", ()).area
        return None

    def line(self, line: NamedLine, role: PlaceRole, words: Words) -> Place:
        """A border or road as a claim's place: of a long one the stretch near the report's towns."""
        road = line.entry.kind == "road"
        related = Related("along_road" if road else "along", None, "part", None, "" if road else "border")
        return drawn(role, Drawn(related, beside(line.entry, None, self.towns()), line.entry), line.entry.name, words)

    def _anchors(self, group: Group, row: PlaceRow) -> list[PlaceRow]:
        """The places that a relation is told by: the group's own, a road's other end, those told together with it."""
        assert group.entity is not None
        others = [entity for entity in self.together(group.entity) if entity is not group.entity]
        if not others and group.parent is not None and group.parent.entity is not None:
            others = [group.parent.entity]
        return [row, *(other for other in map(self.row, others) if other is not None)]

    def about(self, row: PlaceRow) -> tuple[tuple[float, float], ...]:
        """Where the report's towns lie, for what is too long to be meant whole; () for a place that is not."""
        return () if row.level in SETTLED else self.towns()

    def towns(self) -> tuple[tuple[float, float], ...]:
        """Where the report's towns lie."""
        if self._towns is None:
            rows = {answer.row for answer in self.found.values() if answer is not None}
            towns = [self.gazetteer.place(each) for each in sorted(rows)]
            self._towns = tuple((town.lat, town.lon) for town in towns if town.level in SETTLED)
        return self._towns

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


def _where(area: Area, precision: int) -> dict[str, Any]:
    """An area as a place's fields; ``precision``: how well the place is known that it is told by."""
    return {
        "lat": round(area.lat, 5), "lon": round(area.lon, 5), "radius_km": round(area.radius_km, 2),
        "geometry": area.geometry, "precision": max(area.precision, precision),
    }  # fmt: skip


def drawn(role: PlaceRole, found: Drawn, name: str, words: Words) -> Place:
    """A place that is a line, or one that stays unknown."""
    related, area, line = found
    place = replace(
        UNRESOLVED, role=role, relation=related.relation, extent=related.extent, mention=words,
        id=line.id if line else None, name=line.name if line else name,
    )  # fmt: skip
    if area is None:
        return place
    level = None if related.line else "road"
    return replace(place, level=level, candidates=1, **_where(area, area.precision))


def _same(one: str, other: str) -> bool:
    """Whether a place's own name begins as the writer's does, so that it may stand for it."""
    return one[:1].lower() == other[:1].lower()
