"""What may become a row of which format, by the ontology's table and the format's own needs; and why not.

A row of an event data set says that something happened. So what is only predicted, planned, said on a condition,
possible, denied or negated is never one; a total over a time only where the format can say that it is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from contested import ontology
from contested.fusion.telling import part_of
from contested.publish.export.about import About
from contested.publish.export.acled_coding import coded
from contested.publish.export.acled_joining import joined
from contested.publish.export.acled_sides import incomplete
from contested.publish.export.codes import Format, pending_reasons, reasons
from contested.publish.export.deaths import deaths
from contested.publish.export.plover import has_code
from contested.publish.export.row import Row, only_toward
from contested.publish.export.spot import acled_precision
from contested.publish.export.violence import violence


def why_not(row: Row, form: Format, *, every: bool = False) -> str | None:
    """Why a row may not be in a format, by the name of the reason (``formats.toml``); None where it may.

    ``every``: what did not happen may be there too, where the format says how each claim is put.
    """
    marked = form.claims == "words" or (form.claims == "marked" and every)
    if not marked and (why := why_no_event(row)):
        return why
    if row.scope == "cumulative" and not form.totals:
        return "cumulative"
    return next((need for need in form.needs if not NEEDS[need](row)), None)


def why_no_event(row: Row) -> str | None:
    """Why a row tells of nothing that happened."""
    if row.modality not in ("asserted", "reported"):
        return row.modality
    if row.polarity == "negated" or not any(part_of(each.claim) != "denied" for each in row.told):
        return "negated"
    if row.scope == "state":
        return "state"
    # a total is judged by the format; all else by the ontology's table
    known = row.type in ontology.table()
    return None if known and ontology.exportable(row.type, row.modality, "affirmed", "event") else "type"  # type: ignore[arg-type]


def has_spot(row: Row) -> bool:
    """Whether the place was found."""
    return row.spot is not None and row.spot.lat is not None and row.spot.lon is not None


def has_location(row: Row) -> bool:
    """Whether the place where it happened was found, which that to which somebody retreated is not."""
    return has_spot(row) and not only_toward(row)


def within_a_month(row: Row) -> bool:
    """Whether the days of a row are a month or less."""
    if row.start is None or row.end is None:
        return False
    return (date.fromisoformat(row.end) - date.fromisoformat(row.start)).days < MONTH


MONTH = 31
#: A place in capitals or before a day, a bracket or a dash at the beginning of a text.
DATELINE = re.compile(r"[^\n.]{2,60}?(?:\([^)\n]{2,40}\)|,? \w+ \d{1,2}(?:, \d{4})?)?\s*(?:[-–—]{1,2}\s|:\s)")


def no_dateline(row: Row) -> bool:
    """Whether some claim places the event elsewhere than in its report's dateline ("GOMA, June 4 (Agency) -")."""
    places = [(each.report.text, place) for each in row.told for place in each.claim.places if place.role == "at"]
    said = [(text, place.mention) for text, place in places if place.mention is not None]
    return len(said) < len(places) or not said or not all(DATELINE.match(text[: at.end + 80], at.start) and
               not text[: at.start].strip() for text, at in said)  # fmt: skip


NEEDS: dict[str, Callable[[Row], bool]] = {
    "day": lambda row: row.start is not None,
    "spot": has_spot,
    "location": has_location,
    "month": within_a_month,
    "dateline": no_dateline,
    "region": lambda row: row.spot is not None and acled_precision(row.spot) != "",
    "violence": lambda row: violence(row) is not None,
    "deaths": lambda row: (deaths(row).high or 0) >= 1,
    "plover": has_code,
    "words": lambda row: any(each.claim.quote.text for each in row.told),
}


class Admission:
    """Lets rows through, and remembers what it kept out and why.

    ``out``: ids by reason. ``pending``: of those, the rows that a human could finish, by reason. ``joined``: how many
    rows were taken into others, in a format that joins.
    """

    def __init__(self, form: Format, *, every: bool = False, about: About | None = None) -> None:
        self.form, self.every, self.about = form, every, about or About()
        self.admitted = self.joined = 0
        self.out: dict[str, list[str]] = {}
        self.pending: dict[str, list[Row]] = {}

    def through(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows that may be there."""
        let = self._let(rows)
        for row in self._whole(joined(let, self.about)) if self.form.joins else let:
            self.admitted += 1
            self.joined += max(0, len(row.parts) - 1)
            yield row

    def _let(self, rows: Iterable[Row]) -> Iterator[Row]:
        for row in rows:
            why = why_not(row, self.form, every=self.every)
            if why is None:
                yield row
            else:
                self._keep_out(row, why)

    def _whole(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Rows that lack no side."""
        for row in rows:
            if incomplete(row, coded(row, self.about), self.about):
                self._keep_out(row, "sides")
            else:
                yield row

    def _keep_out(self, row: Row, why: str) -> None:
        self.out.setdefault(why, []).append(row.id)
        if self.form.joins and why in pending_reasons() and (why == "sides" or ontology.table()[row.type].violent):
            self.pending.setdefault(why, []).append(row)

    def counts(self) -> list[tuple[str, int]]:
        """How many were left out, by reason in words, most first."""
        found = Counter({reasons()[why]: len(ids) for why, ids in self.out.items()})
        return sorted(found.items(), key=lambda each: (-each[1], each[0]))
