"""Timeline, losses and sources as plain bars."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from contested.ontology import table
from contested.publish.figures.style import GREY, canvas, colours, names, signed
from contested.publish.words import word
from contested.situation import Situation

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

HUES = ("#0072b2", "#d55e00", "#e69f00", "#cc79a7", "#444444", "#56b4e9", "#009e73")  # Okabe and Ito (2008)
FEW = 9  # days that each have their own mark
MOST = 25  # rows of a figure
CASUALTIES = ("killed", "wounded", "killed_or_wounded", "captured")


def timeline(situation: Situation) -> Figure:
    """Events a day, by family of event."""
    figure, axes = canvas(3.6)
    from matplotlib.dates import AutoDateLocator, DateFormatter, DayLocator  # after `canvas`: see there
    from matplotlib.ticker import MaxNLocator

    families = {name: row.family for name, row in table().items()}
    found: dict[str, Counter[date]] = defaultdict(Counter)
    for event in situation.events():
        if event.time.start is not None:
            found[families[event.type]][date.fromisoformat(event.time.start[:10])] += 1
    days = sorted({day for each in found.values() for day in each})
    span = [days[0] + timedelta(days=n) for n in range((days[-1] - days[0]).days + 1)] if days else []
    floor = [0] * len(span)
    for hue, family in zip(HUES, dict.fromkeys(families.values()), strict=False):
        heights = [found[family][day] for day in span]
        if any(heights):
            axes.bar(span, heights, bottom=floor, color=hue, label=word("family", family), width=0.9)  # type: ignore[arg-type]
            floor = [low + more for low, more in zip(floor, heights, strict=True)]
    axes.set_ylabel("events reported")
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set_title("Events by day", fontsize=10, loc="left")
    if span:
        axes.legend(fontsize=6.5)
        days_only: Any = DayLocator() if len(span) <= FEW else AutoDateLocator()  # type: ignore[no-untyped-call]
        axes.xaxis.set_major_locator(days_only)
        axes.xaxis.set_major_formatter(DateFormatter("%Y-%m-%d"))  # type: ignore[no-untyped-call]
        room = max(0, (FEW - len(span)) // 2)
        axes.set_xlim(span[0] - timedelta(days=room + 1), span[-1] + timedelta(days=room + 1))  # type: ignore[arg-type]
        figure.autofmt_xdate()
    else:
        nothing(axes, "no events")
    signed(figure, situation)
    return figure


def nothing(axes: Axes, words: str) -> None:
    """Say that there is nothing to draw, rather than draw an empty scale."""
    axes.set(xticks=[], yticks=[])
    axes.text(0.5, 0.5, words, transform=axes.transAxes, ha="center", va="center", color="#555555")


def losses(situation: Situation) -> Figure:
    """Losses by the side that suffered them: a bar from the least to the most that events tell."""
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0])
    for event in situation.events():
        sides = {party.side for party in event.actors if party.role == "patient" and party.side}
        whose = sides.pop() if len(sides) == 1 else ""
        for tally in event.counts:
            if tally.what in CASUALTIES:
                sums[whose, tally.what][0] += tally.low or 0
                sums[whose, tally.what][1] += tally.high if tally.high is not None else tally.low or 0
    rows = sorted(sums, key=lambda key: (key[0] == "", key))[:MOST]
    figure, axes = canvas(1.8 + 0.32 * max(1, len(rows)))
    from matplotlib.ticker import MaxNLocator

    name, colour = names(situation), colours(situation)
    for at, key in enumerate(reversed(rows)):
        low, high = sums[key]
        axes.barh(at, low, color=colour.get(key[0], GREY))
        axes.barh(at, high - low, left=low, color=colour.get(key[0], GREY), alpha=0.4)
        axes.annotate(f" {low:g}" if low == high else f" {low:g} to {high:g}", (high, at), va="center", fontsize=6.5)
    labels = [f"{name.get(side, side) or 'unspecified side'}: {word('count', what)}" for side, what in reversed(rows)]
    axes.set_yticks(range(len(rows)), labels)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.margins(x=0.2)
    if not rows:
        nothing(axes, "no losses reported")
    axes.set_title("Reported losses: lowest (full) and highest (pale) figure", fontsize=10, loc="left")
    signed(figure, situation)
    return figure


def sources(situation: Situation) -> Figure:
    """Claims by source: what others bear out, what others contradict, what stands alone."""
    rows = sorted(situation.sources(), key=lambda row: (-row.claims, row.name or ""))[:MOST]
    figure, axes = canvas(1.6 + 0.3 * len(rows))
    from matplotlib.ticker import MaxNLocator

    for at, row in enumerate(reversed(rows)):
        borne, against = row.corroborated.count, row.contradicted.count
        axes.barh(at, borne, color=HUES[6], label="corroborated" if at == 0 else None)
        axes.barh(at, against, left=borne, color=HUES[1], label="contradicted" if at == 0 else None)
        rest = max(0, row.claims - borne - against)
        axes.barh(at, rest, left=borne + against, color="#d0d0d0", label="single source" if at == 0 else None)
    axes.set_yticks(range(len(rows)), [row.name or "unspecified source" for row in reversed(rows)])
    axes.set_title("Claims by source", fontsize=10, loc="left")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if rows:
        axes.legend(fontsize=6.5)
    else:
        nothing(axes, "no sources")
    signed(figure, situation)
    return figure
