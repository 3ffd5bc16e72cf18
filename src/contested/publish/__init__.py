"""Readings and claims put out for people and other programs: tables, maps, pages, and the static site.

The site needs the situation and its geometry, which take a while to load, and is loaded when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from contested.publish.geojson import geojson
from contested.publish.jsonl import claims_jsonl
from contested.publish.notes import Terms
from contested.publish.page import Label, Tiles
from contested.publish.report_html import report_html
from contested.publish.table import claims_csv

if TYPE_CHECKING:
    from contested.publish.scene import Account as Account
    from contested.publish.site import Published as Published
    from contested.publish.site import built_page as built_page
    from contested.publish.site import publish as publish

_LATER = {"Account": "scene", "Published": "site", "built_page": "site", "publish": "site"}

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
    """Load what belongs to the site on first use (PEP 562)."""
    if name not in _LATER:
        raise AttributeError(f"module 'contested.publish' has no attribute {name!r}")
    return getattr(import_module(f"contested.publish.{_LATER[name]}"), name)
