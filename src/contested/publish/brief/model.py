"""A brief is a few sections of sentences, each with the notes that it rests on; how it is set is another matter.

Every sentence cites at least one note, and a note is exact words of a report with who published them.
"""

from __future__ import annotations

import msgspec


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One footnote: exact words, and the report that they stand in. ``number`` counts from 1 in the order of citing."""

    number: int
    claim: str
    report: str
    source: str | None
    date: str | None
    title: str | None
    url: str | None
    quote: str


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence, and the numbers of its notes."""

    text: str
    notes: tuple[int, ...] = ()


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """One of several accounts of a thing: what is said, and who says so."""

    says: str
    sources: str
    notes: tuple[int, ...]


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A point on which accounts cannot all be right; the one with most voices first."""

    about: str
    accounts: tuple[Account, ...]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Rows of cells under a header; the notes of each row beside it."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[tuple[int, ...], ...]


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A picture as SVG, with its caption."""

    svg: str
    caption: str


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading with what stands under it, in this order."""

    heading: str
    figure: Figure | None = None
    lines: tuple[Line, ...] = ()
    table: Table | None = None
    disputes: tuple[Dispute, ...] = ()


class Brief(msgspec.Struct, frozen=True, kw_only=True):
    """A situation report over some days (ISO, both included). ``remarks``: how it was made and what it cannot say."""

    title: str
    first: str
    last: str
    as_known: str
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    remarks: tuple[str, ...]
