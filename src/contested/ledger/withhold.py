"""Names that are not published: in whatever leaves the ledger they are blocks, as many as the name has characters.

The words stay in the ledger; offsets and quotes stay true of the words as they are given out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, select

from contested.errors import LedgerError
from contested.ledger.append import append_rows, last_number
from contested.ledger.schema import withheld
from contested.model import Claim, Report, Told

BLOCK = "█"
Thing = TypeVar("Thing")


class Withheld(msgspec.Struct, frozen=True, kw_only=True):
    """Author A decided that a name is not published, for a reason, at a time; ``withdraws``: that it is again."""

    number: int
    name: str
    author: str
    made: str
    reason: str
    withdraws: int | None = None


class Mask:
    """The names that are withheld, to be blocked out of values."""

    def __init__(self, names: Iterable[str]) -> None:
        # the longest first, so that no part of a name is left standing beside another
        longest = sorted(names, key=lambda name: (-len(name), name))
        parts = [r"\s+".join(map(re.escape, name.split())) for name in longest]
        self.pattern = re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None

    def text(self, text: str) -> str:
        """A text without the names, as long as it was."""
        return self.pattern.sub(lambda name: BLOCK * len(name.group()), text) if self.pattern else text

    def report(self, report: Report) -> Report:
        """A report without the names; its id and address stay."""
        if self.pattern is None or not any(map(self.pattern.search, (report.text, report.title or ""))):
            return report
        title = None if report.title is None else self.text(report.title)
        return msgspec.structs.replace(report, text=self.text(report.text), title=title)

    def within(self, thing: Thing, kind: Any, text: str) -> Thing:
        """What was found in a text (already without the names), without them; quotes are cut from that text again."""
        if self.pattern is None:
            return thing
        content = msgspec.json.encode(thing)
        if BLOCK not in text and not self.pattern.search(content.decode()):
            return thing
        made: Thing = msgspec.convert(self._walk(msgspec.json.decode(content), text), kind)
        return made

    def told(self, told: Told) -> Told:
        """A claim as it is told, and its original, without the names; its report is without them already."""
        if self.pattern is None:
            return told
        text = told.report.text
        original = None if told.original is None else self.within(told.original, Claim, text)
        return msgspec.structs.replace(told, claim=self.within(told.claim, Claim, text), original=original)

    def _walk(self, value: Any, text: str) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, list):
            return [self._walk(each, text) for each in value]
        if not isinstance(value, dict):
            return value
        made = {key: self._walk(each, text) for key, each in value.items()}
        if text and isinstance(made.get("text"), str) and isinstance(made.get("start"), int):
            made["text"] = text[made["start"] : made["end"]]
        return made


def mask_of(connection: Connection) -> Mask:
    """The mask of the names that are withheld now."""
    return Mask(row.name for row in standing(all_withheld(connection)))


def all_withheld(connection: Connection) -> tuple[Withheld, ...]:
    """Every row, in the order of deciding."""
    rows = connection.execute(select(withheld).order_by(withheld.c.n))
    return tuple(
        Withheld(
            number=row.n, name=row.name, author=row.author, made=row.made, reason=row.reason, withdraws=row.withdraws
        )
        for row in rows
    )


def standing(rows: Iterable[Withheld]) -> tuple[Withheld, ...]:
    """The names that nobody let be published again."""
    every = tuple(rows)
    back = {row.withdraws for row in every}
    return tuple(row for row in every if row.withdraws is None and row.number not in back)


def append_withheld(connection: Connection, row: Withheld, *, publish: bool) -> Withheld:
    """Append that a name is withheld, or with ``publish`` that it is published again; as it was numbered.

    Raises:
        LedgerError: it has no name, author or reason; or is withheld already, or not.
    """
    for field in ("name", "author", "reason"):
        if not getattr(row, field).strip():
            raise LedgerError(f"withholding a name needs the {field}", source=row.name, remedy=f"say the {field}")
    there = {each.name: each.number for each in standing(all_withheld(connection))}
    if publish != (row.name in there):
        what = "is not withheld" if publish else "is withheld already"
        raise LedgerError(what, source=row.name, remedy="`contested ledger withhold --list` lists the names")
    number = last_number(connection, withheld) + 1
    row = msgspec.structs.replace(row, number=number, withdraws=there.get(row.name))
    append_rows(connection, withheld, [(row.number, row.name, row.author, row.made, row.reason, row.withdraws)])
    return row
