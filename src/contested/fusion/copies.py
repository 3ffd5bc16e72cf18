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

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from contested.fusion.days import day_number
from contested.fusion.groups import joined
from contested.fusion.near_copies import near_pairs
from contested.fusion.said import Forms, Said, Sentences, rules
from contested.model import Span, Told


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

    def carried(self, report: str, sentence: Span) -> bool:
        """Whether another report has these words too."""
        return (report, sentence.start) in self._sentences

    def is_copy(self, report: str, sentence: Span | None = None) -> bool:
        """Whether the words were in another report before."""
        return self.origin(report, sentence) != report


def copies(told: Iterable[Told]) -> Copies:
    """Find what reports share; the answer is the same for any order of `told`."""
    holding = {(each.report.id, each.claim.sentence.start): each for each in told}
    return copies_of(sentences(holding.values()), lambda line: text_of(holding[line.report, line.start]))


def copies_of(said: Sentences, text: Callable[[Said], str]) -> Copies:
    """Find what some sentences share; ``text`` gives the words of one."""
    groups = [group for group in joined(len(said), pairs(said)) if len(group) > 1]
    shared = [[said.rows[at] for at in group] for group in groups]
    whole = whole_copies(said.rows, shared)
    places: dict[tuple[str, int], tuple[tuple[str, int], ...]] = {}
    for group in shared:
        lines = tuple((each.report, each.start) for each in group)
        places |= dict.fromkeys(lines, lines)
    chains = (chain(group, whole, text(group[0])) for group in shared if group[0].report != group[-1].report)
    return Copies(places, whole, tuple(chains))


def sentences(told: Iterable[Told]) -> Sentences:
    """The sentences of some claims, of which no two are of one sentence."""
    forms = Forms()
    return Sentences(said_of(each, forms) for each in told)


def said_of(told: Told, forms: Forms) -> Said:
    """One claim's sentence."""
    day, start = day_number(told.known) or 0, told.claim.sentence.start
    return Said(day, told.report.id, start, told.report.source, *forms.of(text_of(told)))


def text_of(told: Told) -> str:
    """The words of a claim's sentence."""
    return told.report.text[told.claim.sentence.start : told.claim.sentence.end]


def pairs(said: Sentences) -> Iterator[tuple[int, int]]:
    """The sentences that are one, as pairs of places in `said`, of different reports."""
    alike: dict[bytes, list[int]] = defaultdict(list)
    for at, each in enumerate(said.rows):
        alike[each.words].append(at)
    for same in alike.values():
        if said.size[same[0]] >= rules().limits["exact_words"]:
            yield from ((one, other) for one, other in pairwise(same) if exact(said, one, other))
    yield from near_pairs(said, sorted(same[0] for same in alike.values()))


def exact(said: Sentences, one: int, other: int) -> bool:
    """Whether the same words are one sentence carried, and not a formula or a sentence of another week."""
    return bool(said.ordinary[one] >= 3) and timely(said.rows[one], said.rows[other])


def timely(one: Said, other: Said) -> bool:
    """Whether the two were published near enough to each other."""
    limits = rules().limits
    if min(len(one.special), len(other.special)) >= limits["long_words"]:
        return True
    own = one.source is not None and one.source == other.source
    return abs(other.day - one.day) <= limits["own_days" if own else "days"]


def whole_copies(said: Sequence[Said], shared: Sequence[Sequence[Said]]) -> dict[str, str]:
    """Report ids to the origin of the whole report, for those that are taken from another."""
    size: dict[str, int] = defaultdict(int)
    for each in said:
        size[each.report] += len(each.special)
    taken: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for group in shared:
        for each in group:
            if each.report != group[0].report:
                taken[each.report][group[0].report] += len(each.special)
    whole = {}
    for report, by in taken.items():
        most, origin = min((-words, origin) for origin, words in by.items())
        if -most >= rules().limits["report"] * size[report]:
            whole[report] = origin
    return whole


def chain(group: Sequence[Said], whole: dict[str, str], words: str) -> Carried:
    """A group of sentences as the chain of reports that carry them; ``words``: the first's."""
    first = {each.report: each for each in reversed(group)}
    order = list(dict.fromkeys(each.report for each in group))
    return Carried(
        tuple(order),
        tuple(first[report].source for report in order),
        " ".join(words.split()),
        all(whole.get(report) == order[0] for report in order[1:]),
    )


def listed(names: Sequence[str]) -> str:
    """Names as a list in words: "A, B and C"."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
