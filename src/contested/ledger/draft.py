"""What is to be appended as rows, all but their numbers: made before any lock is taken, so that others wait little."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from contested import characters
from contested.errors import LedgerError
from contested.model import Claim, Reading, Report, digest

#: The fields of a report that columns hold.
FIELDS = ("id", "title", "date", "source", "side", "url", "country", "lang")
ENCODE = msgspec.json.Encoder().encode
Row = tuple[Any, ...]


class Entry(NamedTuple):
    """A report to append, and what was read in it.

    ``knowledge`` and ``gazetteer`` are the digests of what the reading was made with; ``raw`` are the bytes that the
    words were taken from, where they are to be kept.
    """

    report: Report
    reading: Reading | None = None
    knowledge: str | None = None
    gazetteer: str | None = None
    raw: bytes | None = None


class Blob(NamedTuple):
    """Some bytes and the SHA-256 that they are kept by."""

    hash: str
    bytes: bytes


class Draft(NamedTuple):
    """An entry as rows; the numbers of report, source, reading and claims are not given yet."""

    report: Report
    identity: str
    content: Blob
    raw: Blob | None
    reading: ReadingDraft | None


class ReadingDraft(NamedTuple):
    """A reading as rows. ``found`` is the hash of all that was found; claims come with their actors and places."""

    reader: str
    knowledge: str | None
    gazetteer: str | None
    unread: str | None
    sentences: bytes
    mentions: bytes
    found: str
    claims: tuple[tuple[Row, list[Row], list[Row]], ...]

    def identity(self, report: int) -> str:
        """The same reader's same findings, with the same knowledge, in one report are one reading."""
        return reading_identity(report, self.reader, self.knowledge, self.gazetteer, self.found)


def blob(content: bytes) -> Blob:
    """Bytes with their hash."""
    return Blob(hashlib.sha256(content).hexdigest(), content)


def kept_as(field: str | None) -> str | None:
    """A field of a report as either database keeps it."""
    return field and characters.field(field)


def check_fields(report: Report) -> None:
    """Refuse what one database would take and the other not.

    Raises:
        LedgerError: a field is longer than any may be, or its country no code of two letters.
    """
    for name in FIELDS:
        if characters.is_too_long(getattr(report, name) or ""):
            what = f"its {name} is longer than {characters.LONGEST:,} bytes"
            raise LedgerError(what, source=f"report {report.id[:80]}", remedy="shorten it")
    if len(report.country or "") > 2:
        what = f'"{report.country}" is no country code'
        raise LedgerError(what, source=f"report {report.id}", remedy="write an ISO 3166-1 code such as SY")


def report_identity(report: Report, content: str) -> str:
    """A report is publisher, address, date and words (by their hash)."""
    return digest("report", report.source, report.url, report.date, content)


def reading_identity(report: int, reader: str, knowledge: str | None, gazetteer: str | None, found: str) -> str:
    """A reading is its report (by number), its reader with the digests of what it was made with, and what was found."""
    return digest("reading", report, reader, knowledge, gazetteer, found)


def hash_of(sentences: bytes, mentions: bytes, claims: Iterable[bytes]) -> str:
    """The hash of all that was found, as JSON."""
    return hashlib.sha256(b"\n".join([sentences, mentions, *claims])).hexdigest()


def draft(entry: Entry) -> Draft:
    """An entry as rows.

    Raises:
        LedgerError: the words are no Unicode text, or the reading has a claim twice.
    """
    report, reading = entry.report, entry.reading
    report = msgspec.structs.replace(report, **{name: kept_as(getattr(report, name)) for name in FIELDS})
    check_fields(report)
    try:
        content = blob(report.text.encode("utf-8"))
        found = None if reading is None else reading_draft(reading, entry.knowledge, entry.gazetteer)
    except UnicodeEncodeError as error:
        what = f"holds what is no character: {error.reason}"
        raise LedgerError(what, source=f"report {report.id}", remedy="see its encoding") from None
    raw = None if entry.raw is None else blob(entry.raw)
    return Draft(report, report_identity(report, content.hash), content, raw, found)


def reading_draft(reading: Reading, knowledge: str | None, gazetteer: str | None) -> ReadingDraft:
    """A reading as rows."""
    if len({claim.id for claim in reading.claims}) < len(reading.claims):
        source = f"report {reading.report.id}"
        raise LedgerError("its reading has one claim twice", source=source, remedy="read it anew")
    sentences, mentions = ENCODE(reading.sentences), ENCODE(reading.mentions)
    claims = [ENCODE(claim) for claim in reading.claims]
    found = hash_of(sentences, mentions, claims)
    rows = tuple(
        (claim_row(claim, content), list(actor_rows(claim)), list(place_rows(claim)))
        for claim, content in zip(reading.claims, claims, strict=True)
    )
    return ReadingDraft(reading.reader, knowledge, gazetteer, reading.unread, sentences, mentions, found, rows)


def claim_row(claim: Claim, content: bytes) -> Row:
    """What queries ask for, and the whole claim; in the order of the table after number, id and reading."""
    return (
        claim.id, claim.type, claim.main, claim.scope, claim.modality, claim.polarity, claim.outcome,
        claim.time.start, claim.time.end, claim.confidence, content,
    )  # fmt: skip


def in_column(name: str) -> str:
    """A name as a column holds it that both databases index; the claim has it whole."""
    name = characters.storable(name)
    return name[: characters.LONGEST // 4] if characters.is_too_long(name) else name


def actor_rows(claim: Claim) -> Iterator[Row]:
    """Who is in a claim: position, role, actor, name, side."""
    for position, actor in enumerate(claim.actors):
        yield position, actor.role, actor.id, in_column(actor.name), actor.side


def place_rows(claim: Claim) -> Iterator[Row]:
    """Where a claim is: position, role, place, name, latitude, longitude."""
    for position, place in enumerate(claim.places):
        yield position, place.role, place.id, in_column(place.name), place.lat, place.lon
