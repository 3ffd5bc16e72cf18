"""Which figures there are, and in which forms."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from contested.publish.figures.bars import losses, sources, timeline
from contested.publish.figures.chart import chart
from contested.publish.figures.style import rendered
from contested.situation import Situation

if TYPE_CHECKING:
    from matplotlib.figure import Figure

KINDS: Mapping[str, Callable[[Situation], Figure]] = {
    "map": chart, "timeline": timeline, "losses": losses, "sources": sources,
}  # fmt: skip
FORMS = ("svg", "png", "html")


def draw(kind: str, situation: Situation, form: str) -> bytes:
    """A figure as bytes.

    Args:
        kind: one of `KINDS`.
        form: one of `FORMS`; ``html`` is a page that holds the SVG and needs nothing else.
    """
    figure = KINDS[kind](situation)
    if form != "html":
        return rendered(figure, form)
    svg = rendered(figure, "svg").decode("utf-8")
    title = html.escape(f"{kind.capitalize()}, {situation.on}")
    head = f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>'
    style = "<style>body{margin:1rem;background:#fff}svg{max-width:100%;height:auto}</style>"
    return f"{head}{style}{svg[svg.index('<svg') :]}</html>\n".encode()


def svg_map(situation: Situation) -> str:
    """The map as SVG."""
    return draw("map", situation, "svg").decode("utf-8")
