"""The places of a claim: those that its event took place at, those it came from or went to, those it only points to."""

from __future__ import annotations

from typing import Final

import msgspec

from contested.gazetteer.rows import PlaceRow
from contested.gazetteer.sphere import kilometres
from contested.model import Place
from contested.reading.frames import Match
from contested.reading.lexicon import Lexicon
from contested.reading.names import Entity
from contested.reading.placing import LOCATIVE, Placer, Table, place_within
from contested.reading.quoting import Quoter
from contested.reading.scene import Scene
from contested.reading.sentence import Group
from contested.reading.where import Map

Site = tuple[str, Group, str]  # role, group of words, slot or preposition
MOVEMENTS: Final = frozenset(("advance", "withdrawal"))  # seldom where a report was written
DATELINE: Final = 10  # tokens behind its place
DASHES: Final = frozenset(("-", "–", "—", "--"))  # what ends it
SIDE_OF: Final = ["side", "of"]
ACROSS: Final = frozenset(("across", "opposite"))  # "across the river from"
FAR_BANK: Final = 5  # its words
LONGEST_CAPITAL: Final = 2  # tokens: "the capital", not "the provincial capital"
DRIVEN: Final = "expulsion"  # of others, out of parts of what was taken
DEFINITE: Final = ("the", "this", "that", "it")
SMALL: Final = frozenset(("settlement", "neighbourhood", "facility"))
SPREAD: Final = frozenset(("region", "natural"))
DISTRICTS: Final = ("admin2", "region")  # wide places that others lie in only where the words say so
WIDE: Final = frozenset(("country", "admin1", "admin2", "region"))


class Ground:
    """Finds the places of one report's matches."""

    def __init__(self, lexicon: Lexicon, quoter: Quoter, places: Map, table: Table) -> None:
        self.quoter, self.places = quoter, places
        self.placer = Placer(lexicon, places, table)
        self.pointing = lexicon.cue_sets["grounds"]["pointing"]
        heads = lexicon.heads
        self.towns = frozenset(w for w in self.pointing if any(each.kind == "settlement" for each in heads.get(w, ())))

    def sites(self, scene: Scene, match: Match) -> list[Site]:
        """The places of a match, named ones first; what only points ("the town", "the region") where none is named."""
        found = self._by_frame(scene, match) if match.places else []
        chosen = self.placer.chosen(scene, match)
        if chosen and match.type in MOVEMENTS:
            chosen = [site for site in chosen if not self._is_dateline(scene, site[1])]
        if chosen:
            acting = [id(group.entity) for role, group, _ in match.roles if group.type == "place" and role == "agent"]
            chosen = [site for site in chosen if id(site[1].entity) not in acting and not self.places.absorbed(site[1])]
        chosen = self._of_sides(self._without_namesakes(chosen))
        chosen = self._without_parents(self._main(scene, match, self._itself(match, chosen)))
        if chosen:
            taken = [id(group.entity) for _, group, _ in chosen]
            return chosen + [site for site in found if site[0] != "at" and id(site[1].entity) not in taken]
        if match.places and not any(role == "at" for role, _, _ in found):
            found.extend(self._pointed(scene, match))
        if not any(role == "at" for role, _, _ in found):
            found.extend(self._capital(match))
        if not any(role == "at" for role, _, _ in found):
            found.extend(self._on_line(scene, match))
        vague = [site for site in found if site[0] == "at" and self.placer.unnamed(site[1])]
        return vague + [site for site in found if site[0] != "at"]

    def _without_parents(self, chosen: list[Site]) -> list[Site]:
        """Sites without the wide places that another one lies in: "In Idlib Province, the army captured Saraqib"."""
        if len(chosen) < 2:
            return chosen
        rows = [self.places.row(group.entity) if group.entity is not None else None for _, group, _ in chosen]
        inner = [row for (role, *_), row in zip(chosen, rows, strict=True) if role == "at" and row is not None]
        inner = [row for row in inner if row.level in SMALL]
        stated = self.places.parents.stated
        over = {
            stated[group.entity.first].parent.first
            for _, group, _ in chosen
            if group.entity is not None and group.entity.first in stated
        }
        return [
            site
            for site, row in zip(chosen, rows, strict=True)
            if row is None
            or site[2] not in LOCATIVE
            or not (
                any(_holds(row, each) for each in inner)
                or (row.level in DISTRICTS and site[1].entity is not None and site[1].entity.first in over)
            )
        ]

    def _is_dateline(self, scene: Scene, group: Group) -> bool:
        """Whether a place only says where a report was written: "HOMS, May 29 (Agency) – Units advancing ..."."""
        if group.entity is None or group.entity.first != scene.first:
            return False
        for word in self.quoter.tokens.words[group.entity.last : min(scene.last, group.entity.last + DATELINE)]:
            if word in DASHES:
                return True
            if word.isalpha() and not word[0].isupper():
                return False
        return False

    def _without_namesakes(self, chosen: list[Site]) -> list[Site]:
        """Sites without the towns that one is only called by: "the Baghdad hotel in Mosul"."""
        inside = [group.entity for _, group, slot in chosen if slot in LOCATIVE and self._is_small(group)]
        return [
            site
            for site in chosen
            if site[1].type != "site"
            or site[1].entity is None
            or not site[1].first <= site[1].entity.first < site[1].entity.last <= site[1].head
            or not any(entity is not None and entity.first == site[1].last + 1 for entity in inside)
        ]

    def _is_small(self, group: Group) -> bool:
        row = self.places.row(group.entity) if group.entity is not None else None
        return row is not None and row.level in SMALL

    def _of_sides(self, chosen: list[Site]) -> list[Site]:
        """Sites without those that only tell which side of another is meant: "the Gaza side of the Rafah crossing"."""
        lowers = self.quoter.tokens.lowers
        ends = {
            group.entity.first - 1 - (lowers[group.entity.first - 1] == "the")
            for _, group, _ in chosen
            if group.entity is not None
        }
        return [
            site
            for site in chosen
            if site[1].entity is None
            or lowers[site[1].entity.last : site[1].entity.last + 2] != SIDE_OF
            or site[1].entity.last + 1 not in ends
        ]

    def _itself(self, match: Match, chosen: list[Site]) -> list[Site]:
        """ "5 km west of X, but the town itself is held": what points to a place is the whole of it, whatever was said
        to lie about it before."""
        lowers = self.quoter.tokens.lowers
        for role, group, slot in match.places:
            pointing = group.entity is None and group.of is None and lowers[group.head] in self.towns
            alone = group.whole[1] - group.whole[0] <= LONGEST_CAPITAL and lowers[group.whole[0]] in DEFINITE
            if role != "at" or not (pointing and alone) or len(chosen) != 1:
                continue
            entity = chosen[0][1].entity
            row = self.places.row(entity) if entity is not None else None
            plain = (
                entity is None or self.places.relations.of(lowers, chosen[0][1], entity, chosen[0][2]).relation == "in"
            )
            if plain or row is None or row.level != "settlement" or entity is None or entity.first > group.head:
                continue
            town = Group(group.first, group.last, group.head, "place", "settlement")
            town.whole, town.entity = group.whole, entity
            return [(role, town, slot)]
        return chosen

    def _main(self, scene: Scene, match: Match, chosen: list[Site]) -> list[Site]:
        """Where the main clause's event was, for one told beside it whose own words name no place: "took X in the east
        of Y, | driving others from its hangars"."""
        sentence, verb = scene.sentence, match.verb
        if (
            verb is None
            or match.type != DRIVEN
            or verb.form != "ing"
            or sentence.label(verb.head) != "advcl"
            or not chosen
        ):
            return chosen
        inside = (
            group.entity is not None and verb.head in sentence.above(group.entity.last - 1) for _, group, _ in chosen
        )
        main = next((each for each in scene.matches if each.head == sentence.head(verb.head)), None)
        if main is None or main.noun or any(inside):
            return chosen
        return [site for site in self.sites(scene, main) if site[0] == "at"] or chosen

    def place(self, site: Site, taken: bool = False) -> Place:
        """A site as a claim's place; what only points to a place names it nowhere; ``taken``: the claim tells who holds
        it: "took a village in Idlib Province" takes no province."""
        role, group, slot = site
        entity = group.entity
        assert entity is not None, "a site is a group that names or points to a place"
        named = group.whole[0] <= entity.first < group.whole[1]
        if entity.kind == "line":
            [line] = self.places.linear.within(entity.first, entity.last)
            return self.places.line(line, role, self.quoter.words(entity.first, entity.last))  # type: ignore[arg-type]
        last = self.places.together(entity)[-1].last
        words = self.quoter.words(entity.first, last) if named else self.quoter.words(*group.whole)
        place = self.places.place(group, role, slot, words)  # type: ignore[arg-type]
        if not named and self.quoter.tokens.lowers[group.head] in self.pointing:
            return msgspec.structs.replace(place, mention=None)
        if taken and place.level in WIDE and place.extent == "whole" and self._is_within(site, entity):
            return msgspec.structs.replace(place, relation="part_of", extent="part")
        return place

    def _is_within(self, site: Site, entity: Entity) -> bool:
        """Whether a site only says what something else lies in."""
        lowers, slot = self.quoter.tokens.lowers, site[2]
        before = lowers[entity.first - 1] if entity.first else ""
        return slot in LOCATIVE or before in LOCATIVE

    def _by_frame(self, scene: Scene, match: Match) -> list[Site]:
        """The places that the frame gives a match, each once."""
        found: dict[tuple[int, int], Site] = {}
        for role, group, slot in match.places:
            inner = place_within(scene.sentence, group)
            if not _is_place(group) and _is_place(inner):
                group = inner
            if _is_place(group) or self._points_to_country(group):
                found.setdefault(group.whole, (role, group, slot))
        return list(found.values())

    def _on_line(self, scene: Scene, match: Match) -> list[Site]:
        """The border or highway nearest to a match's trigger, for one whose sentence names no place of it."""
        trigger = match.first
        lines = self.places.linear.within(scene.first, scene.last)
        if not lines:
            return []
        nearest = min(lines, key=lambda line: (abs(line.first - trigger), line.first))
        group = Group(nearest.first, nearest.last, nearest.last - 1, "place", "road")
        group.entity = Entity("line", nearest.first, nearest.last, name=nearest.entry.name)
        return [("at", group, "on")]

    def _pointed(self, scene: Scene, match: Match) -> list[Site]:
        """ "left the town": the place last named, which is then not named here."""
        lowers = self.quoter.tokens.lowers
        speakers = frozenset(said.speaker.entity.first for said in scene.said if said.speaker and said.speaker.entity)
        for role, group, slot in match.places:
            head = lowers[group.head]
            if role != "from" or group.entity is not None or head not in self.pointing:
                continue
            definite = lowers[group.whole[0]] in DEFINITE
            gone = frozenset(each.entity.first for _, each, _ in match.places if each.entity is not None)
            first = self._last_named(group.whole[0], True, speakers, self._same(gone)) if definite else None
            if first is not None:
                row = self.places.row_at(first)
                pointing = Group(group.first, group.last, group.head)
                pointing.type, pointing.kind, pointing.whole = "place", "settlement", group.whole
                pointing.entity = Entity("place", first, first + 1, name=row.name if row else head)
                return [(role, pointing, slot)]
        return []

    def _capital(self, match: Match) -> list[Site]:
        """ "in the capital", "on the Syrian capital": of the report's country, or of the one that is named."""
        lowers = self.quoter.tokens.lowers
        for each in match.arguments:
            slot, group = each.slot, each.group
            nation = self.places.country_of(group.nation) if group.nation is not None else None
            longest = LONGEST_CAPITAL + (nation is not None)
            capital = lowers[group.head] == "capital" and lowers[group.whole[0]] == "the" and group.entity is None
            if (
                capital
                and (slot in LOCATIVE or slot == "object")
                and group.last - group.first <= longest
                and group.of is None
            ):
                entity = self.places.capital(group.head, nation)
                if entity is not None:
                    pointing = Group(group.first, group.last, group.head, "place", "settlement")
                    pointing.whole, pointing.entity = group.whole, entity
                    return [("at", pointing, slot)]
        return []

    def _points_to_country(self, group: Group) -> bool:
        """ "the country", "vast sections of the country": the country last named, which the group then stands for."""
        if self.quoter.tokens.lowers[group.head] != "country":
            return False
        first = self._last_named(group.head + 1, local=False)
        row = self.places.row_at(first) if first is not None else None
        if first is None or row is None:
            return False
        group.entity = Entity("place", first, first + 1, name=row.name)
        return True

    def _same(self, firsts: frozenset[int]) -> frozenset[str]:
        """The ids of places named at some tokens."""
        return frozenset(row.id for row in map(self.places.row_at, firsts) if row is not None)

    def _last_named(
        self, before: int, local: bool, but: frozenset[int] = frozenset(), other: frozenset[str] = frozenset()
    ) -> int | None:
        """The first token of the place last named before a token: a country, or (``local``) no country or province.

        ``but``: names that are not meant, e.g. capitals that speak for a government. ``other``: ids of places that are
        not meant: who flees from the area to X does not flee from X.
        """
        for first in sorted([each for each in self.places.found if each < before and each not in but], reverse=True):
            row = self.places.row_at(first)
            if (
                row is not None
                and row.id not in other
                and (row.level not in ("country", "admin1") if local else row.level == "country")
                and not (local and self._tells_where(first))
            ):
                return first
        return None

    def _tells_where(self, first: int) -> bool:
        """Whether a name only tells where another place lies: "Nawa, north of | Daraa", "across the river from | X"."""
        lowers = self.quoter.tokens.lowers
        aside = lowers[first - 1] == "from" and not ACROSS.isdisjoint(lowers[max(0, first - FAR_BANK) : first])
        return aside or self.places.relations.before(lowers, first) is not None


def _holds(wide: PlaceRow, small: PlaceRow) -> bool:
    """Whether a country, province or region is the one that a smaller place lies in."""
    if wide.level in SPREAD:
        return kilometres(wide.lat, wide.lon, small.lat, small.lon) <= wide.radius_km
    if wide.level == "country":
        return wide.country == small.country
    return wide.level == "admin1" and wide.country == small.country and wide.admin1 == small.admin1


def _is_place(group: Group) -> bool:
    return group.entity is not None and group.entity.kind == "place"
