"""Who carries whose words: report B's sentence S is report A's, published earlier. One origin is one voice.

Two sentences are one where the ordinary words of the shorter stand in runs of the longer, and no name or number of the
shorter is missing there: a template filled with another town, day or number is a sentence of its own. What is carried
is a connected component of that rule; its origin is the earliest published (ties by report id). The rule is compared
exactly, on words and their order; candidates are those that hold the rarest name or number of the shorter, or a rare
run of its words, so that the cost is near-linear.

Only sentences that hold claims are compared: what tells nothing gives no voice.
Related: A. Broder, "On the resemblance and containment of documents", 1997 (shingles); X. L. Dong et al., "Integrating
conflicting data: the role of source dependence", VLDB 2009 (a copy is no evidence).
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property
from importlib.resources import files
from itertools import compress, pairwise
from typing import NamedTuple

import msgspec

from contested.fusion.days import day_number
from contested.fusion.groups import joined
from contested.model import Span, Told

WORD = re.compile(r"\w+(?:['’]\w+)?")
BITS = 32  # of a word's number in a run


class Rules(NamedTuple):
    """The limits of ``fusion-copies.toml`` by name, and the words that are numbers."""

    limits: dict[str, float]
    numbers: frozenset[str]


@cache
def rules() -> Rules:
    """The packaged limits."""
    data = tomllib.loads((files("contested.knowledge") / "fusion-copies.toml").read_text(encoding="utf-8"))
    limits = {row["name"]: row["value"] for row in data["limit"]}
    return Rules(limits, frozenset(data["numbers"]["words"].split()))


class Carried(msgspec.Struct, frozen=True, gc=False):
    """Words that several reports share: `reports` by day of publication, the origin first.

    ``words`` are the origin's; ``whole``: each report as a whole is taken from the origin, not a sentence alone.
    """

    reports: tuple[str, ...]
    sources: tuple[str | None, ...]
    words: str
    whole: bool

    def __str__(self) -> str:
        """The chain as words: "A, carried by B and C"."""
        names = [source or report for source, report in zip(self.sources, self.reports, strict=True)]
        return f"{names[0]}, carried by {listed(names[1:])}" if names[1:] else names[0]


class Copies:
    """Who carries whom, to be asked by report and sentence."""

    def __init__(
        self,
        sentences: dict[tuple[str, int], tuple[tuple[str, int], ...]],
        reports: dict[str, str],
        chains: tuple[Carried, ...],
    ) -> None:
        self._sentences, self._reports, self.chains = sentences, reports, chains

    def origin(self, report: str, sentence: Span | None = None) -> str:
        """The id of the report that these words come from: its own, where nobody had them before.

        Args:
            report: a report's id.
            sentence: one of its sentences (a claim's); None: the report as a whole.
        """
        if sentence is None:
            return self._reports.get(report, report)
        return self.carriers(report, sentence)[0]

    def carriers(self, report: str, sentence: Span) -> tuple[str, ...]:
        """The ids of all reports that have this sentence, by day of publication, the origin first."""
        lines = self._sentences.get((report, sentence.start), ((report, sentence.start),))
        return tuple(dict.fromkeys(name for name, _ in lines))

    def line(self, report: str, sentence: Span) -> tuple[str, int]:
        """Where these words were first: a report's id, and where the sentence starts in it."""
        return self._sentences.get((report, sentence.start), ((report, sentence.start),))[0]

    def is_copy(self, report: str, sentence: Span | None = None) -> bool:
        """Whether the words were in another report before."""
        return self.origin(report, sentence) != report


class Said(msgspec.Struct, frozen=True, gc=False):
    """A sentence that holds claims: where it stands, its words, and which of them are names or numbers (`special`).

    ``runs``: every run of as many words as make words shared, each as one number, in the order of the text.
    """

    day: int
    report: str
    start: int
    text: str
    source: str | None
    words: tuple[str, ...]
    special: tuple[bool, ...]
    ordinary: int
    specials: frozenset[str]
    runs: tuple[int, ...]


def copies(told: Iterable[Told]) -> Copies:
    """Find what reports share; the answer is the same for any order of `told`."""
    said = sentences(told)
    groups = [group for group in joined(len(said), pairs(said)) if len(group) > 1]
    shared = [[said[at] for at in group] for group in groups]
    whole = whole_copies(said, shared)
    places: dict[tuple[str, int], tuple[tuple[str, int], ...]] = {}
    for group in shared:
        lines = tuple((each.report, each.start) for each in group)
        places |= dict.fromkeys(lines, lines)
    return Copies(places, whole, tuple(chain(group, whole) for group in shared if group[0].report != group[-1].report))


def sentences(told: Iterable[Told]) -> list[Said]:
    """Every sentence that holds a claim, by day of publication, report and place in the report."""
    found: dict[tuple[str, int], Said] = {}
    forms: dict[str, Form] = {}
    for each in told:
        key = each.report.id, each.claim.sentence.start
        if key not in found:
            found[key] = said_of(each, each.claim.sentence, forms)
    return sorted(found.values(), key=lambda each: (each.day, each.report, each.start))


def said_of(told: Told, span: Span, forms: dict[str, Form]) -> Said:
    """One sentence's words; `forms` keeps what is known of each form of a word."""
    text = told.report.text[span.start : span.end]
    found = [forms.get(word) or new_form(word, forms) for word in WORD.findall(text)]
    words = tuple(form.word for form in found)
    special = (*(form.first for form in found[:1]), *(form.later for form in found[1:]))
    return Said(
        day=day_number(told.known) or 0,
        report=told.report.id,
        start=span.start,
        text=text,
        source=told.report.source,
        words=words,
        special=special,
        ordinary=len(words) - sum(special),
        specials=frozenset(compress(words, special)),
        runs=runs_of([form.number for form in found]),
    )


class Form(NamedTuple):
    """A word as it is written: folded, its number, and whether it is a name or a number where it is first or later."""

    word: str
    number: int
    first: bool
    later: bool


def new_form(written: str, forms: dict[str, Form]) -> Form:
    """A form that was not met before; at the beginning of a sentence every word has a capital."""
    word = written.casefold()
    same = forms.get(word)
    first = written[0].isdigit() or written[1:] != written[1:].lower() or word in rules().numbers
    number = same.number if same else len(forms)
    forms[written] = Form(same.word if same else word, number, first, first or written[0].isupper())
    if same is None and written != word:
        forms[word] = Form(word, number, word[:1].isdigit() or word in rules().numbers, False)
    return forms[written]


def runs_of(coded: Sequence[int]) -> tuple[int, ...]:
    """The runs of words, each as one number that no other run has."""
    length = int(rules().limits["run"])
    packed = []
    for at in range(len(coded) - length + 1):
        run = 0
        for number in coded[at : at + length]:
            run = run << BITS | number
        packed.append(run)
    return tuple(packed)


def pairs(said: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """The sentences that are one, as pairs of places in `said`, of different reports."""
    alike: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, each in enumerate(said):
        alike[each.words].append(at)
    for same in alike.values():
        yield from ((one, other) for one, other in pairwise(same) if exact(said[one], said[other]))
    yield from near_pairs(said, sorted(same[0] for same in alike.values()))


def exact(one: Said, other: Said) -> bool:
    """Whether the same words are one sentence carried, and not a formula or a sentence of another week."""
    return len(one.words) >= rules().limits["exact_words"] and one.ordinary >= 3 and timely(one, other)


def timely(one: Said, other: Said) -> bool:
    """Whether the two were published near enough to each other."""
    limits = rules().limits
    if min(len(one.words), len(other.words)) >= limits["long_words"]:
        return True
    own = one.source is not None and one.source == other.source
    return abs(other.day - one.day) <= limits["own_days" if own else "days"]


def near_pairs(said: Sequence[Said], distinct: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The pairs of sentences that differ in some words; each sentence is held against longer ones."""
    found = Candidates(said, distinct)
    for at in distinct:
        short = said[at]
        for other in found.of(at):
            long = said[other]
            if len(long.words) >= len(short.words) and long.report != short.report and near(short, long):
                yield at, other


class Candidates:
    """Which sentences a shorter one may have been taken to or from.

    A longer one holds every name and number of the shorter, so also the rarest of them. Where that is in too many, or
    there is none, the two share a run of words, and most likely one of the rarer half of the shorter's; of a run that
    many sentences share the earliest are looked at, among them the origin.
    """

    def __init__(self, said: Sequence[Said], distinct: Sequence[int]) -> None:
        self.said, self.distinct, self.most = said, distinct, int(rules().limits["looked_at"])
        self.holding: dict[str, list[int]] = defaultdict(list)
        for at in distinct:
            for word in said[at].specials:
                self.holding[word].append(at)

    @cached_property
    def often(self) -> Counter[int]:
        """In how many sentences each run stands."""
        return Counter(run for at in self.distinct for run in set(self.said[at].runs))

    @cached_property
    def having(self) -> dict[int, list[int]]:
        """The earliest sentences of each run that more than one has."""
        found: dict[int, list[int]] = defaultdict(list)
        for at in self.distinct:
            for run in set(self.said[at].runs):
                if self.often[run] > 1 and len(found[run]) < self.most:
                    found[run].append(at)
        return found

    def of(self, at: int) -> list[int]:
        """The places of the sentences to compare one with."""
        said = self.said[at]
        if said.ordinary < rules().limits["near_words"]:
            return []
        rarest = min((self.holding[word] for word in said.specials), key=len, default=None)
        if rarest is not None and len(rarest) <= self.most:
            return rarest
        runs = sorted(set(said.runs), key=lambda run: (self.often[run], run))
        return sorted({one for run in runs[: len(runs) // 2 + 1] for one in self.having.get(run, ())})


def near(short: Said, long: Said) -> bool:
    """Whether the shorter of two sentences is the other's with some words changed."""
    if not short.specials.issubset(long.words) or not timely(short, long):
        return False
    return covered(short, long) >= rules().limits["covered"]


def covered(short: Said, long: Said) -> float:
    """The share of the ordinary words of `short` that stand in runs of `long`, 0-1."""
    there, length = set(long.runs), int(rules().limits["run"])
    inside = [False] * len(short.words)
    for at, run in enumerate(short.runs):
        if run in there:
            inside[at : at + length] = [True] * length
    ordinary = [held for held, special in zip(inside, short.special, strict=True) if not special]
    return sum(ordinary) / len(ordinary)


def whole_copies(said: Sequence[Said], shared: Sequence[Sequence[Said]]) -> dict[str, str]:
    """Report ids to the origin of the whole report, for those that are taken from another."""
    size: dict[str, int] = defaultdict(int)
    for each in said:
        size[each.report] += len(each.words)
    taken: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for group in shared:
        for each in group:
            if each.report != group[0].report:
                taken[each.report][group[0].report] += len(each.words)
    whole = {}
    for report, by in taken.items():
        most, origin = min((-words, origin) for origin, words in by.items())
        if -most >= rules().limits["report"] * size[report]:
            whole[report] = origin
    return whole


def chain(group: Sequence[Said], whole: dict[str, str]) -> Carried:
    """A group of sentences as the chain of reports that carry them."""
    first = {each.report: each for each in reversed(group)}
    order = list(dict.fromkeys(each.report for each in group))
    return Carried(
        tuple(order),
        tuple(first[report].source for report in order),
        " ".join(group[0].text.split()),
        all(whole.get(report) == order[0] for report in order[1:]),
    )


def listed(names: Sequence[str]) -> str:
    """Names as a list in words: "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
