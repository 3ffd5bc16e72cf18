"""A style for QGIS (``.qml``) beside GeoJSON: a colour and a shape for each event type, as large as a print needs.

QGIS takes a file of the same name with the suffix ``.qml`` by itself when the layer is opened. Symbols are written as
versions from 3.26 on read them (``Option``) and as older ones do (``prop``).
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from contested.publish.export import codes

COLUMN = "acled_event_type"
DOCTYPE = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n"
OTHER = ("", "other", "#bababa", "circle")  # the category of every other value
SIZE = "2.6"  # millimetres


def style() -> str:
    """The style of a layer of rows, by ACLED's event type."""
    whole = Element("qgis", version="3.28.0", styleCategories="Symbology")
    renderer = SubElement(whole, "renderer-v2", type="categorizedSymbol", attr=COLUMN, symbollevels="0")
    categories, symbols = SubElement(renderer, "categories"), SubElement(renderer, "symbols")
    rows = [(row["event_type"], row["event_type"], row["colour"], row["shape"])
            for row in codes.rows("event_colours.csv")]  # fmt: skip
    for at, (value, label, colour, shape) in enumerate([*rows, OTHER]):
        SubElement(categories, "category", value=value, label=label, symbol=str(at), render="true", type="string")
        marker(
            SubElement(symbols, "symbol", type="marker", name=str(at), alpha="0.9", clip_to_extent="1"), colour, shape
        )
    indent(whole)
    return DOCTYPE + tostring(whole, encoding="unicode") + "\n"


def marker(symbol: Element, colour: str, shape: str) -> None:
    """A mark of a colour and a shape with a thin white line around it."""
    layer = SubElement(symbol, "layer", {"class": "SimpleMarker", "enabled": "1", "locked": "0", "pass": "0"})
    said = {
        "color": rgba(colour), "name": shape, "size": SIZE, "size_unit": "MM", "outline_color": "255,255,255,255",
        "outline_style": "solid", "outline_width": "0.2", "outline_width_unit": "MM",
    }  # fmt: skip
    options = SubElement(layer, "Option", type="Map")
    for name, value in said.items():
        SubElement(options, "Option", name=name, type="QString", value=value)
    for name, value in said.items():
        SubElement(layer, "prop", k=name, v=value)


def rgba(colour: str) -> str:
    """A colour such as "#b2182b" as QGIS writes it."""
    return ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5)) + ",255"
