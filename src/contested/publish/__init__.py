"""Readings and claims put out for people and other programs: tables, maps, pages, and the static site."""

from contested.publish.geojson import geojson
from contested.publish.jsonl import claims_jsonl
from contested.publish.notes import Terms
from contested.publish.page import Label, Tiles
from contested.publish.report_html import report_html
from contested.publish.scene import Account
from contested.publish.site import Published, built_page, publish
from contested.publish.table import claims_csv

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
