"""`contested sources`: who reports what, in whose words, and how that stands up beside what others say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from contested.cli.options import SITUATION, add_all

if TYPE_CHECKING:
    from contested.fusion.share import Share
    from contested.fusion.sources import Mentioned, Source

COLUMNS = (
    "source", "side", "reports", "claims", "about", "wording for", "wording against", "copied from", "carried by",
    "corroborated", "contradicted", "against interest",
)  # fmt: skip
SHOWN = 2


@click.command("sources")
@add_all(SITUATION)
def command(**options: Any) -> None:
    """Say what each source is like.

    Shares are of a source's own claims of events, without those that it carries from others, as "7 of 20 (0.18-0.57)":
    the count and the 95 % interval of the rate behind it. "against interest" is of the claims that bear on its side.
    """
    from contested.cli.asked import situation, write

    asked = situation(options)
    found = asked.sources()
    write(options["form"], COLUMNS, list(map(row, found)), answer=found, shapes=shapes(found))


def row(source: Source) -> tuple[str, ...]:
    """A table's row."""
    return (
        source.name or "(not said)",
        source.side or "",
        str(source.reports),
        str(source.claims),
        few(source.about),
        few(source.favours),
        few(source.disfavours),
        few(source.copied_from),
        few(source.carried_by),
        rate(source.corroborated),
        rate(source.contradicted),
        rate(source.against_interest) if source.against_interest else "",
    )


def few(rows: Sequence[Mentioned]) -> str:
    """The most frequent, with their numbers."""
    return ", ".join(f"{each.name} {each.count}" for each in rows[:SHOWN])


def rate(share: Share) -> str:
    """A share with its interval; empty where there is nothing to count."""
    return f"{share.count} of {share.of} ({share.low:.2f}-{share.high:.2f})" if share.of else ""


def shapes(sources: Sequence[Source]) -> dict[str, Any]:
    """A FeatureCollection (RFC 7946) without geometries: a source is nowhere."""
    import msgspec

    features = [{"type": "Feature", "geometry": None, "properties": msgspec.to_builtins(each)} for each in sources]
    return {"type": "FeatureCollection", "features": features}
