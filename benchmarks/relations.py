"""Draw what every relation to a place comes to, to be looked at: one panel a sentence, read as a user's report is.

    python benchmarks/relations.py relations.svg      also writes relations.geojson beside it

Each panel shows the area (or line, or point with its radius), the known towns about it, and the precision code.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.sphere import moved
from contested.model import Place, Report
from contested.reading import open_reader

SENTENCES = (
    "Clashes broke out in Hama.",
    "Airstrikes hit the vicinity of Saraqib.",
    "Fighters clashed within 5 km of Al-Bab.",
    "Clashes took place around Manbij.",
    "Fighting raged on the outskirts of Daraa.",
    "Fighting broke out at the western entrance of Raqqa.",
    "Rebels attacked positions in the eastern countryside of Hama.",
    "Clashes occurred in eastern Qalamoun.",
    "Clashes broke out some 20 kilometres north-west of Hama.",
    "Fighting continued south of Aleppo.",
    "The army seized the area between Palmyra and Sukhnah.",
    "The army took control of the triangle of Sukhnah, Palmyra and Arak.",
    "SDF fighters clashed on the eastern bank of the Euphrates. Mortars fell in Hajin.",
    "Clashes erupted on the Syrian-Turkish border. Shells fell on Kobani.",
    "Fighting erupted on the Aleppo-Raqqa administrative border.",
    "ISIS ambushed a convoy along the Homs-Palmyra road.",
    "ISIS ambushed a convoy along the Tartus-Kobani road.",
    "Clashes erupted in Quneitra province.",
)
COLUMNS, WIDE, HIGH, TEXT = 3, 420, 320, 46


def corners(place: Place) -> list[tuple[float, float]]:
    """The points of a place's geometry as (lon, lat); the circle of its radius where it is a point."""
    if place.geometry is None:
        assert place.lat is not None and place.lon is not None and place.radius_km is not None
        ring = (moved(place.lat, place.lon, 10.0 * i, place.radius_km) for i in range(37))
        return [(lon, lat) for lat, lon in ring]
    found = place.geometry["coordinates"]
    return [(lon, lat) for lon, lat in (found[0] if place.geometry["type"] == "Polygon" else found)]


def panel(place: Place, text: str, towns: Sequence[tuple[str, float, float]]) -> Iterator[str]:
    """One place as SVG, north up, with the towns in view."""
    points = corners(place)
    assert place.lat is not None and place.lon is not None
    squeeze = math.cos(math.radians(place.lat))
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    span = 1.6 * max((max(lons) - min(lons)) * squeeze / WIDE, (max(lats) - min(lats)) / HIGH, 0.12 / HIGH)
    middle = (min(lons) + max(lons)) / 2, (min(lats) + max(lats)) / 2

    def xy(lon: float, lat: float) -> tuple[float, float]:
        return WIDE / 2 + (lon - middle[0]) * squeeze / span, HIGH / 2 - (lat - middle[1]) / span

    line = place.geometry is not None and place.geometry["type"] == "LineString"
    shape = "polyline" if line else "polygon"
    fill = "none" if line else "#0072b233"
    dash = ' stroke-dasharray="5 4"' if place.geometry is None else ""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (xy(*point) for point in points))
    yield f'<{shape} points="{path}" fill="{fill}" stroke="#0072b2" stroke-width="2"{dash}/>'
    shown: list[tuple[float, float]] = []
    for name, lat, lon in towns:
        x, y = xy(lon, lat)
        if 5 < x < WIDE - 60 and 5 < y < HIGH - 5 and all(abs(x - a) > 70 or abs(y - b) > 14 for a, b in shown):
            shown.append((x, y))
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5"/>'
            yield f'<text x="{x + 5:.1f}" y="{y + 4:.1f}">{escape(name)}</text>'
    x, y = xy(place.lon, place.lat)
    yield f'<path d="M{x - 5:.1f} {y:.1f}h10M{x:.1f} {y - 5:.1f}v10" stroke="#d55e00" stroke-width="2"/>'
    known = f"{place.name} · {place.id or 'no id'}"
    said = f"{place.relation} · {known} · {place.radius_km:.0f} km · where_prec {place.precision}"
    yield f'<text x="6" y="{HIGH + 16}" font-weight="bold">{escape(text)}</text>'
    yield f'<text x="6" y="{HIGH + 33}">{escape(said)}</text>'


def towns_of(gazetteer: Gazetteer, country: str) -> list[tuple[str, float, float]]:
    """The towns of a country, the largest first."""
    places = [place for place in map(gazetteer.place, range(gazetteer.size)) if place.country == country]
    places.sort(key=lambda place: -place.importance)
    return [(place.name, place.lat, place.lon) for place in places if place.level == "settlement"]


def main(argv: Sequence[str] | None = None) -> int:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("svg", type=Path)
    want = ask.parse_args(argv)
    reader = open_reader()
    towns, drawn, features = towns_of(reader.gazetteer, "SY"), [], []
    for number, text in enumerate(SENTENCES):
        claims = reader.read(Report(id=str(number), text=text, date="2017-05-27", country="SY")).claims
        place = next(each for claim in claims for each in claim.places if each.role == "at")
        x, y = number % COLUMNS * (WIDE + 10), number // COLUMNS * (HIGH + TEXT)
        body = "".join(panel(place, text, towns))
        frame = f'<rect width="{WIDE}" height="{HIGH}" fill="#f7f7f2" stroke="#999"/>'
        drawn.append(f'<svg x="{x}" y="{y}" width="{WIDE}" height="{HIGH + TEXT}">{frame}{body}</svg>')
        features.append(feature(place, text))
    size = f'width="{COLUMNS * (WIDE + 10)}" height="{-(-len(SENTENCES) // COLUMNS) * (HIGH + TEXT)}"'
    style = 'font-family="sans-serif" font-size="12"'
    want.svg.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>{"".join(drawn)}</svg>', "utf-8")
    collection = {"type": "FeatureCollection", "features": features}
    want.svg.with_suffix(".geojson").write_text(json.dumps(collection, indent=1), "utf-8")
    return 0


def feature(place: Place, text: str) -> dict[str, Any]:
    """A place as a GeoJSON feature."""
    geometry = place.geometry or {"type": "Point", "coordinates": [place.lon, place.lat]}
    said = {"text": text, "relation": place.relation, "precision": place.precision, "radius_km": place.radius_km}
    return {"type": "Feature", "geometry": geometry, "properties": said}


if __name__ == "__main__":
    sys.exit(main())
