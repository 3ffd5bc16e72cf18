"""How right events are, and what fusion costs as a ledger grows.

    python benchmarks/fusion.py [--cost] [--grouping] [--mistakes]

Grouping: B-cubed on the gold beside the baseline (``grouping``); ``--mistakes`` lists the events that are not whole.
Cost: processor seconds of copies, events and sources over 1,000, 10,000 and 100,000 claims of a made-up war that goes
on longer, and of one that more sources tell of; each beside how many times the claims and the time grew.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections import defaultdict
from collections.abc import Hashable, Sequence
from datetime import date, timedelta

import grouping

from contested.cli.main import COLLECT_AFTER
from contested.fusion import copies, events
from contested.fusion.sources import sources
from contested.model import Actor, Claim, Count, Place, Report, Span, Told, When, Words, claim_id
from contested.reading import open_reader

SIZES = (1_000, 10_000, 100_000)
TYPES = ("capture", "shelling", "air_strike", "clash", "withdrawal", "offensive")
SIDES = ("north", "south", "hills")
FIRST_DAY = date(2020, 1, 1)


def main() -> None:
    """Print what is asked for; everything where nothing is."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--cost", action="store_true")
    options.add_argument("--grouping", action="store_true")
    options.add_argument("--mistakes", action="store_true")
    asked = options.parse_args()
    everything = not (asked.cost or asked.grouping or asked.mistakes)
    if asked.grouping or asked.mistakes or everything:
        print_grouping(asked.mistakes)
    if asked.cost or everything:
        print("a war that goes on longer")
        print_cost(lambda size: (120, max(1, size // 60)))
        print("a war that more sources tell of")
        print_cost(lambda size: (120, 60))


def print_grouping(mistakes: bool) -> None:
    """B-cubed of ours and of the baseline; what is not whole, where that is asked for."""
    found = grouping.items()
    groups = grouping.ours(found, grouping.read(open_reader(), found))
    reports = len({item.report.id for item in found})
    print(f"{len(found)} items, {len({item.event for item in found})} events, {reports} reports")
    for name, score in (("events", grouping.b_cubed(found, groups)), ("TF-IDF, 7 days", grouping.baseline(found))):
        print(f"{name:16} B3 precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}")
    if mistakes:
        print_mistakes(found, groups)


def print_mistakes(found: Sequence[grouping.Item], groups: Sequence[Hashable]) -> None:
    """The gold events that are in more than one group, or share one with others."""
    of_event, of_group = defaultdict(set), defaultdict(set)
    for item, group in zip(found, groups, strict=True):
        of_event[item.event].add(group)
        of_group[group].add(item.event)
    for item, group in sorted(zip(found, groups, strict=True), key=lambda row: (row[0].event, str(row[1]))):
        if len(of_event[item.event]) > 1 or len(of_group[group]) > 1:
            print(f"{item.event:24} {str(group)[:12]:14} {item.report.date} {item.words!r} | {item.sentence.strip()}")


def print_cost(shape: object) -> None:
    """The seconds of each size, and by how much more they are than the size before."""
    gc.set_threshold(*COLLECT_AFTER)  # as the command line does
    before = None
    for size in SIZES:
        towns, days = shape(size)  # type: ignore[operator]
        told = war(size, towns, days)
        began = time.process_time()
        carried = copies(told)
        halfway = time.process_time()
        found = events(told, carried)
        grouped = time.process_time()
        sources(told, carried, found)
        spent = time.process_time() - began
        growth = f"  x{spent / before:.1f} for x10 claims" if before else ""
        parts = f"copies {halfway - began:.2f}, events {grouped - halfway:.2f}"
        print(f"  {size:7,} claims  {spent:7.2f} s ({parts}, of {len(found.all):,} events){growth}")
        before = spent


def war(size: int, towns: int, days: int) -> list[Told]:
    """So many claims of so many towns and days: four accounts an event, one of them carried from another."""
    rng = random.Random(size)
    told: list[Told] = []
    while len(told) < size:
        day, town, kind = rng.randrange(days), rng.randrange(towns), rng.choice(TYPES)
        side, toll = rng.choice(SIDES), rng.randrange(1, 60)
        for account in range(4):
            source = f"source {rng.randrange(40)}"
            told.append(claim(len(told), source, day, town, kind, side, toll, account == 3, told[-1] if told else None))
    return told[:size]


def claim(
    number: int, source: str, day: int, town: int, kind: str, side: str, toll: int, copied: bool, last: Told | None
) -> Told:
    """One account, in words of its own or in those of the account before."""
    on = (FIRST_DAY + timedelta(day)).isoformat()
    text = f"Forces of the {side} are said by {source} in report {number} to have made a {kind} at town {town} on {on}."
    report = Report(id=str(number), text=last.report.text if copied and last else text, date=on, source=source)
    trigger = Words(0, len(kind), kind)
    place = Place(
        role="at", relation="in", extent="whole", id=f"town-{town}", name=f"Town {town}", level="settlement",
        admin1=None, admin2=None, pcode=None, lat=30 + 0.2 * (town % 20), lon=40 + 0.2 * (town // 20), radius_km=2.0,
        geometry=None, precision=1, candidates=1, margin=None, mention=None,
    )  # fmt: skip
    actor = Actor(role="agent", id=side, name=side, kind="rebel", parent=None, side=side, label=side, inferred=False,
                  mention=None)  # fmt: skip
    count = Count(what="killed", whom=None, low=toll, high=toll, best=toll, approximate=False, mention=None)
    when = When(start=on, end=on, edtf=on, timex=on, precision="day", basis="stated", mention=None)
    made = Claim(
        id=claim_id(report.id, trigger, kind), main=True, scope="event", report=report.id,
        sentence=Span(0, len(report.text)), quote=Words(0, len(report.text), report.text), type=kind, acled=None,
        plover=None, ucdp=None, trigger=trigger, actors=(actor,), places=(place,), time=when, counts=(count,),
        caused_by=None, means=(), echelon=None, polarity="affirmed", outcome="succeeded", modality="asserted",
        condition=None, attribution=(), wording=(), confidence=0.9, why=(), reader="made 1",
    )  # fmt: skip
    return Told(claim=made, report=report, known=on)


if __name__ == "__main__":
    main()
