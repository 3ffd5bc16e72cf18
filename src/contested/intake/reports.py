"""Records to reports: every field checked, and an identity given to a report that brings none.

A report's identity is the row's own id, else a hash of its words and of what says whose and when they are (publisher,
address, date); never the path.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from math import isfinite

from contested import characters
from contested.errors import InputError
from contested.intake.dates import iso_date
from contested.intake.limits import Limits
from contested.intake.record import FIELDS, Record, Settings
from contested.model import Report, digest, report_id


def report_of(record: Record, name: str, settings: Settings) -> tuple[Report, bool]:
    """The report of a record, and whether the record brought its own id.

    Raises:
        InputError: a field is not what it must be; names file, line, field and remedy.
    """
    fields = {field: text_of(field, record, name) for field in FIELDS}
    text = fields.pop("text")
    if text is None or not text.strip():
        empty = "text" in record.fields
        remedy = "give it words to read" if empty else "give it a `text`, or name the field with --map text=FIELD"
        what = "the report is empty" if empty else "lacks `text`"
        raise InputError(what, source=name, line=record.line, remedy=remedy)
    if len(text) > settings.limits.text:
        what, remedy = f"is longer than {settings.limits.text_mb:g} million characters", "split it, or raise"
        raise InputError(what, source=name, line=record.line, remedy=f"{remedy} CONTESTED_MAX_TEXT_MB")
    for field, value in settings.defaults.items():
        fields[field] = fields.get(field) or characters.field(value).strip() or None
    if fields["id"] and characters.is_too_long(fields["id"]):
        raise wrong(f"is longer than {characters.LONGEST:,} bytes", "id", record, name, "give a shorter id")
    fields["date"] = date_of(fields["date"], record, name, settings)
    if fields["country"]:
        code = country_code(fields["country"])
        if code is None:
            remedy = "write an ISO 3166-1 code such as SY"
            raise wrong(f'"{fields["country"]}" is no country code', "country", record, name, remedy)
        fields["country"] = code
    own_id = fields.pop("id")
    return Report(id=own_id or identity(text, fields), text=text, **fields), own_id is not None


def text_of(field: str, record: Record, name: str) -> str | None:
    """A field as text; a number is taken as it is written, since tables hold ids and dates as numbers."""
    value = record.fields.get(field)
    if value is None or isinstance(value, str):
        if field == "text":
            return value and characters.words(value)
        return characters.field(value or "").strip() or None
    if isinstance(value, int | float | Decimal) and field in ("id", "date") and not isinstance(value, bool):
        if isfinite(value):
            return str(int(value) if value == int(value) else value)
        raise wrong(f"is {value}, not text", field, record, name, "write a text")
    raise wrong(f"is {type(value).__name__}, not text", field, record, name, "write a text")


def country_code(written: str) -> str | None:
    """An ISO 3166-1 alpha-2 code in capitals; None where no country has it."""
    # some letters become two in capitals, and then look like a code
    code = written.upper() if written.isascii() else ""
    return code if code in country_codes() else None


@cache
def country_codes() -> frozenset[str]:
    """The codes of all countries."""
    from contested.gazetteer.sources import table

    return frozenset(row["iso2"] for row in table("countries.csv"))


def date_of(written: str | None, record: Record, name: str, settings: Settings) -> str | None:
    """The day that a report says it is of, as an ISO date."""
    if written is None:
        return None
    day = iso_date(written, settings.day_first)
    if day is None:
        raise wrong(f'"{written}" is no date', "date", record, name, "write YYYY-MM-DD")
    return day


def doubt(day: str, limits: Limits) -> str | None:
    """Why nothing can have been published on an ISO day; None where it can. Tomorrow has begun somewhere."""
    if int(day[:4]) < limits.first_year:
        return f"is before {limits.first_year:g} (CONTESTED_FIRST_YEAR)"
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    return "lies in the future" if day > tomorrow.isoformat() else None


def wrong(what: str, field: str, record: Record, name: str, remedy: str) -> InputError:
    """A field that is not what it must be."""
    return InputError(what, source=name, line=record.lines.get(field, record.line), key=field, remedy=remedy)


def identity(text: str, fields: dict[str, str | None]) -> str:
    """The id of a report that brings none: its words, and who published them where and when, as far as it says."""
    publication = [fields[field] for field in ("source", "url", "date")]
    return digest("report", text, *publication) if any(publication) else report_id(text)
