"""`contested control`: who holds which place on a day, how sure that is, and by whose word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from contested.cli.options import SITUATION, add_all
from contested.probability import decimal

if TYPE_CHECKING:
    from contested.control.holding import Holding
    from contested.situation import Control, Situation

COLUMNS = ("place", "status", "side", "probability", "since", "last word", "claims", "scope", "why")


@click.command("control")
@add_all(SITUATION)
@click.option("--why", is_flag=True, help="With json: every claim for and against, its credence and the reasons.")
def command(why: bool, **options: Any) -> None:
    """Say who holds which place.

    Each place has a probability for every side of the war; it is held only where somebody says so whom it does not
    serve, or a baseline does. "why" says what that stands on, or what is missing; "since" from when it has stood so,
    "last word" when somebody last spoke of the place. Provinces, districts, countrysides, directions and parts come
    with their scope, apart from the places that bear their names.
    """
    from contested.cli.asked import as_csv, as_json, of_one_war, table

    asked = of_one_war(options)
    found = asked.control(evidence=why)
    if options["form"] == "json":
        click.echo(as_json(found), nl=False)
    elif options["form"] == "geojson":
        click.echo(as_json(geojson(found)), nl=False)
    elif options["form"] == "csv":
        click.echo(as_csv(("id", "name", "lat", "lon", *HEAD, *asked.sides), csv_rows(asked, found)), nl=False)
    else:
        table(COLUMNS, rows(found))


HEAD = ("scope", "level", "status", "side", "why", "since", "unknown_since", "last_word", "surrounded_by", "claims")


def rows(found: Control) -> Iterator[tuple[str, ...]]:
    """The table's rows."""
    for one in (*found.places, *found.areas):
        yield (
            one.name, one.status, one.side or "", decimal(one.probability), one.since, one.last_word or "",
            str(len(one.claims)), one.scope if one.scope != "place" else "", one.why,
        )  # fmt: skip


def csv_rows(asked: Situation, found: Control) -> Iterator[tuple[object, ...]]:
    """The rows of the CSV: one a place or area, a column a side."""
    for one in (*found.places, *found.areas):
        head = (
            one.scope, one.level, one.status, one.side or "", one.why, one.since, one.unknown_since or "",
            one.last_word or "", " ".join(one.surrounded_by), " ".join(one.claims),
        )  # fmt: skip
        yield (one.id, one.name, one.lat, one.lon, *head, *(one.sides[side] for side in asked.sides))


def geojson(found: Control) -> dict[str, Any]:
    """A FeatureCollection of points (RFC 7946)."""
    return {
        "type": "FeatureCollection",
        "on": found.on,
        "as_known": found.as_known,
        "conflict": found.conflict,
        "features": [_feature(one) for one in (*found.places, *found.areas)],
    }


def _feature(one: Holding) -> dict[str, Any]:
    import msgspec

    properties = msgspec.to_builtins(one)
    point = {"type": "Point", "coordinates": [properties.pop("lon"), properties.pop("lat")]}
    return {"type": "Feature", "id": properties.pop("id"), "geometry": point, "properties": properties}
