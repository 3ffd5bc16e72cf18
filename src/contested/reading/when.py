"""When a claim's event happened: the time that its clause states, else the report's day."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from datetime import date, timedelta
from typing import Final, NamedTuple

from contested.model import When
from contested.reading.frames import Match
from contested.reading.quoting import Quoter
from contested.reading.scene import Scene
from contested.reading.sentence import Sentence, VerbGroup
from contested.reading.times import TimeSpan, interval

# How far a time stands from a trigger, in tokens and what stands between.
BEFORE: Final = 1.5  # a token of a time before its trigger
VERB: Final = 6.0  # a verb between
OTHER_STATEMENT: Final = 60.0  # the trigger stands in a statement that the time is no part of
SAYING: Final = 40.0  # the time is that of a word of saying


class Dates(NamedTuple):
    """What a sentence says of when: the times that it states, by their numbers, and whether it sums up ("so far")."""

    stated: list[int]
    total: bool


class Apart(NamedTuple):
    """A clause that a duration dates, "six days after | rebels raided X": its tokens lie between ``at`` and ``last``.

    ``first``: the first token of the duration; ``least``, ``most``: its days; ``sign``: -1 where the clause came first.
    """

    at: int
    last: int
    first: int
    least: int
    most: int
    sign: int


class Totals:
    """Words that make a sentence's numbers totals: "so far", "to date"."""

    def __init__(self, cues: Iterable[str]) -> None:
        self.cues = [cue.split() for cue in cues]
        self.openers = frozenset(cue[0] for cue in self.cues)

    def told(self, scene: Scene) -> bool:
        """Whether the sentence says that it sums up."""
        lowers, words = scene.sentence.lowers, scene.sentence.words
        if self.openers.isdisjoint(words):
            return False
        for cue in self.cues:
            if words.issuperset(cue):
                starts = range(scene.first, scene.last - len(cue) + 1)
                if any(lowers[i : i + len(cue)] == cue for i in starts):
                    return True
        return False


LONGEST_DATELINE: Final = 8  # tokens before its day, and of a source in brackets behind it
DATELINE_MARKS: Final = frozenset((",", ".", "/", "on"))
DASHES: Final = frozenset(("-", "–", "—", "--"))
CLIMB: Final = 6  # words between a time and the verb that it hangs on
LONG_AGO: Final = timedelta(days=5 * 365)
NIGHT: Final = {"the", "night"}
OVERNIGHT: Final = {"overnight"}
HELD: Final = "control"
NIGHT_FROM: Final = frozenset(("from", "of"))
APART: Final = {"after": -1, "before": 1}  # words behind a duration: on which side of what is dated the event lies
DURATION: Final = re.compile(r"P(\d+|X)(D|W|M|Y|DE)")
UNITS: Final = {
    "D": (1, 0),
    "W": (7, 3),
    "M": (30, 15),
    "Y": (365, 120),
    "DE": (3650, 700),
}  # days, and how far it may be off
MOST_APART: Final = {"D": 60, "W": 12, "M": 18, "Y": 30, "DE": 5}
VAGUELY: Final = {"D": (2, 14), "W": (8, 70), "M": (31, 365), "Y": (366, 3650)}  # days of "weeks", "some months"
BARE: Final = {"days": "PXD", "weeks": "PXW", "months": "PXM", "years": "PXY"}  # "Years after rebels took the town"
SOON_AFTER: Final = ["in", "the", "days", "after"]  # "In the weeks following the town's fall"
SOON: Final = frozenset(("after", "following"))
OVER: Final = frozenset(("more", "over"))
UNDER: Final = frozenset(("less", "nearly", "almost", "under"))
FARTHEST: Final = 15  # words between a duration and what it is counted to
BEGINNING: Final = frozenset(("begin", "start", "launch", "open", "commence", "resume"))
BEFORE_THAT: Final = frozenset(("had", "having"))


class Dater:
    """Dates the claims of one report."""

    def __init__(
        self, quoter: Quoter, times: list[TimeSpan], date: str | None, totals: Totals, headed: Mapping[int, int]
    ) -> None:
        self.quoter, self.times, self.date, self.totals = quoter, times, date, totals
        self.headed = headed  # the first token of a sentence: the number of the time that heads its line
        self._firsts = [span.first for span in times]
        known = "day" if date else "unknown"
        self.unstated = When(
            start=date, end=date, edtf=date, timex=date, precision=known, basis="report_date", mention=None
        )

    def dates(self, scene: Scene) -> Dates:
        """What a sentence says of when."""
        begin = bisect.bisect_left(self._firsts, scene.first)
        end = bisect.bisect_left(self._firsts, scene.last, begin)
        stated = [i for i in range(begin, end) if self.times[i].from_ is not None and not self._is_last_time(i)]
        if stated and self._is_dateline(scene, self.times[stated[0]]):
            del stated[0]
        if not stated and scene.first in self.headed:
            stated = [self.headed[scene.first]]
        return Dates(stated, self.totals.told(scene))

    def _is_dateline(self, scene: Scene, span: TimeSpan) -> bool:
        """Whether a day only says when a report was written: "GOMA, Congo, June 14 (Wire) - Rebels ..."."""
        words, lowers = self.quoter.tokens.words, self.quoter.tokens.lowers
        if not 0 < span.first - scene.first <= LONGEST_DATELINE:
            return False
        if not all(word[0].isupper() or word in DATELINE_MARKS for word in words[scene.first : span.first]):
            return False
        behind = span.last
        if lowers[behind : behind + 1] == ["("]:
            closes = range(behind, min(scene.last, behind + LONGEST_DATELINE))
            behind = next((k + 1 for k in closes if words[k] == ")"), behind)
        return behind < scene.last and words[behind] in DASHES

    def _is_last_time(self, index: int) -> bool:
        """Whether a time only tells when it was so last: "for the first time since 2015"."""
        lowers, first = self.quoter.tokens.lowers, self.times[index].first
        return lowers[max(0, first - 3) : first] in (["first", "time", "since"], ["first", "time", "in"])

    def when(self, scene: Scene, match: Match, dates: Dates) -> tuple[When, bool]:
        """The time of a match, and whether it is a total since a day."""
        stated, total = dates
        apart = self.apart(scene, match)
        if apart is not None:
            others = [i for i in stated if not apart.at < self.times[i].first < apart.last]
            return self._counted(scene, apart, others)
        if match.type == HELD and match.verb is not None and self._has_ended(scene, match.verb):
            return self._before(scene, match.verb, stated), False
        if stated and not BEFORE_THAT.isdisjoint(scene.sentence.words):
            stated = [i for i in stated if not _of_what_came_before(scene, match, self.times[i])]
        stated = [i for i in stated if not _in_another_clause(scene, match, self.times[i])]
        if not stated:
            return self._soon_after(scene) or self.unstated, total
        best = stated[0] if len(stated) == 1 else min(stated, key=lambda i: _distance(scene, match, self.times[i]))
        return self._stated(scene, best, total, self._is_over(scene, match, self.times[best]))

    def _soon_after(self, scene: Scene) -> When | None:
        """What came to pass "in the days after" something undated: in the days before the report, None for others."""
        lowers = self.quoter.tokens.lowers[scene.first : scene.first + len(SOON_AFTER)]
        if self.date is None or len(lowers) < len(SOON_AFTER) or lowers[:2] != SOON_AFTER[:2] or lowers[3] not in SOON:
            return None
        days = _days(BARE.get(lowers[2], ""), frozenset())
        if days is None:
            return None
        end = date.fromisoformat(self.date[:10])
        start = _earlier(end, days[1])
        return When(
            start=start.isoformat(), end=end.isoformat(), edtf=f"{start}/{end}", timex=f"{start}/{end}",
            precision="range", basis="stated", mention=self.quoter.words(scene.first, scene.first + len(SOON_AFTER)),
        )  # fmt: skip

    def _has_ended(self, scene: Scene, verb: VerbGroup) -> bool:
        """Whether who held a place did so until something else: "retook it on Sunday after rebels had held it"."""
        sentence = scene.sentence
        return sentence.label(verb.head) == "advcl" and any(
            sentence.lowers[each] == "after" and sentence.label(each) == "mark" for each in sentence.under(verb.head)
        )

    def _before(self, scene: Scene, verb: VerbGroup, stated: Sequence[int]) -> When:
        """The time up to the day before what a sentence dates, or its report is of: as long as the clause says."""
        first, last = scene.sentence.span(verb.head)
        others = [i for i in stated if not first <= self.times[i].first < last]
        base = self.times[others[0]].from_ if others else self.date
        if base is None:
            return self.unstated
        spans = [span for span in self._times_of(scene) if first <= span.first < last and span.type == "DURATION"]
        days = next((found for span in spans if (found := _days(span.value, frozenset())) is not None), (1, 1))
        end = _earlier(date.fromisoformat(base[:10]), 1)
        begin = _earlier(end, max(days[0] - 1, 0))
        return When(
            start=begin.isoformat(), end=end.isoformat(), edtf=f"{begin}/{end}", timex=f"{begin}/{end}",
            precision="range", basis="stated", mention=self.quoter.words(first, first + 1),
        )  # fmt: skip

    def apart(self, scene: Scene, match: Match) -> Apart | None:
        """How long before or after something else a match was: "docked on Tuesday, six days after rebels raided X"."""
        lowers = self.quoter.tokens.lowers
        for at in range(match.first - 1, max(scene.first, match.first - FARTHEST), -1):
            if lowers[at] in (",", ";"):
                return None
            if lowers[at] in APART and (apart := self._duration(at)) is not None:
                first, last = scene.sentence.span(match.head)
                if apart[0] == scene.first:  # what opens a sentence ends with a comma
                    last = next((k for k in range(match.last, last) if lowers[k] == ","), last)
                dated = any(span.from_ and max(at, first) < span.first < last for span in self._times_of(scene))
                return None if dated else Apart(at, last, *apart, APART[lowers[at]])
        return None

    def _times_of(self, scene: Scene) -> list[TimeSpan]:
        begin = bisect.bisect_left(self._firsts, scene.first)
        return self.times[begin : bisect.bisect_left(self._firsts, scene.last, begin)]

    def _duration(self, at: int) -> tuple[int, int, int] | None:
        """The duration that ends before a token: its first token, the days that it has at least and at most."""
        lowers = self.quoter.tokens.lowers
        i = bisect.bisect_left(self._firsts, at) - 1
        span = self.times[i] if i >= 0 and self.times[i].last == at else None
        if span is not None and (span.type != "DURATION" or span.from_ is not None):
            return None
        first = span.first if span is not None else at - 1
        value = span.value if span is not None else BARE.get(lowers[first], "")
        days = _days(value, frozenset(lowers[max(0, first - 2) : first + 1]))
        return None if days is None else (first, *days)

    def _counted(self, scene: Scene, apart: Apart, stated: Sequence[int]) -> tuple[When, bool]:
        """The time of a match that came so long before or after what its sentence dates, or its report is of."""
        near = min(stated, key=lambda i: abs(self.times[i].first - apart.first), default=None)
        base = self.times[near].from_ if near is not None else self.date
        if base is None or (near is None and apart.sign > 0):
            return self.unstated, False
        day = date.fromisoformat(base[:10])
        try:
            days = sorted(day + timedelta(days=apart.sign * count) for count in (apart.least, apart.most))
        except OverflowError:
            return self.unstated, False
        start, end = days[0].isoformat(), days[1].isoformat()
        return When(
            start=start, end=end, edtf=start if start == end else f"{start}/{end}",
            timex=start if start == end else f"{start}/{end}", precision="day" if start == end else "range",
            basis="stated", mention=self.quoter.words(apart.first, apart.at + 1),
        ), False  # fmt: skip

    def _stated(self, scene: Scene, index: int, total: bool, past: bool) -> tuple[When, bool]:
        span = self.times[index]
        start, end, edtf = span.from_, span.to, span.edtf
        if self._is_last_night(index):
            return self._night(index), total
        if span.partner is not None:
            start, end = interval(self.times, index, None)
        if self.date is not None and self._since(scene, span) and not past:
            end, total = self.date, True
            edtf = f"{(start or '')[:10]}/{end}"
        if start is not None and end is not None and end[:10] < start[:10]:
            start, end = span.from_, span.to  # a night may begin after the day that it is told beside
            start, end = (start, end) if start is None or end is None or start <= end else (end, start)
        return When(
            start=start, end=end, edtf=edtf or None, timex=span.value, precision=span.precision, basis="stated",
            mention=self.quoter.words(span.first, span.last),
        ), total  # fmt: skip

    def _is_over(self, scene: Scene, match: Match, span: TimeSpan) -> bool:
        """Whether what began long ago is told as past: "had been surrounded since 23 November 1942", and nobody's
        words of today."""
        if match.type == HELD or match.verb is None or self.date is None or not is_earlier(scene, match.verb):
            return False  # who held a place since then may do so still
        if any(said.first <= match.first < said.last for said in scene.said):
            return False
        return date.fromisoformat(self.date[:10]) - date.fromisoformat((span.to or self.date)[:10]) > LONG_AGO

    def _is_last_night(self, index: int) -> bool:
        """Whether "the night" of a report's own day is the one before it, or the one to a day that is named; or
        "overnight" has its day behind it."""
        span = self.times[index]
        words = set(self.quoter.tokens.lowers[span.first : span.last])
        own = self.date is not None and span.value == f"{self.date[:10]}TNI"
        overnight = words == OVERNIGHT and self.date is not None and span.value.startswith(self.date[:10])
        return (own and words == NIGHT) or (overnight and self._night_from(index) is not None)

    def _night_from(self, index: int) -> str | None:
        """The day behind "the night from", on which a night begins; None for none."""
        span, following = self.times[index], self.times[index + 1] if index + 1 < len(self.times) else None
        if following is None or following.first != span.last + 1:
            return None
        return following.from_ if self.quoter.tokens.lowers[span.last] in NIGHT_FROM else None

    def _night(self, index: int) -> When:
        """ "in the night", "in the night to Sunday": the night that ends on the report's day, or on the one named.

        "In the night from Friday to Saturday", "overnight from Friday": the night that begins on the first.
        """
        span = self.times[index]
        other = self.times[span.partner].from_ if span.partner is not None else None
        day = date.fromisoformat((other or self.date or "")[:10])
        begins = self._night_from(index)
        day = date.fromisoformat(begins[:10]) + timedelta(days=1) if begins is not None else day
        start, end = f"{day - timedelta(days=1)}T20:00", f"{day}T05:00"
        return When(
            start=start, end=end, edtf=f"{start}/{end}", timex=f"{day - timedelta(days=1)}TNI",
            precision=span.precision, basis="stated", mention=self.quoter.words(span.first, span.last),
        )  # fmt: skip

    def _since(self, scene: Scene, span: TimeSpan) -> bool:
        """ "since Friday", "since the start of the offensive on 9 May": "since" with no verb before its day."""
        if "since" not in scene.sentence.words:
            return False
        before = [verb for verb in scene.sentence.verbs.values() if verb.last <= span.first]
        last = max(before, key=lambda verb: verb.last, default=None)
        if last is not None and not BEGINNING.isdisjoint(last.lemmas):
            marks = (scene.sentence.lowers[each] for each in scene.sentence.under(last.head))
            return "since" in marks  # "since the offensive began on 9 May"
        return "since" in scene.sentence.lowers[last.last if last is not None else scene.first : span.last]


def _earlier(day: date, days: int) -> date:
    """The day so many days before another, the first of the calendar at the earliest."""
    return day - timedelta(days=min(days, (day - date.min).days))


def _days(value: str, hedges: Set[str]) -> tuple[int, int] | None:
    """How many days a duration has at least and at most: "P6D", "P3W", "PXM"; None for what is vaguer or longer."""
    found = DURATION.fullmatch(value)
    if found is None:
        return None
    if found[1] == "X":
        return VAGUELY.get(found[2])
    count = int(found[1])
    if count > MOST_APART[found[2]]:
        return None
    days, wide = UNITS[found[2]]
    least, most = count * days - wide, count * days + wide
    if not hedges.isdisjoint(OVER):
        least, most = count * days, (count + 1) * days
    elif not hedges.isdisjoint(UNDER):
        least, most = (count - 1) * days, count * days
    return least, most


def _of_what_came_before(scene: Scene, match: Match, span: TimeSpan) -> bool:
    """Whether a time is that of something earlier told behind the match: "lost it, which they had taken in 2015"."""
    between = [verb for verb in scene.sentence.verbs.values() if verb.first >= match.last and verb.last <= span.first]
    return bool(between) and is_earlier(scene, between[-1])


def _in_another_clause(scene: Scene, match: Match, span: TimeSpan) -> bool:
    """Whether a time is only that of what is told of a place beside a match: "X, which fell in March, was shelled"."""
    sentence, at = scene.sentence, span.last - 1
    if not scene.first <= at < scene.last:
        return False  # it heads the line
    for _ in range(CLIMB):
        if at < 0 or at in sentence.verbs:
            break
        at = sentence.head(at)
    if at < 0 or not is_of_place(sentence, at):
        return False
    first, last = sentence.span(at)
    return not first <= match.head < last


def is_of_place(sentence: Sentence, verb: int) -> bool:
    """Whether a verb's clause is a relative one that tells of a place: "X, which fell in March"."""
    entity = sentence.entity_at.get(sentence.head(verb)) if sentence.label(verb) == "acl:relcl" else None
    return entity is not None and entity.kind == "place"


def is_earlier(scene: Scene, verb: VerbGroup) -> bool:
    """Whether a verb group tells what came before the rest: "had taken", "having taken"."""
    return not BEFORE_THAT.isdisjoint(scene.sentence.lowers[verb.first : verb.last])


def _distance(scene: Scene, match: Match, span: TimeSpan) -> float:
    """How far a time stands from a trigger: tokens, more across verbs, much more behind a word of saying."""
    if span.first >= match.last:
        low, high, cost = match.last, span.first, float(span.first - match.last)
    else:
        low, high, cost = span.last, match.first, BEFORE * (match.first - span.last)
    cost += VERB * sum([low <= verb.first < high for verb in scene.sentence.verbs.values()])
    for said in scene.said:
        if said.first <= match.first < said.last and not said.first <= span.first < said.last:
            cost += OTHER_STATEMENT
        if abs(span.first - said.cue[1]) <= 1:
            cost += SAYING
    return cost
