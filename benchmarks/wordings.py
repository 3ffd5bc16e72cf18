"""Does the reader know the words? Single sentences, each a different way of telling one kind of event.

    python benchmarks/wordings.py [NAME ...] [-v]      the banks in tests/gold/wordings (all, or those named)

Each sentence asks for one event: its type, and where they are given its agent, patient, place and modality; what else
the reader finds there counts neither way. ``-v`` prints every sentence that is not wholly right. What a line holds is
told in ``tests/gold/wordings/README.md``.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contested.model import Actor, Claim, Report

if TYPE_CHECKING:
    from contested.reading.reader import Reader

BANKS = Path(__file__).resolve().parents[1] / "tests" / "gold" / "wordings"
DAY = "2024-06-15"
SIDES = {"clash", "displacement", "negotiation", "agreement", "prisoner_exchange"}  # either side may be the agent
SLOTS = ("type", "agent", "patient", "place", "modality")
Row = dict[str, Any]


def load(path: Path) -> list[Row]:
    """The sentences of one bank."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def banks(names: Iterable[str] = ()) -> Iterator[Path]:
    """The files of the banks: all of them, or those named."""
    wanted = set(names)
    yield from (path for path in sorted(BANKS.glob("*.jsonl")) if not wanted or path.stem in wanted)


def figures(verdicts: Iterable[dict[str, bool]]) -> dict[str, float]:
    """The share of sentences that are right in each slot that they ask for, and ``false``: negatives with a claim."""
    every = list(verdicts)
    shares = {name: [one[name] for one in every if name in one] for name in (*SLOTS, "false")}
    return {name: round(sum(right) / len(right), 4) for name, right in shares.items() if right}


def judge(row: Row, claims: Iterable[Claim]) -> dict[str, bool]:
    """Which slots of one sentence are right; one of a type that is missed is wrong."""
    if row["type"] is None:
        return {"false": any(True for _ in claims)}
    types = row["type"].split("|")
    mine = [claim for claim in claims if claim.type in types]
    agents = ("agent", "patient") if SIDES & set(types) else ("agent",)
    patients = ("agent", "patient", "beneficiary") if SIDES & set(types) else ("patient", "beneficiary")
    return {
        "type": bool(mine),
        **_asked("agent", row, [_names(a) for c in mine for a in c.actors if a.role in agents]),
        **_asked("patient", row, [_names(a) for c in mine for a in c.actors if a.role in patients]),
        **_asked("place", row, [f"{p.name} {p.mention.text if p.mention else ''}" for c in mine for p in c.places]),
        **_asked("modality", row, [f"{c.modality} {c.polarity} {c.outcome}" for c in mine]),
    }


def _asked(slot: str, row: Row, said: list[str]) -> dict[str, bool]:
    if not row.get(slot):
        return {}
    wanted = row[slot].lower().split("|")
    return {slot: any(f" {one}" in f" {words.lower()}" for one in wanted for words in said)}


def _names(actor: Actor) -> str:
    return " ".join(filter(None, (actor.name, actor.label, actor.mention.text if actor.mention else "")))


def read(rows: Iterable[Row], reader: Reader) -> Iterator[tuple[Row, tuple[Claim, ...], dict[str, bool]]]:
    """Read each sentence by itself; give it with its claims and what is right of it."""
    for row in rows:
        claims = reader.read(Report(id=row["id"], text=row["text"], date=row.get("date", DAY))).claims
        yield row, claims, judge(row, claims)


def main() -> int:
    from contested.reading import open_reader

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("-v", "--verbose", action="store_true")
    chosen, reader = parser.parse_args(), open_reader()
    for path in banks(chosen.names):
        done = list(read(load(path), reader))
        for row, claims, verdict in done if chosen.verbose else ():
            if wrong := [name for name, right in verdict.items() if right is (name == "false")]:
                print(f"{row['id']} [{row['type']}] {' '.join(wrong)}: {row['text']}  ->  {_shown(claims)}")
        print(f"{path.stem}: {len(done)} sentences, {figures(verdict for _, _, verdict in done)}")
    return 0


def _shown(claims: Iterable[Claim]) -> str:
    return "; ".join(
        f"{c.type}({c.trigger.text}) {', '.join(f'{a.role}={a.label or a.name}' for a in c.actors)}"
        f" at {', '.join(p.name for p in c.places)}"
        for c in claims
    )


if __name__ == "__main__":
    sys.exit(main())
