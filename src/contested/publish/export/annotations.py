"""The quotes of rows as W3C Web Annotations: what a claim rests on, by its exact words and by its place in the text.

One AnnotationPage; an annotation a claim. The target is the report; a TextQuoteSelector has the words with some before
and after, a TextPositionSelector the code points [start, end). Source: Web Annotation Data Model, W3C 2017, 4.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from contested.model import Told
from contested.publish.export.about import About, report_uri
from contested.publish.export.json_text import array, encoded
from contested.publish.export.row import Row
from contested.publish.export.sentence import sentence

AROUND = 32  # code points before and after the quote
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
HEAD = f'{{"@context":{encoded(CONTEXT)},"id":"contested:annotations","type":"AnnotationPage","items":[\n'


def web_annotations(rows: Iterable[Row], about: About) -> Iterator[str]:
    """The page, a line an annotation."""
    told = ((row, each) for row in rows for each in row.told if each.claim.quote.text)
    yield from array((annotation(row, each, about) for row, each in told), HEAD, "\n]}\n")


def annotation(row: Row, told: Told, about: About) -> dict[str, Any]:
    """One claim's words, tagged with its type, and what it is taken to say."""
    claim = told.claim
    put = f"{claim.modality}, {claim.polarity}"
    return {
        "@context": CONTEXT, "id": f"contested:claim:{claim.id}", "type": "Annotation", "motivation": "classifying",
        "body": [
            {"type": "TextualBody", "value": claim.type, "purpose": "tagging"},
            {"type": "TextualBody", "value": f"{sentence(row)} ({put})", "purpose": "describing",
             "format": "text/plain", "language": "en"},
            {"source": about.link(claim.id) if row.kind == "claim" else about.address(row), "purpose": "linking",
             "type": "SpecificResource"},
        ],
        "target": {"source": told.report.url or report_uri(told.report.id), "selector": selectors(told)},
        "generator": {"id": "contested:reader", "type": "Software", "name": claim.reader},
    }  # fmt: skip


def selectors(told: Told) -> list[dict[str, Any]]:
    """Both ways to find the words again; without what is around them where the report's text is not there."""
    quote, text = told.claim.quote, told.report.text
    words: dict[str, Any] = {"type": "TextQuoteSelector", "exact": quote.text}
    if text[quote.start : quote.end] == quote.text:
        before, after = text[max(0, quote.start - AROUND) : quote.start], text[quote.end : quote.end + AROUND]
        words |= {"prefix": before, "suffix": after}
    return [words, {"type": "TextPositionSelector", "start": quote.start, "end": quote.end}]
