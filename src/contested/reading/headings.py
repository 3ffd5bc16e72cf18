"""The day and the place that a line opens with: "4 Nov. | Homs, Syria | Two cars ...", "Homs: two killed".

Lists, timelines and situation reports write them once, for all that the line tells; a line of nothing else heads the
lines below it up to the next.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from contested.reading.entities import Entity
from contested.reading.times.find import TimeSpan
from contested.reading.tokens import BULLETS, NEW_LINE, Tokens

LONGEST: Final = 16  # tokens that a heading has at most
NUMBERED: Final = 6  # tokens that an entry's number and its marks have at most
DASHES: Final = frozenset(("-", "–", "—", "--"))
ENDS: Final = frozenset((".", ":"))  # behind which no name goes on
CLOSES: Final = frozenset((":", "|")) | DASHES  # what a heading ends with
WITHIN: Final = frozenset((",", "(", ")", "/", "[", "]", "and", "on")) | CLOSES  # what stands between a heading's words


class Heading(NamedTuple):
    """What a line opens with: the number of its time (-1: none) and its places, in text order."""

    time: int
    places: tuple[Entity, ...]


class Line(NamedTuple):
    """A line's tokens [first, last), and how many of them its heading has; ``alone``: the line has no other words."""

    first: int
    last: int
    heading: Heading
    alone: bool


def headings(tokens: Tokens, times: Sequence[TimeSpan], entities: Iterable[Entity]) -> list[Heading]:
    """The heading of each sentence of a report, in text order; the report's own first line heads no other."""
    at = {span.first: number for number, span in enumerate(times) if span.from_ is not None}
    places = {each.first: each for each in entities if each.kind == "place"}
    found: list[Heading] = []
    above = Heading(-1, ())
    lines = _lines(tokens, at, times, places)
    line = next(lines, None)
    for first, _ in tokens.sentences:
        while line is not None and line.last <= first:
            above = _below(above, line)
            line = next(lines, None)
        here = line.heading if line is not None else Heading(-1, ())
        found.append(Heading(here.time if here.time >= 0 else above.time, here.places or above.places))
    return found


def _below(above: Heading, line: Line) -> Heading:
    """What heads the lines below a line: what it says, where it says no more than that."""
    if not line.alone or not line.first:
        return above
    return Heading(line.heading.time if line.heading.time >= 0 else above.time, line.heading.places)


def _lines(
    tokens: Tokens, at: Mapping[int, int], times: Sequence[TimeSpan], places: Mapping[int, Entity]
) -> Iterator[Line]:
    """The lines of a report with their headings."""
    first, last = 0, len(tokens.words)
    for found in NEW_LINE.finditer(tokens.text):
        i = bisect_right(tokens.starts, found.start())  # the token behind it
        if first < i < last:
            yield _line(tokens, first, i, at, times, places)
            first = i
    if last:
        yield _line(tokens, first, last, at, times, places)


def _is_bracketed(words: Sequence[str], first: int, at: int) -> bool:
    return words[first:at].count("(") > words[first:at].count(")")


def _opening(words: Sequence[str], first: int, last: int, at: Mapping[int, int]) -> int:
    """The token behind a line's bullet, and behind the entry's number where a day follows: "MYA-5512, 11 April"."""
    i = first
    while i < last and words[i] in BULLETS:
        i += 1
    day = next((k for k in range(i, min(i + NUMBERED, last)) if k in at), i)
    marks = [word for word in words[i:day] if word not in WITHIN and word != "."]
    return day if all(any(map(str.isdigit, word)) or word.isupper() for word in marks) else i


def _line(
    tokens: Tokens,
    first: int,
    last: int,
    at: Mapping[int, int],
    times: Sequence[TimeSpan],
    places: Mapping[int, Entity],
) -> Line:
    words, lowers = tokens.words, tokens.lowers
    i = _opening(words, first, last, at)
    time, named, begin = -1, list[Entity](), i
    while i < last and i - begin < LONGEST:
        if i in at:
            time = at[i] if time < 0 else time
            i = times[at[i]].last
        elif i in places:
            if not named or not _is_bracketed(words, begin, i):  # what brackets hold is where it lies
                named.append(places[i])
            i = places[i].last
        elif lowers[i] in WITHIN or (words[i] == "." and time >= 0 and not named and i == times[time].last):
            i += 1
        elif words[i] == "." and time >= 0:
            i += 1  # "11 April, Kani (Sagaing)." heads what its line tells
            break
        elif time >= 0 and words[i].istitle() and words[i - 1] not in ENDS and i > times[time].last:
            i += 1  # a name that nobody knows
        else:
            break
    alone = i >= last
    closed = i > begin and words[i - 1] in CLOSES | {"."}
    if not (alone or closed) or (time < 0 and not named):
        return Line(first, last, Heading(-1, ()), False)
    dateline = not first and (alone or words[i - 1] in DASHES)
    return Line(first, last, Heading(time, () if dateline else tuple(named)), alone)
