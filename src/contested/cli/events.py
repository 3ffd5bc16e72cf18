"""`contested events`: what happened, reported by how many, and what the accounts differ on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import click

from contested.cli.layout import place
from contested.cli.options import SITUATION, add_all
from contested.probability import decimal
from contested.publish.brief.say import amount
from contested.publish.export.sentence import account
from contested.publish.words import word

if TYPE_CHECKING:
    from contested.fusion.event import Event, EventTime, Tally
    from contested.situation import Situation

COLUMNS = ("id", "day", "type", "place", "who", "figures", "sources", "credence", "disputed")


@click.command("events")
@add_all(SITUATION)
def command(**options: Any) -> None:
    """Say what happened, each event once however many reports tell of it.

    Without `--on` all days are listed. "sources" counts independent ones, copies once; "credence" is the probability
    that it happened, and the JSON says why. "disputed" names what accounts differ on; CSV and JSON say who gives which.
    """
    from contested.cli.asked import situation, write

    asked = situation(options)
    found = asked.events()
    whole = options["form"] == "csv"
    rows = [row(event, whole=whole) for event in found]
    write(options["form"], COLUMNS, rows, answer=found, shapes=shapes(asked, found))


def row(event: Event, *, whole: bool = False) -> tuple[str, ...]:
    """A table's row; ``whole``: with who gives which of disputed accounts, for which a terminal has no room."""
    if whole:
        disputed = "; ".join(map(account, event.contradictions))
    else:
        disputed = ", ".join(dict.fromkeys(each.attribute for each in event.contradictions))
    return (
        event.id,
        days(event.time),
        event.type.replace("_", " "),
        place(event.place).removeprefix("at ") if event.place else "",
        who(event),
        ", ".join(map(figure, event.counts)),
        str(event.voices),
        decimal(event.credence) if event.credence is not None else "",
        disputed,
    )


def days(time: EventTime) -> str:
    """The day or days that most sources say."""
    if time.start is None:
        return ""
    return time.start if time.start == time.end else f"{time.start}/{time.end}"


def who(event: Event) -> str:
    """Who did it to whom; the first of each."""
    doer = next((party.name for party in event.actors if party.role == "agent"), None)
    struck = next((party.name for party in event.actors if party.role == "patient" and party.name != doer), None)
    return " -> ".join(filter(None, (doer or ("?" if struck else ""), struck)))


def figure(tally: Tally) -> str:
    """A figure with its range: "12 to 15 killed"."""
    return f"{amount(tally)} {word('count', tally.what)}"


def shapes(asked: Situation, events: Iterable[Event]) -> dict[str, Any]:
    """A FeatureCollection of points (RFC 7946); the geometry of an event of no known place is null."""
    import msgspec

    features = []
    for event in events:
        properties = msgspec.to_builtins(event)
        spot = event.place
        point = {"type": "Point", "coordinates": [spot.lon, spot.lat]} if spot and spot.lat is not None else None
        features.append({"type": "Feature", "id": properties.pop("id"), "geometry": point, "properties": properties})
    return {"type": "FeatureCollection", "on": asked.question.on, "as_known": asked.as_known, "features": features}
