"""`contested assessments`: what was predicted, and what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from contested.cli.options import SITUATION, add_all

if TYPE_CHECKING:
    from contested.fusion.assessments import Assessment, Record

COLUMNS = ("source", "said on", "forecast", "until", "verdict", "decided by")
BY_SOURCE = ("source", "came true", "undecided", "open")


@click.command("assessments")
@add_all(SITUATION)
@click.option("--by-source", is_flag=True, help="How many forecasts of each source came true.")
def command(by_source: bool, **options: Any) -> None:
    """Say what became of forecasts.

    Every claim that is predicted or conditional is kept with its horizon: the time that it names, else a month. It
    came true, did not, is open until its horizon has passed, or undecided where nothing tells.
    """
    from contested.cli.asked import situation, write
    from contested.fusion.assessments import records

    found = situation(options).assessments()
    if by_source:
        scores = records(found)
        write(options["form"], BY_SOURCE, list(map(score, scores)), answer=scores, shapes=shapes(scores))
    else:
        write(options["form"], COLUMNS, list(map(row, found)), answer=found, shapes=shapes(found))


def row(each: Assessment) -> tuple[str, ...]:
    """A table's row."""
    forecast = " ".join(each.text.split()) + (f" [if: {' '.join(each.condition.split())}]" if each.condition else "")
    until = each.horizon.end if each.horizon.stated else f"~{each.horizon.end}"
    verdict = each.verdict.replace("_", " ")
    return each.source or each.report, each.known, forecast, until, verdict, " ".join(each.decided_by)


def score(record: Record) -> tuple[str, ...]:
    """A table's row of one source."""
    from contested.cli.sources import rate

    return record.source or "(not said)", rate(record.came_true), str(record.undecided), str(record.open)


def shapes(rows: Sequence[Assessment | Record]) -> dict[str, Any]:
    """A FeatureCollection (RFC 7946) without geometries: a forecast is not drawn as if it had happened."""
    import msgspec

    features = [{"type": "Feature", "geometry": None, "properties": msgspec.to_builtins(each)} for each in rows]
    return {"type": "FeatureCollection", "features": features}
