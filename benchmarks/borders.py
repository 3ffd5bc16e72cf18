"""Makes the countries that maps for print show, `publish/figures/countries.json`, from Natural Earth (1:50 million).

    python benchmarks/borders.py web/node_modules/world-atlas/countries-50m.json

Those of the wars and all within some degrees of them, by ISO 3166-1 alpha-2; borders shared by two are simplified
together, so that nothing gapes between them. Natural Earth is in the public domain; the copy is `world-atlas`'s.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import shapely

from contested.control.tessellation import land
from contested.publish.export.codes import countries

OUT = Path(__file__).resolve().parents[1] / "src" / "contested" / "publish" / "figures" / "countries.json"
AROUND = 4.0  # degrees
SMOOTH, LEAST = 0.045, 0.01  # degrees, and square degrees of an island that is kept

Line = list[tuple[float, float]]


def main(words: Sequence[str]) -> None:
    """Write the file."""
    atlas = json.loads(Path(words[0]).read_text(encoding="utf-8"))
    arcs = [smoothed(decoded(arc, atlas["transform"])) for arc in atlas["arcs"]]
    numbers = {row.iso_numeric.zfill(3): iso2 for iso2, row in countries().items()}
    near = shapely.union_all([shapely.box(*shape.bounds) for shape in land().values()]).buffer(AROUND)
    found: dict[str, list[list[list[float]]]] = {}
    for each in atlas["objects"]["countries"]["geometries"]:
        code = numbers.get(str(each.get("id", "")).zfill(3))
        rings = [ring for ring in outer(each, arcs) if shapely.Polygon(ring).area >= LEAST]
        if code and any(shapely.Polygon(ring).intersects(near) for ring in rings):
            found[code] = [[[round(x, 2), round(y, 2)] for x, y in ring] for ring in rings]
    OUT.write_text(json.dumps(dict(sorted(found.items())), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(found)} countries, {OUT.stat().st_size / 1000:.0f} kB; without: {sorted(set(land()) - set(found))}")


def decoded(arc: list[list[int]], transform: dict[str, list[float]]) -> Line:
    """An arc's points in degrees: differences of whole numbers, scaled (TopoJSON)."""
    x = y = 0
    line = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        line.append((x * transform["scale"][0] + transform["translate"][0],
                     y * transform["scale"][1] + transform["translate"][1]))  # fmt: skip
    return line


def smoothed(line: Line) -> Line:
    """A line with fewer points, its ends kept."""
    return list(shapely.LineString(line).simplify(SMOOTH).coords) if len(line) > 2 else line


def outer(geometry: dict[str, Any], arcs: list[Line]) -> list[Line]:
    """The outer rings of a country."""
    parts = geometry.get("arcs", [])
    polygons = [parts] if geometry["type"] == "Polygon" else parts
    rings = [joined(polygon[0], arcs) for polygon in polygons if polygon]
    return [unbroken(ring) for ring in rings if len(ring) >= 4]


def unbroken(ring: Line) -> Line:
    """A ring that crosses the line of 180 degrees goes on beyond it."""
    lons = [lon for lon, _ in ring]
    return [(lon + 360 if lon < 0 else lon, lat) for lon, lat in ring] if max(lons) - min(lons) > 180 else ring


def joined(numbers: list[int], arcs: list[Line]) -> Line:
    """A ring of arcs; the complement of a number is its arc from end to beginning."""
    ring: Line = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


if __name__ == "__main__":
    main(sys.argv[1:])
