"""Readings and claims put out for people and other programs: tables, maps, pages, and the static site.

Each name is loaded when it is first asked for, since the site needs the situation and its geometry, which take a while;
but two that their own modules would stand before, being called the same.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from contested.publish.geojson import geojson
from contested.publish.report_html import report_html

if TYPE_CHECKING:
    from contested.publish.jsonl import claims_jsonl as claims_jsonl
    from contested.publish.notes import Terms as Terms
    from contested.publish.page import Label as Label
    from contested.publish.page import Tiles as Tiles
    from contested.publish.scene import Account as Account
    from contested.publish.site import Published as Published
    from contested.publish.site import built_page as built_page
    from contested.publish.site import publish as publish
    from contested.publish.table import claims_csv as claims_csv

_LATER = {
    "Account": "scene",
    "Label": "page",
    "Published": "site",
    "Terms": "notes",
    "Tiles": "page",
    "built_page": "site",
    "claims_csv": "table",
    "claims_jsonl": "jsonl",
    "publish": "site",
}

__all__ = [
    "Account",
    "Label",
    "Published",
    "Terms",
    "Tiles",
    "built_page",
    "claims_csv",
    "claims_jsonl",
    "geojson",
    "publish",
    "report_html",
]


def __getattr__(name: str) -> object:
    """Load a name of the list from its module on first use (PEP 562)."""
    if name not in _LATER:
        raise AttributeError(f"module 'contested.publish' has no attribute {name!r}")
    return getattr(import_module(f"contested.publish.{_LATER[name]}"), name)
