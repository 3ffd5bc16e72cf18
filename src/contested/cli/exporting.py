"""The rows that an export asks for: the filters of `search` and `events` put to the ledger, and what the formats need.

An event is asked for by its own type, days, place and credence; by its claims for the rest: it is there if some claim
of it has what each option names. All of its claims stay with it.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from contested import __version__
from contested.cli.messages import Progress, is_terminal
from contested.cli.unknown import settle_names
from contested.errors import UsageError
from contested.ledger import Filter, Ledger
from contested.ledger.filter import Box
from contested.model import Told
from contested.publish.export import About, Admission, Row, Spool, gold, in_index, of_claim, of_event
from contested.publish.export.json_text import encoded

if TYPE_CHECKING:
    from contested.control.area import Area
    from contested.fusion.event import Event
    from contested.gazetteer.index import Gazetteer
    from contested.knowledge.wars import Wars
    from contested.publish.export.spot import Find
    from contested.situation import Situation

BY_CLAIMS = ("actor", "side", "place", "source", "modality")


class Rows:
    """The rows that are asked for, once through, with a line of progress on a terminal; use it in a ``with`` block."""

    def __init__(self, rows: Iterable[Row], total: int, progress: Progress, spool: Spool | None = None) -> None:
        self.rows, self.total, self.progress, self.spool = rows, total, progress, spool

    def __enter__(self) -> Rows:
        return self

    def __exit__(self, *_: object) -> None:
        if self.spool is not None:
            self.spool.file.close()

    def __iter__(self) -> Iterator[Row]:
        for done, row in enumerate(self.rows, start=1):
            self.progress.step(done, self.total)
            yield row
        self.progress.wipe()


def settled(options: dict[str, Any]) -> dict[str, Any]:
    """The options with what follows from others.

    Raises:
        UsageError: options that do not fit together.
    """
    if options["hxl"] and options["form"] not in ("csv", "hxl"):
        raise UsageError("only a table has a row of tags", source="--hxl", remedy="write --to csv")
    if options["hxl"]:
        options |= {"form": "hxl"}
    if options["every_claim"] and options["rows"] != "claims":
        raise UsageError("an event is what happened", source="--every-claim", remedy="write --rows claims")
    if options["pending"] and options["form"] != "acled":
        raise UsageError("only ACLED rows wait for a human", source="--pending", remedy="write --to acled")
    return options


def rows_of(ledger: Ledger, options: dict[str, Any]) -> tuple[Rows, About]:
    """The rows that are asked for, and what the writers need.

    Raises:
        UsageError: an actor, side, place, source, type, area or war that nobody knows.
    """
    from contested.gazetteer.index import Gazetteer
    from contested.knowledge import load
    from contested.knowledge.wars import Wars
    from contested.question import area_of, drawn
    from contested.reading.compile import known_places

    dirs = [options["knowledge"]] if options["knowledge"] else []
    known = load(dirs)
    options = settle_names(ledger, options, known)
    wars = Wars(known.conflicts, known.roads)
    area = drawn(options.get("outline"))
    if options["area"]:
        area = area_of(options["area"], options["gazetteer"], options["knowledge"], wars)
    index = Gazetteer.open(options["gazetteer"], **known_places(dirs))
    find = in_index(index)
    actors = {entry.id: entry for entry in known.actors}
    conflicts = [war for war in known.conflicts if options["conflict"] in (None, war.id)]
    about = About(actors=actors, conflicts=conflicts, base_url=options["base_url"], version=__version__,
                  nation=nations(index))  # fmt: skip
    if options["rows"] == "claims":
        return claims(ledger, options, area, find, wars), about
    return events(ledger, options, area, find, wars), about


def nations(index: Gazetteer) -> Callable[[str], str | None]:
    """What knows the country that a word for its people stands for ("Turks", "Turkish")."""

    def nation(word: str) -> str | None:
        row = index.demonym(word)
        return index.place(row).country if row is not None else None

    return nation


def claims(ledger: Ledger, options: dict[str, Any], area: Area | None, find: Find, wars: Wars) -> Rows:
    """Claims by day, never all of them in memory but where those of a war are asked for."""
    told = ledger.told(filter_of(options), as_known=options["as_known"])
    if options["conflict"] is not None:
        mine = {each.claim.id for each in situation(ledger, options, area, wars).told}
        told = (each for each in told if each.claim.id in mine)
    wanted = (each for each in told if lies_in(area, each.claim.places) and wanted_claim(each.claim, options))
    spool = Spool(counted_off(wanted, progress(options, "claims found")))
    return Rows((of_claim(each, find) for each in spool), len(spool), progress(options, "claims exported"), spool)


def progress(options: dict[str, Any], what: str) -> Progress:
    """A line of progress on a terminal, where the output itself does not go."""
    return Progress(what, shown=is_terminal(sys.stderr) and (options["out"] is not None or not is_terminal(sys.stdout)))


def counted_off(told: Iterable[Told], line: Progress) -> Iterator[Told]:
    """The same, with a line of progress."""
    for each in told:
        line.step()
        yield each
    line.wipe()


def wanted_claim(claim: Any, options: dict[str, Any]) -> bool:
    """Whether a claim is sure enough, and of the day that is asked for."""
    day, floor = options["on"], options["certainty"]
    first, last = claim.time.start or claim.time.end, claim.time.end or claim.time.start
    on_day = day is None or (first is not None and first[:10] <= day <= last[:10])
    return on_day and (floor is None or claim.confidence >= floor)


def filter_of(options: dict[str, Any]) -> Filter:
    """The options as the ledger takes them."""
    box = Box(*options["box"]) if options["box"] else None
    return Filter(box=box, type=options["type"], since=options["since"], until=options["until"],
                  **{name: options[name] for name in BY_CLAIMS})  # fmt: skip


def lies_in(area: Area | None, places: Sequence[Any]) -> bool:
    """Whether one of some places lies in an area."""
    return area is None or any(
        place.lat is not None and place.lon is not None and area.holds(place.lat, place.lon) for place in places
    )


def situation(ledger: Ledger, options: dict[str, Any], area: Area | None, wars: Wars) -> Situation:
    """What all claims tell that were known, whatever is asked for; of a war that is named, those of it alone."""
    from contested.situation import Question, Situation
    from contested.wars import of_one

    question = Question(on=options["on"], as_known=options["as_known"], area=area, conflict=options["conflict"])
    told = tuple(counted_off(ledger.told(as_known=options["as_known"]), progress(options, "claims read")))
    asked = Situation(
        told, question, conflicts=wars.conflicts, roads=wars.roads, decisions=ledger.decisions(),
        baselines=ledger.baselines(),
    )  # fmt: skip
    return asked if options["conflict"] is None else of_one(asked)


def events(ledger: Ledger, options: dict[str, Any], area: Area | None, find: Find, wars: Wars) -> Rows:
    """Events by day, grouped from all claims that were known."""
    from contested.fusion.voice import Hearing

    asked = situation(ledger, options, area, wars)
    found = [event for event in asked.events() if wanted_event(event, options)]
    for some in by_claims(ledger, options):
        found = [event for event in found if not some.isdisjoint(event.claims)]
    by_id = {each.claim.id: each for each in asked.told}
    hearing = Hearing(asked.told, asked.copies)
    rows = (of_event(event, by_id, hearing.of, find) for event in found)
    return Rows(rows, len(found), progress(options, "events exported"))


def wanted_event(event: Event, options: dict[str, Any]) -> bool:
    """Whether an event has the type, days, box and credence that are asked for."""
    first, last, place = event.time.earliest, event.time.latest, event.place
    since, until, box, floor = (options[name] for name in ("since", "until", "box", "certainty"))
    return all((
        not options["type"] or event.type in options["type"],
        since is None or (last is not None and last >= since),
        until is None or (first is not None and first <= until),
        box is None or (place is not None and Box(*box).holds(place.lat, place.lon)),
        floor is None or (event.credence is not None and event.credence >= floor),
    ))  # fmt: skip


def by_claims(ledger: Ledger, options: dict[str, Any]) -> Iterator[set[str]]:
    """For each option that asks about claims, the ids of those that have what it names."""
    for name in BY_CLAIMS:
        if options[name]:
            asked = Filter(**{name: options[name]})
            yield {each.claim.id for each in ledger.told(asked, as_known=options["as_known"])}


def gold_of(ledger: Ledger, options: dict[str, Any], admission: Admission) -> Iterator[bytes]:
    """What analysts decided, a line a sentence."""
    from contested.knowledge import load

    known = load([options["knowledge"]] if options["knowledge"] else [])
    wars = {country: war.name for war in reversed(known.conflicts) for country in war.countries}
    for row in gold(ledger.readings(), ledger.decisions(), wars):
        why = "words" if not row["text"].strip() else None if row["date"] else "undated"
        if why:
            admission.out.setdefault(why, []).append(row["id"])
            continue
        admission.admitted += 1
        yield encoded(row).encode() + b"\n"
