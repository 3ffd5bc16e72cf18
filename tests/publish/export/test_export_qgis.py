"""The QGIS style: a category and a symbol for every event type that a row can have."""

from __future__ import annotations

import json

from exporting import FALL, event_rows, text
from lxml import etree

from contested.publish.export import codes
from contested.publish.export.qgis import COLUMN, rgba, style


def test_every_event_type_has_a_category_with_its_symbol() -> None:
    whole = etree.fromstring(style().encode())
    (renderer,) = whole.findall("renderer-v2")
    found = {each.get("value"): each.get("symbol") for each in renderer.iter("category")}
    assert set(found) == {row["event_type"] for row in codes.rows("acled_types.csv")} | {""}
    symbols = {each.get("name"): each for each in renderer.iter("symbol")}
    assert set(symbols) == set(found.values()) and len(symbols) == len(found)
    for symbol in symbols.values():
        options = {each.get("name"): each.get("value") for each in symbol.iter("Option") if each.get("name")}
        older = {each.get("k"): each.get("v") for each in symbol.iter("prop")}
        assert options == older and options["color"] is not None and len(options["color"].split(",")) == 4


def test_the_column_that_it_goes_by_is_a_property_of_the_features() -> None:
    (feature,) = json.loads(text(event_rows(*FALL), "geojson"))["features"]
    assert feature["properties"][COLUMN] == "Battles"


def test_a_colour_is_written_in_tens() -> None:
    assert rgba("#b2182b") == "178,24,43,255"
