"""Cells of tables: text that no spreadsheet runs and every reader of CSV gives back.

A cell that begins like a formula gets an apostrophe (CWE-1236, OWASP "CSV injection": = + - @, tab, carriage return;
the full-width and small forms of these, which East Asian spreadsheets take for them; % and |, which some programs begin
a command by), also behind spaces and characters that nobody sees.
Line breaks become line feeds, other control characters U+FFFD.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

FORMULA = frozenset("=+-@%|")
#: Spaces, and what takes no place: soft hyphen, zero-width and directional marks, byte order mark.
UNSEEN = re.compile("[\\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*")
#: Control characters but tab and line feed, lone surrogates and what XML 1.0 has no character for.
#: Printable ASCII that begins with a letter or digit, as most cells are, has nothing to be kept from.
PLAIN = re.compile("(?:[0-9A-Za-z][ -~]*)?")
SHORT = 48  # characters of what may well stand in many rows
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without control characters."""
    return UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def in_line(text: str) -> str:
    """Text in one line."""
    return " ".join(clean(text).split())


def cell(value: object) -> object:
    """A value as it stands in CSV: numbers as they are, nothing for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return _word(value) if len(value) <= SHORT else _text(value)
    return value


def _text(value: str) -> str:
    if PLAIN.fullmatch(value):
        return value
    shown = clean(value)
    return f"'{shown}" if value.startswith(("\t", "\r")) or is_formula(shown) else shown


_word = lru_cache(maxsize=1 << 14)(_text)  # most words of a table stand in it many times


def is_formula(text: str) -> bool:
    """Whether the first character that is seen is one that a formula or command begins by."""
    seen = UNSEEN.sub("", text, count=1)[:1]
    return unicodedata.normalize("NFKC", seen)[:1] in FORMULA if seen else False


class _Given:
    """A file that hands what is written back to the writer, which hands it on."""

    def write(self, text: str) -> str:
        return text


_GIVEN = _Given()


def line(cells: Iterable[object]) -> str:
    """One row (RFC 4180)."""
    return str(csv.writer(_GIVEN).writerow([cell(value) for value in cells]))


def ordered(columns: Sequence[str], row: dict[str, object]) -> str:
    """A row in the order of its columns, all of which it must have."""
    return line(row[column] for column in columns)
