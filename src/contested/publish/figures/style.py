"""What all figures share: size, letters, the colours of sides, the line that says where it comes from."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from contested.extras import needed
from contested.publish.brief.say import long_day
from contested.situation import Situation

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INCHES = (7.4, 5.4)
DPI = 300
GREY = "#8a8a8a"
LAND, ABROAD, SEA, EDGE = "#faf8f3", "#e9e6df", "#dfeaf1", "#a8a295"
WATER, PROVINCE = "#8fb8d4", "#cfc9bb"
CREDIT = "Land: Natural Earth. Places: GeoNames (CC BY 4.0)."
# Fixed ids and no date in the file: the same figure is the same bytes. Letters stay text, so that they can be read.
SETTINGS: dict[Any, object] = {
    "svg.hashsalt": "contested", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 8.0,
}  # fmt: skip


def canvas(height: float = INCHES[1]) -> tuple[Figure, Axes]:
    """An empty figure that belongs to no window."""
    with needed("figures", "a figure"):
        import matplotlib
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

    matplotlib.rcParams.update(SETTINGS)
    figure = Figure(figsize=(INCHES[0], height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure, figure.subplots()


def colours(situation: Situation) -> Mapping[str, str]:
    """The colours of the war's sides, by id."""
    return {side.id: side.colour or GREY for side in situation.conflict.side} if situation.conflict else {}


def names(situation: Situation) -> Mapping[str, str]:
    """The names of the war's sides, by id."""
    return {side.id: side.name for side in situation.conflict.side} if situation.conflict else {}


def signed(figure: Figure, situation: Situation, *, land: bool = False) -> None:
    """Under the figure: what it was made of, and as known when."""
    reports = len({each.report.id for each in situation.told})
    made_of = " in ".join(f"{n} {thing}{'' if n == 1 else 's'}"
                          for n, thing in ((len(situation.told), "claim"), (reports, "report")))  # fmt: skip
    words = f"{made_of}, as known on {long_day(situation.as_known)}"
    line = f"{words}; none of it verified. {CREDIT if land else ''}".strip()
    figure.text(0.01, 0.004, line, fontsize=5.5, color="#555555", va="bottom")
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.set(rect=(0, 0.03, 1, 0.97))  # type: ignore[call-arg]


def rendered(figure: Figure, form: str) -> bytes:
    """The figure as SVG or PNG."""
    out = io.BytesIO()
    plain = {"Date": None, "Creator": None} if form == "svg" else {"Software": None}
    figure.savefig(out, format=form, dpi=DPI, metadata=plain)
    return out.getvalue()
