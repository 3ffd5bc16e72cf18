"""Where the settlements of the index lie, and which of them are of one country or one of its first divisions."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.layer import Layer
from contested.gazetteer.rows import LEVELS, NOWHERE, PACKED, PlaceRow

MARGIN = 1.0  # degrees about a country within which others' settlements say where it ends
SETTLEMENT = LEVELS.index("settlement")
#: `rows.PACKED`, as columns
COLUMNS = np.dtype(
    [("lat", "<i4"), ("lon", "<i4"), ("people", "<u4"), ("radius", "<f4"), ("importance", "<f4"), ("level", "u1"),
     ("source", "u1"), ("country", "S2"), ("id", "<u4"), ("name", "<u4"), ("admin1", "<u4"), ("admin2", "<u4"),
     ("outline", "<u4"), ("ids", "<u4")]
)  # fmt: skip


class Settled(NamedTuple):
    """Settlements: degrees, and whether each is of the place that is asked for."""

    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    inside: NDArray[np.bool_]


def settled(gazetteer: Gazetteer, place: PlaceRow) -> Settled:
    """The settlements of a country or first division (``place``) and those of others about its country."""
    tables = [(layer, _columns(layer)) for layer in gazetteer.layers]
    code = place.country.encode()
    own = np.concatenate([table[table["country"] == code][["lat", "lon"]] for _, table in tables])
    if not len(own):
        return Settled(np.empty(0), np.empty(0), np.empty(0, np.bool_))
    lat, lon, inside = [], [], []
    for layer, table in tables:
        near = np.ones(len(table), np.bool_)
        for axis in ("lat", "lon"):
            low, high = own[axis].min() - MARGIN * 1e6, own[axis].max() + MARGIN * 1e6
            near &= (table[axis] >= low) & (table[axis] <= high)
        table = table[near]
        mine = table["country"] == code
        if place.level != "country":
            # a place of the knowledge files may not say in which division it lies; then it says nothing
            told = ~mine | (table["admin1"] != NOWHERE)
            table, mine = table[told], mine[told]
            names = {int(at): layer.text(int(at)) == place.admin1 for at in np.unique(table["admin1"][mine])}
            mine = mine & np.array([names.get(int(at), False) for at in table["admin1"]], np.bool_)
        lat.append(table["lat"] / 1e6)
        lon.append(table["lon"] / 1e6)
        inside.append(mine)
    return Settled(np.concatenate(lat), np.concatenate(lon), np.concatenate(inside))


def _columns(layer: Layer) -> NDArray[np.void]:
    """The settlements of a layer as a table."""
    rows = layer.table[layer.rows_at : layer.rows_at + layer.size * PACKED.size]
    table: NDArray[np.void] = np.frombuffer(rows, COLUMNS)
    found: NDArray[np.void] = table[table["level"] == SETTLEMENT]
    return found
