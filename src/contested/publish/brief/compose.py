"""A situation report over some days from two situations: the one before the first day and the one on the last.

No model writes here: every sentence is made of agreed values by ``say.toml``, and stands on the claims that it cites.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from contested.control.routes import Route
from contested.fusion.assessments import Assessment
from contested.fusion.event import Contradiction, Event, Party
from contested.fusion.telling import part_of
from contested.probability import percent
from contested.publish.brief.access import access, lasting, places
from contested.publish.brief.citing import Citing
from contested.publish.brief.losses import losses
from contested.publish.brief.model import Account, Brief, Dispute, Figure, Line, Section
from contested.publish.brief.say import listed, long_day, place_name, sentence
from contested.publish.disputes import between_sentences
from contested.publish.words import type_name
from contested.situation import Situation

FORECAST = {
    "came_true": "It came true",
    "did_not": "It did not come true",
    "undecided": "What is reported does not decide it",
    "open": "Its day has not come",
}
UNLISTED = frozenset(("casualties", "destruction", "statement"))  # told with their causes, or no event on the ground
ACCESS = "Access and displacement"
CLAIMED = 2  # independent sources, below which an event is only claimed
DOUBTFUL = 0.5
PRECISE = 5  # UCDP precision of a place beyond which an event stands at no front


def compose(before: Situation, after: Situation, first: str, last: str, figure: Figure | None = None) -> Brief:
    """A brief of the days from ``first`` to ``last`` (ISO, both included).

    Args:
        before: the situation on the day before the first.
        after: the situation on the last day, over the same area and as known on the same day.
        figure: the map of the last day.
    """
    return Composer(before, after, first, last).brief(figure)


class Composer:
    """Composes one brief."""

    def __init__(self, before: Situation, after: Situation, first: str, last: str) -> None:
        self.before, self.after, self.first, self.last = before, after, first, last
        self.names = {side.id: side.name for side in after.conflict.side} if after.conflict else {}
        self.rows = {each.claim.id: each for each in after.told}
        self.citing = Citing(self.rows, after.copies, self.names)
        inside = [event for event in after.between(first, last) if event.type not in UNLISTED]
        self.events = [event for event in inside if event.place is not None or any(map(self._known, event.actors))]
        self.bare = len(inside) - len(self.events)

    def brief(self, figure: Figure | None) -> Brief:
        """The whole."""
        sections = (
            self._summary(figure), self._access(), *self._fronts(), self._disputes(), self._losses(), self._due(),
        )  # fmt: skip
        war = self.after.conflict.name if self.after.conflict else "Reports"
        area = f", {self.after.question.area.name}" if self.after.question.area else ""
        return Brief(
            title=f"{war}{area}: {long_day(self.first)} to {long_day(self.last)}", first=self.first, last=self.last,
            as_known=self.after.as_known, sections=tuple(each for each in sections if each is not None),
            notes=tuple(self.citing.notes), remarks=self._remarks(),
        )  # fmt: skip

    def _known(self, party: Party) -> bool:
        return party.id is not None or party.side in self.names

    # --- sections -----------------------------------------------------------------------------------------------------

    def _summary(self, figure: Figure | None) -> Section:
        """Which places are held by another side than before, and the map."""
        lines = [self._changed(*row) for row in self._changes()]
        none = Line(text="No place that reports name is held by another side than on the day before the first.")
        return Section(heading="What changed", figure=figure, lines=tuple(lines or [none]))

    def _changes(self) -> list[tuple[str, str, str, str, float, tuple[str, ...]]]:
        """Places whose likely holder changed: name, sides before and after, since, probability, claims."""
        earlier = {row.id: row for row in self.before.control().places}
        found = []
        for row in self.after.control().places:
            old = earlier.get(row.id)
            was = (old.side or "") if old is not None and old.status == "held" else ""
            if row.status == "held" and row.side and row.side != was and self.first <= row.since <= self.last:
                found.append((row.name, was, row.side, row.since, row.probability, row.claims))
        return sorted(found, key=lambda row: (row[3], row[0]))

    def _changed(self, name: str, was: str, side: str, since: str, probability: float, claims: tuple[str, ...]) -> Line:
        before = f"before that by {self._side(was)}" if was else "who held it before is not known"
        held = f"{name} is most likely held by {self._side(side)} since {long_day(since)} ({percent(probability)})"
        recent = [claim for claim in claims if claim in self.rows and self.rows[claim].known >= self.first] or claims
        return Line(text=f"{held}; {before}.", notes=self.citing.cite(recent))

    def _fronts(self) -> Iterator[Section]:
        """What happened, by the sides between which it did."""
        groups: dict[tuple[str, ...], list[Event]] = defaultdict(list)
        for event in self.events:
            groups[self._between(event)].append(event)
        for sides in sorted(groups, key=lambda sides: (len(sides) != 2, -len(groups[sides]), sides)):
            yield Section(heading=self._heading(sides), lines=tuple(map(self._told, groups[sides])))

    def _between(self, event: Event) -> tuple[str, ...]:
        vague = event.place is None or (event.place.precision or 0) > PRECISE
        sides = {party.side for party in event.actors if party.side in self.names}
        return tuple(sorted(side for side in sides if side)) if len(sides) <= 2 or not vague else ()

    def _heading(self, sides: Sequence[str]) -> str:
        if not sides:
            return "Parties unspecified"
        names = listed(map(self._side, sides))
        return f"Between {names}" if len(sides) > 1 else f"Involving {names}"

    def _told(self, event: Event) -> Line:
        """One event in one sentence: what, who says so, and how far it is believed where that is not far."""
        telling = [claim for claim in event.claims if claim not in self.rows
                   or part_of(self.rows[claim].claim) != "denied"]  # fmt: skip
        who = self.citing.voices(telling)
        corroborated = event.voices >= CLAIMED
        said = f"Reported by {event.voices} independent sources: {who}" if corroborated else f"Claimed by {who}"
        doubt = " Doubtful." if event.credence is not None and event.credence < DOUBTFUL else ""
        denying = [each for each in event.claims if each in self.rows and part_of(self.rows[each].claim) == "denied"]
        denied = f" Denied by {self.citing.voices(denying)}." if denying else ""
        return Line(text=f"{sentence(event, self.rows)}. {said}.{doubt}{denied}", notes=self.citing.cite(event.claims))

    def _disputes(self) -> Section | None:
        """The points on which accounts cannot all be right, side by side."""
        found = [
            self._dispute(event, row) for event in self.events
            for row in between_sentences(event.contradictions, self.rows)
        ]  # fmt: skip
        return Section(heading="Disputed", disputes=tuple(found)) if found else None

    def _dispute(self, event: Event, row: Contradiction) -> Dispute:
        where = f" at {place_name(event)}" if place_name(event) else ""
        about = f"{type_name(event.type)}{where}: {QUESTIONS[row.attribute]}"
        accounts = [
            Account(says=self._value(row.attribute, one.value), sources=self.citing.voices(one.claims),
                    notes=self.citing.cite(one.claims))
            for one in row.variants
        ]  # fmt: skip
        return Dispute(about=about, accounts=tuple(accounts))

    def _value(self, attribute: str, value: str) -> str:
        if attribute == "happened":
            return "It happened" if value == "yes" else "It did not happen"
        return self._side(value) if value in self.names else value

    def _access(self) -> Section | None:
        """Who moved, what is cut off, roads and crossings, aid: lines on how it stands, then a table of events."""
        events, told = self.after.between(self.first, self.last), lasting(self.rows.values(), self.first, self.last)
        lines, found = self._cut_off(), access(events, self.citing, told)
        if not lines and not found.rows:
            return None
        return Section(heading=ACCESS, lines=tuple(lines), table=found if found.rows else None)

    def _cut_off(self) -> list[Line]:
        """Land that is cut off, and roads whose state is reported."""
        lines = [
            Line(
                text=f"{pocket.name}, on the side of {self._side(pocket.side)}, is "
                f"{'reportedly ' if pocket.basis == 'stated' else ''}cut off by "
                f"{listed(map(self._side, pocket.surrounded_by))} since {long_day(pocket.since)}"
                f"{f'; {self._plain(pocket.disagreement)}' if pocket.disagreement else ''}.",
                notes=self.citing.cite(pocket.claims),
            )
            for pocket in self.after.pockets()
            if pocket.claims
        ]
        lines += [
            Line(
                text=f"The {self._road(route)} is reported {self._passable(route)}"
                f"{f' to {self._side(route.side)}' if route.side else ''}.",
                notes=self.citing.cite(route.claims),
            )
            for route in self.after.routes()
            if route.claims
        ]
        return lines

    def _road(self, route: Route) -> str:
        """What a road is called; one without a name by the places that reports have for it."""
        words, _, there = route.name.partition(" (")
        if words and not words.islower():
            return route.name
        told = [self.rows[claim] for claim in route.claims if claim in self.rows]
        ends = places(told, "to", "toward")
        spot = places(told, "at", "near", "via") or there.rstrip(")")
        if any(word in spot.casefold() for word in ("crossing", "bridge", "road", "highway")):
            return spot
        return f"road to {ends}" if ends else f"road at {spot}" if spot else "road"

    def _passable(self, route: Route) -> str:
        """Whether people get through: a crossing or bridge is closed, a road cut."""
        closed = route.status == "cut" and self._road(route).casefold().endswith(("crossing", "bridge"))
        return "closed" if closed else route.status

    def _losses(self) -> Section | None:
        events = self.after.between(self.first, self.last)
        table = losses(events, self._totals(), self.citing, self.names)
        return Section(heading="Reported losses", table=table) if table.rows else None

    def _totals(self) -> list[str]:
        """The claims of totals over a span, which are added to nothing."""
        return sorted(
            each.claim.id
            for each in self.rows.values()
            if each.claim.scope == "cumulative" and each.claim.counts and self.first <= each.known <= self.last
        )

    def _due(self) -> Section | None:
        """Forecasts whose day came."""
        due = [row for row in self.after.assessments() if self.first <= row.horizon.end[:10] <= self.last]
        return Section(heading="Forecasts that fell due", lines=tuple(map(self._forecast, due))) if due else None

    def _forecast(self, row: Assessment) -> Line:
        who = self.citing.voices([row.claim])
        condition = f", if {row.condition}" if row.condition else ""
        text = (
            f"On {long_day(row.known)} {who} wrote: \u201c{' '.join(row.text.split())}\u201d{condition}. "
            f"{FORECAST[row.verdict]} by {long_day(row.horizon.end)}."
        )
        deciding = (event for event in map(self.after.grouped.find, row.decided_by) if event is not None)
        cited = [row.claim, *(claim for event in deciding for claim in event.claims)]
        return Line(text=text, notes=self.citing.cite(cited))

    # --- words --------------------------------------------------------------------------------------------------------

    def _side(self, side: str | None) -> str:
        return self.names.get(side, side.replace("-", " ")) if side else "an unspecified side"

    def _plain(self, words: str) -> str:
        for side, name in sorted(self.names.items(), key=lambda item: -len(item[0])):
            words = words.replace(side, name)
        return words

    def _remarks(self) -> tuple[str, ...]:
        reports = {each.report.id for each in self.rows.values()}
        sources = {each.report.source for each in self.rows.values()} - {None}
        return (
            f"Made from {len(self.rows)} claims in {len(reports)} reports by {len(sources)} named sources, as known on "
            f"{long_day(self.after.as_known)}. None of it was verified: it is what reports claim.",
            f"{self.bare} events of which reports name neither place nor party are not listed."
            if self.bare
            else "All events are listed.",
            "Copies of one dispatch count once. Percentages are the probability that a side holds a place, given what "
            "is reported and by whom; \u201cclaimed by\u201d means that no second independent source reports it.",
        )


QUESTIONS: Mapping[str, str] = {
    "happened": "did it happen?", "actor": "who did it?", "place": "where?", "time": "when?", "count": "how many?",
    "outcome": "how did it end?",
}  # fmt: skip
