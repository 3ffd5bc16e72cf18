"""Whatever the words are, every format is well formed, and every reader gives each field back."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from typing import Any
from xml.etree import ElementTree

import pyarrow as pa
import pyarrow.parquet as pq
from accounts import account, killed, place
from exporting import ABOUT, claim_rows
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from contested.model import Told
from contested.publish.export import export
from contested.publish.export.cells import clean
from contested.publish.export.flat import COLUMNS, flat

#: Letters of any script, control characters, marks of HTML, CSV, Markdown and formulas.
SIGNS = st.characters() | st.sampled_from("=+-@\t\r\n\0\x1b\x7f\u2028\u202e\ufeff\ufffe<>&\"'|`*_[](){}#\\,;:/ ")
TEXT = st.text(SIGNS, min_size=1, max_size=40)
KML = "{http://www.opengis.net/kml/2.2}"
FORMATS = ("acled", "ged", "plover", "geojson", "csv", "hxl", "kml", "ftm", "annotations", "prov", "markdown")


def told_with(words: str) -> Told:
    """A claim with these words in every field that holds a writer's or a publisher's words."""
    where = replace(place("Maskanah"), name=words, admin1=words, admin2=words)
    told = account("a", "clash", where, by="army", of="rebels", source=words, counts=(killed(2),), ucdp=1, text=words,
                   said_by=words)  # fmt: skip
    claim, report = told.claim, told.report
    actors = tuple(replace(actor, name=words, label=words) for actor in claim.actors)
    trigger = replace(claim.trigger, text=words)
    report = replace(report, title=words, url=words, id=words)
    return replace(told, claim=replace(claim, actors=actors, trigger=trigger, report=words), report=report)


def written(told: Told, to: str) -> bytes:
    return b"".join(export(claim_rows(told), to, ABOUT))


@given(TEXT)
@example('=HYPERLINK("https://example.org")')
@example("\r\n=1+1")
@example("\t@SUM(1)")
@example("]]><script>alert(1)</script>")
@example("\x00\x01\x1f\x85\ud800")
def test_no_format_breaks_whatever_the_words_are(words: str) -> None:
    told = told_with(words)
    for to in FORMATS:
        text = written(told, to).decode()
        assert not {char for char in text if unicodedata.category(char) in ("Cc", "Cs")} - {"\n", "\r", "\t"}, to
        CHECKS.get(to, as_json)(text, told)


def as_csv(text: str, told: Told) -> None:
    """One row of the header's columns, and no cell that a spreadsheet runs."""
    head, *rows = csv.reader(io.StringIO(text))
    assert all(len(row) == len(head) for row in rows) and len(rows) == 1 + ("#event+id" in text)
    assert not any(cell.lstrip().startswith(("=", "+", "@")) or cell[:1] in "\t\r" for cell in rows[-1] if cell)
    assert not any(cell.lstrip().startswith("-") and not re.fullmatch(r"-[\d.]+", cell) for cell in rows[-1])
    if head == list(COLUMNS):
        (row,) = claim_rows(told)
        for name, value in flat(row, ABOUT).items():
            cell = rows[-1][head.index(name)]
            assert cell.removeprefix("'") == ("" if value is None else clean(str(value))).removeprefix("'"), name


def as_json(text: str, told: Told) -> None:
    """JSON that holds the very words."""
    if text.lstrip()[:1] == "[" or text.count("\n") < 2 or not is_lines(text):
        values: Any = json.loads(text)
    else:
        values = [json.loads(line) for line in text.splitlines()]
    assert values


def is_lines(text: str) -> bool:
    """Whether each line is a value of its own."""
    return all(line.startswith("{") and line.endswith("}") for line in text.split("\n") if line)


def as_lines(text: str, told: Told) -> None:
    """A value a line, whatever line breaks the words have."""
    assert all(json.loads(line)["value"] for line in text.split("\n") if line)


def as_quotes(text: str, told: Told) -> None:
    """The exact words."""
    (note,) = json.loads(text)["items"]
    assert note["target"]["selector"][0]["exact"] == told.claim.quote.text


def as_shapes(text: str, told: Told) -> None:
    """The very words, unchanged."""
    (feature,) = json.loads(text)["features"]
    assert feature["properties"]["place"] == told.claim.places[0].name


def as_xml(text: str, told: Told) -> None:
    """Well formed, with the words as text."""
    (mark,) = ElementTree.fromstring(text).iter(f"{KML}Placemark")
    names = [each.findtext(f"{KML}value") for each in mark.iter(f"{KML}Data") if each.get("name") == "place"]
    assert names == [clean(told.claim.places[0].name)]
    assert not [each for each in mark.iter() if each.tag.endswith("script")]


def as_table(text: str, told: Told) -> None:
    """One line of eleven cells, with no markup of the words' own."""
    row = text.split("\n")[2]
    assert text.count("\n") == 3 and len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 12
    assert "<" not in row and not re.search(r"(?<!\\)(?:\\\\)*[`\[\]]", row)


CHECKS = {"acled": as_csv, "ged": as_csv, "csv": as_csv, "hxl": as_csv, "kml": as_xml, "ftm": as_lines,
          "annotations": as_quotes, "geojson": as_shapes, "markdown": as_table}  # fmt: skip


@given(TEXT)
def test_parquet_gives_every_field_back(words: str) -> None:
    told = told_with(words)
    (found,) = (
        pq.read_table(pa.BufferReader(written(told, "geoparquet"))).drop_columns(["bbox", "geometry"]).to_pylist()
    )
    (row,) = claim_rows(told)
    assert found == {
        name: clean(value) if isinstance(value, str) else value for name, value in flat(row, ABOUT).items()
    }
