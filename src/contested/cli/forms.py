"""The forms that `read` writes: each turns one reading into text, some with words before or after all of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from contested.model import Reading


class Form(NamedTuple):
    """How readings are written: what stands before, each of them, and what stands between two and after all."""

    each: Callable[[Reading], str]
    before: Callable[[], str] = str
    between: str = ""
    after: str = ""


def claims(reading: Reading) -> str:
    """Claims, one JSON object a line."""
    from contested.publish import claims_jsonl

    return "".join(claims_jsonl([reading]))


def mentions(reading: Reading) -> str:
    """Mentions, one JSON object a line."""
    encode = msgspec.json.encode
    return "".join(encode(mention).decode() + "\n" for mention in reading.mentions)


def plain(reading: Reading) -> str:
    """The report with its claims under each sentence."""
    from contested.cli.layout import layout

    return "".join(line.plain() + "\n" for line in layout(reading))


def table_head() -> str:
    """The header line of the table."""
    from contested.publish import claims_csv

    return "".join(claims_csv([]))


def table_rows(reading: Reading) -> str:
    """The rows of one reading's claims."""
    from contested.publish import claims_csv

    return "".join(list(claims_csv([reading]))[1:])


def features(reading: Reading) -> str:
    """The features of one reading, as they stand in a FeatureCollection; empty for none."""
    from contested.publish import geojson

    return ",\n".join(msgspec.json.encode(feature).decode() for feature in geojson([reading])["features"])


def page(reading: Reading, credits: Sequence[str] = ()) -> str:
    """The report as one HTML page; ``credits`` are what the sources of places want said."""
    from contested.publish import report_html

    return report_html(reading, credits=credits)


def credited(gazetteer: Path | None) -> Form:
    """Pages that credit the layers of an index of places, too."""
    from contested.gazetteer.shelf import credits
    from contested.gazetteer.store import GEONAMES, shelf_folder

    return Form(partial(page, credits=[said for said in credits(shelf_folder(gazetteer)) if said != GEONAMES]))


FORMS: dict[str, Form] = {
    "text": Form(plain),
    "claims": Form(claims),
    "mentions": Form(mentions),
    "html": Form(page),
    "geojson": Form(features, lambda: '{"type":"FeatureCollection","features":[\n', between=",\n", after="\n]}\n"),
    "csv": Form(table_rows, table_head),
}
