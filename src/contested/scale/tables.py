"""Tables of claims, as `contested scale read` writes them, read back as what fusion and control take in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from pathlib import Path
from typing import Any

import msgspec

from contested.errors import InputError
from contested.extras import needed
from contested.model import Claim, Report, Told

DECODE = msgspec.json.Decoder(Claim).decode
WANTED = ("report", "date", "source", "side", "country", "words", "claim")
AT_ONCE = 2_000


class Taking(msgspec.Struct, frozen=True):
    """Which claims count: ``drop``: reports (`number`) that an earlier table has; ``as_known``: none known later (ISO).

    ``undated``: the ISO date on which a report without a date counts as known.
    """

    undated: str
    as_known: str | None = None
    drop: tuple[int, ...] = ()


class Stock(msgspec.Struct, frozen=True):
    """What a table holds: its claims, the numbers of its reports, and the first and last date (ISO) on them."""

    claims: int
    reports: tuple[int, ...]
    first: str | None
    last: str | None


def number(id: str) -> int:
    """A report's id as a number of 64 bits."""
    return int.from_bytes(blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def stock(path: Path) -> Stock:
    """Look through a table.

    Raises:
        InputError: it is not a whole table of claims.
    """
    claims, reports, dates = 0, set[int](), set[str]()
    for rows in batches(path, ("report", "date")):
        claims += len(rows)
        reports.update(number(row["report"]) for row in rows)
        dates.update(row["date"][:10] for row in rows if row["date"])
    return Stock(claims, tuple(sorted(reports)), min(dates, default=None), max(dates, default=None))


def told(path: Path, taking: Taking) -> Iterator[list[Told]]:
    """The claims of a table that count, report by report; a report's text is blank but for sentences of claims.

    Raises:
        InputError: it is not a whole table of claims.
    """
    drop = frozenset(taking.drop)
    rows = (row for some in batches(path, WANTED) for row in some)
    for id, same in groupby(rows, key=lambda row: row["report"]):
        mine = list(same)
        known = (mine[0]["date"] or taking.undated)[:10]
        if (taking.as_known is None or known <= taking.as_known) and not (drop and number(id) in drop):
            yield of_report(mine, known)


def of_report(rows: Sequence[dict[str, Any]], known: str) -> list[Told]:
    """The claims of one report."""
    claims, row = [DECODE(each["claim"]) for each in rows], rows[0]
    words = {claim.sentence.start: each["words"] for claim, each in zip(claims, rows, strict=True)}
    report = Report(
        id=row["report"], text=blank_but(words), date=row["date"], source=row["source"], side=row["side"],
        country=row["country"],
    )  # fmt: skip
    return [Told(claim=claim, report=report, known=known) for claim in claims]


def blank_but(words: dict[int, str]) -> str:
    """A text of spaces with some words, each where it stands."""
    made: list[str] = []
    at = 0
    for start, text in sorted(words.items()):
        made += [" " * (start - at), text[max(0, at - start) :]]
        at = max(at, start + len(text))
    return "".join(made)


def batches(path: Path, columns: Collection[str]) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table, some at a time.

    Raises:
        InputError: it is not a whole table of claims.
    """
    with needed("scale", "a table of claims"):
        import pyarrow.parquet as pq
    try:
        with pq.ParquetFile(path) as file:
            if missing := [name for name in WANTED if name not in file.schema_arrow.names]:
                what, remedy = f"has no column {missing[0]!r}", "have `contested scale read` write it anew"
                raise InputError(what, source=str(path), remedy=remedy)
            for batch in file.iter_batches(AT_ONCE, columns=list(columns)):
                yield batch.to_pylist()
    except InputError:
        raise
    except Exception as error:  # a broken file may break the library anywhere
        what = f"cannot be read: {str(error).partition(chr(10))[0][:200]}"
        raise InputError(what, source=str(path), remedy="remove it and let `contested scale read` write it") from error
