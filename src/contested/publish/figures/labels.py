"""Names beside their marks without one upon another: each takes the first free spot around its mark, or none.

Greedy, the weightiest first: a name that finds no room is left out rather than printed over another (E. Imhof,
"Positioning names on maps", 1975, for the order of the spots: above right first).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from matplotlib.axes import Axes

#: Where a name stands beside its mark: points to the right and up, and how it is anchored there.
SPOTS = (
    (5, 3, "left", "bottom"), (5, -3, "left", "top"), (-5, 3, "right", "bottom"), (-5, -3, "right", "top"),
    (7, 0, "left", "center"), (-7, 0, "right", "center"), (0, 6, "center", "bottom"), (0, -6, "center", "top"),
)  # fmt: skip
MIDDLE = ((0, 0, "center", "center"), (0, 9, "center", "center"), (0, -9, "center", "center"))
BESIDE = ((4, 0, "left", "center"), (-4, 0, "right", "center"))
MARK = 4.0  # points from the middle of a mark that no name may enter


class Label(NamedTuple):
    """A name at a spot in degrees, and how it is printed."""

    text: str
    lon: float
    lat: float
    style: dict[str, Any]
    spots: Sequence[tuple[float, float, str, str]] = SPOTS


def placed(
    axes: Axes, labels: Sequence[Label], marks: Sequence[tuple[float, float]], lines: Sequence[Sequence[Any]] = ()
) -> list[Label]:
    """Print names, the first of them first, around marks (lon, lat); those that found room.

    A spot that no line (points in degrees) runs through goes before one that a line crosses.
    """
    import shapely
    from matplotlib.transforms import Bbox

    figure: Any = axes.figure
    figure.draw_without_rendering()  # so that everything else has its place
    drawer = figure.canvas.get_renderer()
    reach = MARK * figure.dpi / 72
    frame = axes.get_window_extent(drawer)
    spots = [axes.transData.transform(mark) for mark in marks]
    taken = [Bbox.from_bounds(x - reach, y - reach, 2 * reach, 2 * reach) for x, y in spots]
    taken += [each.get_window_extent(drawer) for each in axes.texts]
    crossed = [shapely.LineString(axes.transData.transform([point[:2] for point in line])) for line in lines]
    printed = []
    for label in labels:
        best: Any = None
        for x, y, across, up in label.spots:
            text = axes.annotate(label.text, (label.lon, label.lat), xytext=(x, y), textcoords="offset points",
                                 ha=across, va=up, **label.style)  # fmt: skip
            extent = text.get_window_extent(drawer)
            inside = frame.x0 <= extent.x0 and extent.x1 <= frame.x1 and frame.y0 <= extent.y0 and extent.y1 <= frame.y1
            if not inside or any(extent.overlaps(other) for other in taken):
                text.remove()
                continue
            clear = not any(line.intersects(shapely.box(*extent.extents)) for line in crossed)
            if best is None or clear:
                if best is not None:
                    best[0].remove()
                best = (text, extent)
            else:
                text.remove()
            if clear:
                break
        if best is not None:
            taken.append(best[1])
            printed.append(label)
    return printed
