"""`contested events`: what happened, told by whom, and where the accounts contradict each other."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from contested.cli.options import SITUATION, add_all

if TYPE_CHECKING:
    from contested.fusion.event import Contradiction, Event, EventTime, Tally
    from contested.situation import Situation

COLUMNS = ("day", "type", "place", "who", "figures", "voices", "credence", "contradictions", "id")


@click.command("events")
@add_all(SITUATION)
def command(**options: Any) -> None:
    """Say what happened, each event once however many reports tell of it.

    Without `--on` all days are listed. "voices" counts independent ones, copies once; "credence" is the probability
    that it happened, and the JSON says why. Accounts that cannot all be right stand side by side with who gives them.
    """
    from contested.cli.asked import situation, write

    asked = situation(options)
    found = asked.events()
    write(options["form"], COLUMNS, list(map(row, found)), answer=found, shapes=shapes(asked, found))


def row(event: Event) -> tuple[str, ...]:
    """A table's row."""
    return (
        days(event.time),
        event.type.replace("_", " "),
        event.place.name if event.place else "",
        who(event),
        ", ".join(map(figure, event.counts)),
        str(event.voices),
        f"{event.credence:.2f}" if event.credence is not None else "",
        "; ".join(map(contradiction, event.contradictions)),
        event.id,
    )


def days(time: EventTime) -> str:
    """The day or days that most voices say."""
    if time.start is None:
        return ""
    return time.start if time.start == time.end else f"{time.start}/{time.end}"


def who(event: Event) -> str:
    """Who did it to whom; the first of each."""
    first = {role: names[0] for role in ("agent", "patient") if (names := named(event, role))}
    return " -> ".join(filter(None, (first.get("agent", "?" if first else ""), first.get("patient"))))


def named(event: Event, role: str) -> list[str]:
    """The names of those in a role, those that are known before descriptions."""
    rows = [party for party in event.actors if party.role == role]
    return [party.name for party in sorted(rows, key=lambda party: party.id is None)]


def figure(tally: Tally) -> str:
    """A figure with its range: "killed 12-15"."""
    low, high = (f"{number:g}" if number is not None else "?" for number in (tally.low, tally.high))
    return f"{tally.what.replace('_', ' ')} {low if low == high else f'{low}-{high}'}"


def contradiction(row: Contradiction) -> str:
    """The accounts of one attribute with who gives them: "time: 2017-06-04 (A, B) / 2017-06-05 (C)"."""
    said = " / ".join(f"{each.value} ({listed(each.sources)})" for each in row.variants)
    return f"{row.attribute}: {said}"


def listed(names: Iterable[str]) -> str:
    """Names in one line."""
    return ", ".join(names)


def shapes(asked: Situation, events: Iterable[Event]) -> dict[str, Any]:
    """A FeatureCollection of points (RFC 7946); the geometry of an event of no known place is null."""
    import msgspec

    features = []
    for event in events:
        properties = msgspec.to_builtins(event)
        place = event.place
        point = {"type": "Point", "coordinates": [place.lon, place.lat]} if place and place.lat is not None else None
        features.append({"type": "Feature", "id": properties.pop("id"), "geometry": point, "properties": properties})
    return {"type": "FeatureCollection", "on": asked.question.on, "as_known": asked.as_known, "features": features}
