"""What a report mentions, written out: every entity, and the noun groups that stand for an actor or a person."""

from __future__ import annotations

from collections.abc import Sequence

from contested.gazetteer.rows import PlaceRow
from contested.model import (
    ActorMention,
    AnyMention,
    AttributionMention,
    Claim,
    CountMention,
    EventMention,
    NationalityMention,
    PersonMention,
    PlaceMention,
    PlatformMention,
    TimeMention,
    Timex,
    WeaponMention,
    Wording,
    WordingMention,
)
from contested.reading.actors import Cast
from contested.reading.counts import Quantity
from contested.reading.entities import Entity, Heard
from contested.reading.lexicon import Lexicon
from contested.reading.times import TimeSpan
from contested.reading.tokens import Tokens
from contested.reading.where import Map

INSIDE = frozenset("DJNQ#'")
#: What may stand before a noun that is an actor only with somebody beside it.
OWNERS = frozenset("the this these those its their our his her both all".split())
OFFICE_BEFORE = OWNERS | {"prime", "foreign", "defence", "defense", "interior"}
UNWANTED = frozenset("wounded injured dead killed".split())
SUBJECT_BEFORE = frozenset('.,:;"(CSZR')
PLACES = frozenset(("place", "site", "road"))
#: Kinds of common nouns of places that are levels of places.
LEVELS = frozenset(("settlement", "neighbourhood", "region", "facility", "road"))
VERBS = frozenset("spdMHBKVv")


class Scribe:
    """Writes the mentions of one report."""

    def __init__(self, lexicon: Lexicon, tokens: Tokens, report: str, places: Map, cast: Cast) -> None:
        self.lexicon, self.tokens, self.report, self.places, self.cast = lexicon, tokens, report, places, cast
        self.found: list[AnyMention] = []
        self.marked: set[tuple[str, int, int]] = set()

    def _span(self, entity: Entity) -> tuple[int, int]:
        return entity.span or (self.tokens.starts[entity.first], self.tokens.ends[entity.last - 1])

    # --- names --------------------------------------------------------------------------------------------------------

    def entities(self, entities: Sequence[Entity]) -> None:
        """Places, persons, nationalities and actors by name."""
        for entity in entities:
            start, end = self._span(entity)
            if (entity.kind, start, end) in self.marked:
                continue
            self.marked.add((entity.kind, start, end))
            if entity.kind == "place":
                self._place(entity, start, end)
            elif entity.kind == "person":
                self.found.append(
                    PersonMention(
                        report=self.report, start=start, end=end, text=self.tokens.text[start:end], name=entity.name
                    )
                )
            elif entity.kind == "nationality":
                self._nationality(entity, start, end)
            elif entity.kind == "actor":
                self._actor(entity, start, end)

    def _place(self, entity: Entity, start: int, end: int) -> None:
        row, answer = self.places.row(entity), self.places.answer(entity)
        self.found.append(
            PlaceMention(
                report=self.report, start=start, end=end, text=self.tokens.text[start:end], named=True,
                name=row.name if row else entity.name, id=row.id if row else None, lat=row.lat if row else None,
                lon=row.lon if row else None, radius_km=round(row.radius_km, 2) if row else None,
                level=row.level if row else None,  # type: ignore[arg-type]
                country=row.country or None if row else None, relation=None,
                candidates=answer.candidates if answer else 0,
            )
        )  # fmt: skip

    def _nationality(self, entity: Entity, start: int, end: int) -> None:
        """A nation's adjective; its people ("Syrians") are an actor."""
        row: PlaceRow | None = self.places.gazetteer.place(entity.row) if entity.row >= 0 else None
        text = self.tokens.text[start:end]
        if text.lower() in self.lexicon.signs["faiths"]:
            return
        if text.endswith("s") and self.places.gazetteer.demonym(text[:-1]) is not None and row is not None:
            self.found.append(
                ActorMention(
                    report=self.report,
                    start=start,
                    end=end,
                    text=text,
                    id=None,
                    name=text,
                    actor_kind="civilians",
                    side=None,
                )
            )
            return
        self.found.append(
            NationalityMention(
                report=self.report, start=start, end=end, text=text, name=row.name if row else text,
                country=row.country or None if row else None, lat=row.lat if row else None,
                lon=row.lon if row else None,
            )
        )  # fmt: skip

    def _actor(self, entity: Entity, start: int, end: int) -> None:
        known = self.lexicon.actors[entity.value] if entity.value >= 0 else None
        kind = known.kind if known else (str(entity.rows[0]) if entity.rows else None)
        self.found.append(
            ActorMention(
                report=self.report, start=start, end=end, text=self.tokens.text[start:end],
                id=known.id if known else None,
                name=known.name if known else entity.name, actor_kind=kind,
                side=self.cast.side_of(entity.value) if known else None,
            )
        )  # fmt: skip

    # --- noun groups --------------------------------------------------------------------------------------------------

    def groups(self, spoken: Sequence[Heard]) -> None:
        """Noun groups that a common noun makes an actor: "Iraqi security forces", "the Syrian opposition"."""
        heads, lowers = self.lexicon.heads, self.tokens.lowers
        offices = self.lexicon.signs["offices"]
        for (first, last), (classes, entity_at, _, _) in zip(self.tokens.sentences, spoken, strict=True):
            for i in range(first, last):
                lower = lowers[i]
                if (lower not in heads and lower not in offices) or classes[i - first] not in "NQJ":
                    continue
                if lower in offices:
                    if i > first and classes[i - first] == "N" and lowers[i - 1] in OFFICE_BEFORE:
                        self._office(i, first)
                    continue
                if (i + 1 < last and classes[i + 1 - first] in "NQ'") or lower in UNWANTED:
                    continue
                self._group(i, first, classes, entity_at)
            self._states(first, classes, entity_at)

    def _group(self, i: int, first: int, classes: list[str], entity_at: dict[int, Entity]) -> None:
        tokens, low = self.tokens, i
        while (
            low > first and classes[low - 1 - first] in INSIDE and (classes[low - 1 - first] != "'" or low - 1 > first)
        ):
            if classes[low - 1 - first] == "#":
                break
            low -= 1
            if classes[low - first] == "D":
                break
        here = entity_at.get(i)
        if here is not None and here.kind != "name" and here.first <= low:
            return
        head = next(
            (
                each
                for each in self.lexicon.heads[tokens.lowers[i]]
                if each.type in ("actor", "people") and tuple(tokens.lowers[i - len(each.before) : i]) == each.before
            ),
            None,
        )
        if head is None:
            if classes[low - first] == "D" or (low > first and classes[low - 1 - first] == "#"):
                self._common_place(low, i, entity_at)
            return
        if head.weak and not self._owned(low, i, entity_at):
            return
        start, end = tokens.starts[low], tokens.ends[i]
        if ("actor", start, end) in self.marked:
            return
        self.marked.add(("actor", start, end))
        text = tokens.text[start:end]
        self.found.append(
            ActorMention(
                report=self.report, start=start, end=end, text=text, id=None, name=text, actor_kind=head.kind, side=None
            )
        )

    def _common_place(self, low: int, i: int, entity_at: dict[int, Entity]) -> None:
        """"the camp", "two bridges": a place that is told of but not named here."""
        named = i + 3 if self.tokens.lowers[i + 1 : i + 2] == ["of"] else i + 1  # "the town of X" is X
        if any(at in entity_at and entity_at[at].kind == "place" for at in range(low, named)):
            return
        kind = next(
            (
                each.kind
                for each in self.lexicon.heads[self.tokens.lowers[i]]
                if each.type in PLACES and each.kind in LEVELS and not each.before
            ),
            None,
        )
        if kind is None or self.tokens.lowers[i] in self.lexicon.signs["unplaced"]:
            return
        start, end = self.tokens.starts[low], self.tokens.ends[i]
        text = self.tokens.text[start:end]
        self.found.append(
            PlaceMention(
                report=self.report, start=start, end=end, text=text, named=False, name=text, id=None, lat=None,
                lon=None, radius_km=None, level=kind,  # type: ignore[arg-type]
                country=None, relation=None, candidates=0,
            )
        )  # fmt: skip

    def _owned(self, low: int, i: int, entity_at: dict[int, Entity]) -> bool:
        """Whether a group names whose it is, or points to somebody named before."""
        if self.tokens.lowers[low] in OWNERS:
            return True
        return any(
            at in entity_at and entity_at[at].kind in ("actor", "nationality", "place", "name") for at in range(low, i)
        )

    def _office(self, i: int, first: int) -> None:
        """"the prime minister": a person by the office."""
        tokens = self.tokens
        low = i - 2 if tokens.lowers[i - 1] not in OWNERS and i - 1 > first else i - 1
        start, end = tokens.starts[low], tokens.ends[i]
        self.found.append(
            PersonMention(
                report=self.report, start=start, end=end, text=tokens.text[start:end], name=tokens.text[start:end]
            )
        )

    def _states(self, first: int, classes: list[str], entity_at: dict[int, Entity]) -> None:
        """A country that does something is its government: "Turkey backs …", "the United States remains …"."""
        for at, entity in entity_at.items():
            if entity.kind != "place" or at != entity.first or not entity.rows:
                continue
            stop = entity.last - first
            if stop >= len(classes) or classes[stop] not in VERBS:
                continue
            begin = at - 1 - first
            if begin >= 0 and classes[begin] == "D":
                begin -= 1
            if begin >= 0 and classes[begin] not in SUBJECT_BEFORE:
                continue
            row = self.places.row(entity)
            if row is not None and row.level == "country":
                index = self.cast.state(row.country, "government")
                known = self.lexicon.actors[index] if index >= 0 else None
                start, end = self._span(entity)
                self.found.append(
                    ActorMention(
                        report=self.report, start=start, end=end, text=self.tokens.text[start:end],
                        id=known.id if known else None, name=known.name if known else f"Government of {entity.name}",
                        actor_kind="government", side=self.cast.side_of(index) if known else None,
                    )
                )  # fmt: skip

    # --- the rest -----------------------------------------------------------------------------------------------------

    def vocabulary(self, spoken: Sequence[Heard]) -> None:
        """Weapons, platforms and words of attribution."""
        for sentence in spoken:
            for entity in sentence.vocabulary:
                if entity.kind not in ("means", "attribution"):
                    continue
                start, end = self._span(entity)
                text = self.tokens.text[start:end]
                if entity.kind == "attribution":
                    self.found.append(
                        AttributionMention(report=self.report, start=start, end=end, text=text, name=text)
                    )
                    continue
                _, mention, name = self.lexicon.means[entity.value]
                made = WeaponMention if mention == "weapon" else PlatformMention
                self.found.append(made(report=self.report, start=start, end=end, text=text, name=name))

    def values(self, times: Sequence[TimeSpan], counts: Sequence[Quantity], wording: Sequence[Wording]) -> None:
        """Times, counts and wording."""
        text, report = self.tokens.text, self.report
        for span in times:
            self.found.append(
                TimeMention(
                    report=report, start=span.start, end=span.end, text=text[span.start : span.end], from_=span.from_,
                    to=span.to, edtf=span.edtf, timex=Timex(span.type, span.value), precision=span.precision,
                )
            )  # fmt: skip
        for quantity in counts:
            head = self.tokens.lowers[quantity.head] if quantity.head is not None else None
            self.found.append(
                CountMention(
                    report=report, start=quantity.start, end=quantity.end, text=text[quantity.start : quantity.end],
                    what=quantity.what or head, low=quantity.low, high=quantity.high, best=quantity.best,
                    approximate=quantity.approximate,
                )
            )  # fmt: skip
        for each in wording:
            self.found.append(
                WordingMention(
                    report=report, start=each.start, end=each.end, text=each.text, name=each.text,
                    wording_kind=each.kind, neutral=each.neutral, favours=each.favours,
                )
            )  # fmt: skip

    def events(self, claims: Sequence[Claim]) -> None:
        """The triggers of the claims, each once."""
        seen: set[tuple[int, int]] = set()
        for claim in claims:
            trigger = claim.trigger
            if (trigger.start, trigger.end) not in seen:
                seen.add((trigger.start, trigger.end))
                self.found.append(
                    EventMention(
                        report=self.report, start=trigger.start, end=trigger.end, text=trigger.text, name=claim.type
                    )
                )

    def written(self) -> list[AnyMention]:
        """All mentions in text order, the longer before the shorter."""
        self.found.sort(key=lambda mention: (mention.start, -mention.end, type(mention).__name__))
        return self.found
