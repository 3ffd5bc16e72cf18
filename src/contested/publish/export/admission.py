"""What may become a row of which format, by the ontology's table and the format's own needs; and why not.

A row of an event data set says that something happened. So what is only predicted, planned, said on a condition,
possible, denied or negated is never one; a total over a time only where the format can say that it is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from contested import ontology
from contested.fusion.telling import part_of
from contested.publish.export.codes import Format, geo_precision, reasons
from contested.publish.export.deaths import deaths
from contested.publish.export.row import Row
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


NEEDS: dict[str, Callable[[Row], bool]] = {
    "day": lambda row: row.start is not None,
    "spot": has_spot,
    "region": lambda row: row.spot is not None and geo_precision(row.spot.precision) != "",
    "violence": lambda row: violence(row) is not None,
    "deaths": lambda row: (deaths(row).high or 0) >= 1,
    "plover": lambda row: ontology.table()[row.type].plover is not None,
    "words": lambda row: any(each.claim.quote.text for each in row.told),
}


class Admission:
    """Lets rows through, and remembers what it kept out and why: ids by reason."""

    def __init__(self, form: Format, *, every: bool = False) -> None:
        self.form, self.every = form, every
        self.admitted = 0
        self.out: dict[str, list[str]] = {}

    def through(self, rows: Iterable[Row]) -> Iterator[Row]:
        """The rows that may be there."""
        for row in rows:
            why = why_not(row, self.form, every=self.every)
            if why is None:
                self.admitted += 1
                yield row
            else:
                self.out.setdefault(why, []).append(row.id)

    def counts(self) -> list[tuple[str, int]]:
        """How many were left out, by reason in words, most first."""
        found = Counter({reasons()[why]: len(ids) for why, ids in self.out.items()})
        return sorted(found.items(), key=lambda each: (-each[1], each[0]))
