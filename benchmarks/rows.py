"""How right ACLED rows are, column by column, against rows coded by hand (``tests/gold/rows``).

    .venv/bin/python benchmarks/rows.py [ROWS.csv] [--list] [--json]

Each text is read by itself, as `contested add` and `contested export --to acled` would do it, and its rows are
compared with the one that a coder made: the row that agrees in most columns counts. A text without a row is wrong in
every column. Right means: the very day and precision, the same code, the same name of an actor, the same country, a
place within 25 km, the same number of deaths. ``whole``: all of these. ``extra`` counts rows beyond one a text, and
"texts without a row" says why. ``--list`` says which columns of which text were wrong, for looking into
kinds of errors on rows that are not kept as a measure.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from contested.fusion.voice import Hearing
from contested.gazetteer.index import Gazetteer
from contested.gazetteer.sphere import kilometres
from contested.knowledge import load
from contested.model import Report, Told
from contested.publish.export import About, Admission, Row, formats, in_index, of_event
from contested.publish.export.acled import cells
from contested.reading import open_reader
from contested.reading.compile import known_places
from contested.situation import Question, Situation

GOLD = Path(__file__).parents[1] / "tests" / "gold" / "rows" / "rows.csv"
NEAR = 25.0
SAME = ("event_date", "time_precision", "event_type", "sub_event_type", "actor1", "actor2", "country", "fatalities")
COLUMNS = (*SAME, "location")


class Coder:
    """Codes texts as the program does."""

    def __init__(self) -> None:
        self.known = load([])
        self.out: Counter[str] = Counter()
        self.reader = open_reader()
        index = Gazetteer.open(None, **known_places([]))
        self.find = in_index(index)
        self.about = About(actors={each.id: each for each in self.known.actors}, conflicts=self.known.conflicts,
                           nation=lambda word: index.place(row).country if (row := index.demonym(word)) is not None
                           else None)  # fmt: skip

    def rows(self, id: str, day: str, text: str) -> list[dict[str, str]]:
        """The ACLED rows of a text."""
        report = Report(id=id, text=text, date=day, source="Gold")
        told = tuple(Told(claim=each, report=report, known=day) for each in self.reader.read(report).claims)
        asked = Situation(told, Question(), conflicts=self.known.conflicts, roads=self.known.roads)
        by_id, hearing = {each.claim.id: each for each in told}, Hearing(asked.told, asked.copies)
        found = (of_event(event, by_id, hearing.of, self.find) for event in asked.events())
        admission = Admission(formats()["acled"], about=self.about)
        let: Iterator[Row] = admission.through(found)
        made = [{name: "" if value is None else str(value) for name, value in cells(row, self.about).items()}
                for row in let]  # fmt: skip
        if not made:
            self.out.update(list(admission.out) or ["nothing read"])
        return made


class Score(NamedTuple):
    """Counts of right columns, of texts, of texts with a row, of rows beyond one."""

    right: Counter[str]
    texts: int
    coded: int
    extra: int

    def shares(self) -> dict[str, float]:
        """The share right by column, and of whole rows."""
        return {name: round(self.right[name] / self.texts, 3) for name in (*COLUMNS, "whole")}


def right(row: Mapping[str, str], owed: Mapping[str, str]) -> dict[str, bool]:
    """Which columns of a row are as they were coded by hand."""
    found = {name: row[name] == owed[name] for name in SAME}
    there = (
        row["latitude"] != ""
        and kilometres(
            float(row["latitude"]), float(row["longitude"]), float(owed["latitude"]), float(owed["longitude"])
        )
        <= NEAR
    )
    return found | {"location": there}


def compared(owed: Sequence[Mapping[str, str]], coder: Coder, listed: bool) -> Score:
    """Code every text and count."""
    counts: Counter[str] = Counter()
    coded = extra = 0
    for row in owed:
        made = [right(each, row) for each in coder.rows(row["id"], row["date"], row["text"])]
        best = max(made, key=lambda each: sum(each.values()), default=dict.fromkeys(COLUMNS, False))
        coded += bool(made)
        extra += max(0, len(made) - 1)
        counts.update([name for name, is_right in best.items() if is_right])
        counts["whole"] += all(best.values())
        if listed:
            print(row["id"], ", ".join(name for name, is_right in best.items() if not is_right) or "right")
    return Score(counts, len(owed), coded, extra)


def gold(path: Path) -> list[dict[str, str]]:
    """The rows coded by hand, with the event type of their sub-event type."""
    from contested.publish.export import codes

    types = {row["sub_event_type"]: row["event_type"] for row in codes.rows("acled_types.csv")}
    with path.open(encoding="utf-8", newline="") as file:
        return [row | {"event_type": types[row["sub_event_type"]]} for row in csv.DictReader(file)]


def main(words: Sequence[str] | None = None) -> int:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rows", type=Path, nargs="?", default=GOLD)
    parser.add_argument("--list", action="store_true", help="say which columns of which text were wrong")
    parser.add_argument("--json", action="store_true")
    want = parser.parse_args(words)
    coder = Coder()
    score = compared(gold(want.rows), coder, want.list)
    if want.json:
        print(json.dumps({"texts": score.texts, "coded": score.coded, "extra": score.extra, "right": score.shares()}))
        return 0
    print(f"{score.texts} texts, {score.coded} with a row, {score.extra} rows beyond one a text")
    print("texts without a row: " + ", ".join(f"{why} {count}" for why, count in coder.out.most_common()))
    for name, share in score.shares().items():
        print(f"{name:16} {share:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
