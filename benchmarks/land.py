"""Make ``src/contested/control/land.json``: the land of the countries at war, coarse, to clip areas of control to.

    python benchmarks/land.py [world-atlas/countries-50m.json]

Natural Earth 1:50m (public domain) through the world-atlas package of the map page; rings simplified to about a
kilometre and a half, islands of less than some 20 square kilometres left out. Run again when a war of another country
is added to the knowledge files.
"""

from __future__ import annotations

import json
import sys
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import pycountry
from shapely import Geometry, MultiPolygon, Polygon, box, intersection, make_valid, simplify, unary_union
from shapely.affinity import translate
from shapely.geometry import mapping

from contested.knowledge import load

ROOT = Path(__file__).resolve().parents[1]
ATLAS = ROOT / "web" / "node_modules" / "world-atlas" / "countries-50m.json"
SIMPLE, SMALLEST = 0.015, 0.002  # degrees, square degrees


def arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs of a quantised topology as (lon, lat)."""
    (east, north), (lon, lat) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
        found.append([(lon + east * x, lat + north * y) for x, y in zip(xs, ys, strict=True)])
    return found


def ring(numbers: list[int], lines: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """A ring from its arcs; a negative number is an arc taken backwards."""
    found: list[tuple[float, float]] = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        found.extend(line[1:] if found else line)
    return unbroken(found)


def unbroken(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring that crosses the line of 180 degrees goes on beyond it; it does not run back around the earth."""
    turns, found = 0, ring[:1]
    for (before, _), (lon, lat) in pairwise(ring):
        turns += (before - lon > 180) - (lon - before > 180)
        found.append((lon + 360 * turns, lat))
    return found


def on_earth(shape: Geometry) -> Geometry:
    """A shape within 180 degrees of longitude: what lies beyond is the earth's other end."""
    if shape.bounds[0] >= -180 and shape.bounds[2] <= 180:
        return shape
    parts = (translate(intersection(shape, box(360 * turn - 180, -90, 360 * turn + 180, 90)), -360 * turn)
             for turn in (-1, 0, 1))  # fmt: skip
    return unary_union([part for part in parts if not part.is_empty])


def land(geometry: dict[str, Any], lines: list[list[tuple[float, float]]]) -> MultiPolygon:
    """A country's land, simplified."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = [ring(part[0], lines) for part in parts]
    whole = unary_union([on_earth(make_valid(Polygon(each))) for each in rings if len(each) > 3])
    whole = simplify(whole, SIMPLE)
    kept = [each for each in getattr(whole, "geoms", [whole]) if isinstance(each, Polygon)]
    largest = max(each.area for each in kept)
    return MultiPolygon([Polygon(each.exterior) for each in kept if each.area >= min(SMALLEST, largest)])


def rounded(value: Any) -> Any:
    """Coordinates to a hundredth of a degree."""
    return round(value, 2) if isinstance(value, float) else [rounded(each) for each in value]


def main() -> None:
    """Write the file."""
    atlas = json.loads(Path(sys.argv[1] if len(sys.argv) > 1 else ATLAS).read_text())
    lines, wanted = arcs(atlas), {country for conflict in load([]).conflicts for country in conflict.countries}
    found = {}
    for geometry in atlas["objects"]["countries"]["geometries"]:
        country = pycountry.countries.get(numeric=geometry.get("id") or "")
        if country is not None and country.alpha_2 in wanted:
            found[country.alpha_2] = rounded(mapping(land(geometry, lines))["coordinates"])
    missing = wanted - set(found)
    path = ROOT / "src" / "contested" / "control" / "land.json"
    path.write_text(json.dumps(dict(sorted(found.items())), separators=(",", ":")) + "\n")
    print(f"{path}: {len(found)} countries, {path.stat().st_size} bytes; not in the atlas: {sorted(missing)}")


if __name__ == "__main__":
    main()
