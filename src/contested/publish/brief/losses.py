"""Losses by the side that suffered them: sums of what events tell, with bounds; totals apart, which add to nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from math import ceil, floor

from contested.fusion.event import Event, Party, Tally
from contested.model import Actor
from contested.ontology import CIVILIAN_KINDS
from contested.publish.brief.citing import Citing
from contested.publish.brief.model import Table
from contested.publish.words import count, number, word

WHATS = ("killed", "wounded", "killed_or_wounded", "captured", "missing", "displaced", "vehicles", "aircraft")
CIVILIANS = "Civilians"
NOBODY = "Unspecified"
COLUMNS = ("Party", "What", "At least", "At most", "Events", "Reported by")


def losses(events: Iterable[Event], totals: Sequence[str], citing: Citing, sides: Mapping[str, str]) -> Table:
    """The table of losses: a row for each side and kind of loss, then the totals that reports tell."""
    found: dict[tuple[str, str], list[Tally]] = defaultdict(list)
    for event in events:
        whose = _whose(event.actors, sides)
        for tally in event.counts:
            if tally.what in WHATS:
                found[whose, tally.what].append(tally)
    rows, notes = [], []
    for (whose, what), tallies in sorted(found.items(), key=lambda item: (item[0][0], WHATS.index(item[0][1]))):
        claims = [claim for tally in tallies for claim in tally.claims]
        rows.append((whose, word("count", what), *_bounds(tallies), str(len(tallies)), citing.voices(claims)))
        notes.append(citing.cite(claims))
    for claim in totals:
        told = citing.rows[claim].claim
        said = ", ".join(count(row) for row in told.counts)
        rows.append((_whose(told.actors, sides), f"cumulative total: {said}", "", "", "", citing.voices([claim])))
        notes.append(citing.cite([claim]))
    return Table(columns=COLUMNS, rows=tuple(rows), notes=tuple(notes))


def _bounds(tallies: Sequence[Tally]) -> tuple[str, str]:
    """The sums of lower and of upper bounds; no upper one where any is open."""
    low = sum(floor(tally.low or 0) for tally in tallies)
    highs = [tally.high for tally in tallies]
    high = None if None in highs else sum(ceil(value) for value in highs if value is not None)
    return number(low), "open" if high is None else number(high)


def _whose(parties: Iterable[Party | Actor], sides: Mapping[str, str]) -> str:
    """The side of those whom it befell, civilians where they are none's; what is not said is not guessed."""
    hit = [party for party in parties if party.role == "patient"]
    named = sorted({sides[side] for party in hit if (side := party.side) is not None and side in sides})
    if len(named) == 1:
        return named[0]
    civilian = any(party.kind in CIVILIAN_KINDS for party in hit)
    return CIVILIANS if civilian and not named else " / ".join(named) or NOBODY
