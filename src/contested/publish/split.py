"""The claims' small rows in files by time and place, so that a page of very many claims loads what it shows, no more.

Few claims are one file. More are one file a month, and a month with many is split by squares of `SQUARE` degrees; spans
of months have a file of their own. What the slider draws of all claims is counted here: no page holds them all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

Row = dict[str, Any]
FEW = 5_000  # claims that are one file: some megabytes, loaded at once
FULL = 2_000  # claims of a month from which it is split by place
SQUARE = 2.0  # degrees
LONG = 62  # days of a span that belongs to no month
NEAR = 3  # days from which a claim speaks of a span, as the page has it
SLACK = 14  # days around the reports that the slider takes in at least, as the page has it
ROLES = ("at", "to", "toward", "from", "near", "via")


class Part(NamedTuple):
    """A file of rows: the days (ISO) and the box (west, south, east, north) that they lie in; None for none."""

    file: str
    first: str | None
    last: str | None
    box: tuple[float, float, float, float] | None
    rows: list[Row]

    def about(self) -> Row:
        """What the page knows of the file before it loads it."""
        return {"file": self.file, "first": self.first, "last": self.last, "box": self.box, "n": len(self.rows)}


def split(rows: Sequence[Row], published: Sequence[str | None]) -> list[Part]:
    """The rows in files; ``published`` is the day of each report by its number. Every row is in one file."""
    if len(rows) <= FEW:
        return [_part("all", rows, published)]
    months: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        months[_month(row, published)].append(row)
    found = []
    for month, of in sorted(months.items()):
        if len(of) <= FULL:
            found.append(_part(month, of, published))
            continue
        squares: dict[str, list[Row]] = defaultdict(list)
        for row in of:
            squares[_square(row)].append(row)
        found += [_part(f"{month}-{square}", each, published) for square, each in sorted(squares.items())]
    return found


def days(row: Row, published: str | None) -> tuple[str, str] | None:
    """The days that a claim speaks of, else its report's; None if neither is known."""
    first, last = row["from"] or row["to"] or published, row["to"] or row["from"] or published
    return (min(first, last)[:10], max(first, last)[:10]) if first and last else None


def bars(rows: Iterable[Row], published: Sequence[str | None]) -> Row:
    """The slider's days (``first``, ``last``), and how many claims speak of each: ``short`` by side, and ``long``."""
    spans = [(row["side"], _ordinals(days(row, published[row["report"]]))) for row in rows]
    known = [(side, span) for side, span in spans if span is not None]
    first, last = _reach([span for _, span in known], [_ordinal(day) for day in published if day])
    short: dict[str, list[int]] = defaultdict(lambda: [0] * (last - first + 1))
    long = [0] * (last - first + 1)
    for side, (start, end) in known:
        line = long if end - start >= NEAR else short[side or ""]
        for day in range(max(start, first), min(end, last) + 1):
            line[day - first] += 1
    ends = {"first": date.fromordinal(first).isoformat(), "last": date.fromordinal(last).isoformat()}
    return {**ends, "short": dict(sorted(short.items())), "long": long}


def _reach(spans: Sequence[tuple[int, int]], out: Sequence[int]) -> tuple[int, int]:
    """The first and the last day of the slider: those of the reports, and short claims not too far from them."""
    low, high = (min(out), max(out)) if out else (min(one for one, _ in spans), max(one for _, one in spans))
    far = max(SLACK, high - low)
    near = [one for one in spans if one[1] - one[0] < NEAR and one[0] >= low - far and one[1] <= high + far]
    return min([low, *(one for one, _ in near)]), max([high, *(one for _, one in near)])


def _part(file: str, rows: Sequence[Row], published: Sequence[str | None]) -> Part:
    spans = [span for row in rows if (span := days(row, published[row["report"]]))]
    spots = [spot for row in rows if (spot := _spot(row))]
    box = None
    if spots:
        lons, lats = [lon for lon, _ in spots], [lat for _, lat in spots]
        box = (min(lons), min(lats), max(lons), max(lats))
    first, last = min((one for one, _ in spans), default=None), max((one for _, one in spans), default=None)
    return Part(file, first, last, box, list(rows))


def _month(row: Row, published: Sequence[str | None]) -> str:
    span = days(row, published[row["report"]])
    if span is None:
        return "undated"
    short = date.fromisoformat(span[1]) - date.fromisoformat(span[0]) <= timedelta(LONG)
    return span[1][:7] if short else "spans"


def _spot(row: Row) -> tuple[float, float] | None:
    """Where the row's mark stands (lon, lat), as on the page."""
    found = [place for place in row["places"] if place["lat"] is not None and place["level"] != "country"]
    best = min(found, key=lambda place: ROLES.index(place["role"]), default=None)
    return (best["lon"], best["lat"]) if best else None


def _square(row: Row) -> str:
    spot = _spot(row)
    return "off" if spot is None else f"{int(spot[0] // SQUARE)}_{int(spot[1] // SQUARE)}"


def _ordinal(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal()


def _ordinals(span: tuple[str, str] | None) -> tuple[int, int] | None:
    return None if span is None else (_ordinal(span[0]), _ordinal(span[1]))
