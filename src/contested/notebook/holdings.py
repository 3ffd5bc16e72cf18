"""Who holds which place on a day, as a table, one row a place.

contested.holdings(ledger, on="2017-06-04", as_known="2017-06-04")
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from contested.control.holding import Holding
from contested.extras import needed
from contested.notebook.forms import Form, day, table, well_known_binary
from contested.notebook.opening import Day, Source, iso, opened
from contested.question import ask

#: The columns, each with its type (`contested.notebook.forms`); ``sides`` is a struct, a float64 for each side.
COLUMNS = {
    "id": "string", "name": "string", "lat": "float64", "lon": "float64", "status": "string", "side": "string",
    "probability": "float64", "sides": "struct", "since": "date32", "unknown_since": "date32", "last_word": "date32",
    "claims": "string[]", "on": "date32", "as_known": "date32", "conflict": "string", "geometry": "binary",
}  # fmt: skip


def holdings(
    ledger: Source,
    /,
    *,
    on: Day | None = None,
    as_known: Day | None = None,
    area: str | None = None,
    conflict: str | None = None,
    knowledge: Path | None = None,
    gazetteer: Path | None = None,
    form: Form = "arrow",
) -> Any:
    """Who holds which place, one row for each place that a claim tells of.

    Args:
        ledger: an open one, its path or URL, or readings.
        on: the day asked about; the last day of which there is word where None.
        as_known: only what could be known by this day; all where None.
        area: the name of a place; only what lies in it.
        conflict: the id of the war; the one that most claims are about where None.
        knowledge: a folder of your own conflicts and roads.
        gazetteer: another index of places to find the area in.
        form: "arrow", "pandas", "polars" or "geopandas".

    Returns:
        A table with `COLUMNS`, in the order of names: settlements and facilities. ``sides`` has the probability of each
        side of the war, ``probability`` that of ``side``, which is null where it is unknown who holds the place; then
        that of the likeliest.

    Raises:
        LedgerError: there is no such ledger, or it has been closed.
        UsageError: the day, area, war or form is not known.
    """
    from contested.wars import of_one

    question = {"on": iso(on, "on"), "as_known": iso(as_known, "as_known"), "area": area, "conflict": conflict}
    with opened(ledger) as kept:
        situation = of_one(ask(kept, knowledge=knowledge, gazetteer=gazetteer, **question))
    found = situation.control()
    whole = {"on": day(found.on), "as_known": day(found.as_known), "conflict": found.conflict}
    return table(COLUMNS, (row(one) | whole for one in found.places), form, {"sides": chances(situation.sides)})


def chances(sides: Sequence[str]) -> Any:
    """The Arrow type of the probabilities of some sides."""
    with needed("tables", "a table in Python"):
        import pyarrow as pa

    return pa.struct([(side, pa.float64()) for side in sides])


def row(one: Holding) -> dict[str, Any]:
    """A place as a row."""
    same = ("id", "name", "lat", "lon", "status", "side", "sides", "claims")
    return {name: getattr(one, name) for name in same} | {
        "probability": one.probability,
        "since": day(one.since),
        "unknown_since": day(one.unknown_since),
        "last_word": day(one.last_word),
        "geometry": well_known_binary(one.lat, one.lon),
    }
