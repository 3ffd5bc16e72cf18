"""What the tests of many articles share: the packaged examples, some of them carried by others, as tables of claims."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import contested
from contested.intake import Settings, take
from contested.model import Report, Told
from contested.scale import tables
from contested.scale.parts import Part, parts
from contested.scale.work import Job, read_part

EXAMPLES = Path(contested.__file__).parent / "examples"
PARTS = 5


class Archive:
    """Tables of claims of some reports, and what they hold as fusion and control take it in."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths = sorted(folder.glob("claims-*.parquet"))

    @property
    def told(self) -> list[Told]:
        """All claims, of each report once."""
        taking = tables.Taking(undated="2022-10-03")
        found = {each.claim.id: each for path in self.paths for told in tables.told(path, taking) for each in told}
        return sorted(found.values(), key=lambda each: each.claim.id)


def archive_in(folder: Path, out: Path) -> Archive:
    """The packaged examples in five files: some reports stand in two, some are carried by others, one has no date."""
    taken = take([str(EXAMPLES / name) for name in ("maskanah-2017", "kharkiv-2022")], Settings())
    rows = [row_of(report) for report in taken if isinstance(report, Report)]
    rows += [carried(row, at) for at, row in enumerate(rows) if at % 3 == 0]
    rows.append({"id": "undated", "text": "Government forces captured Maskanah from the Islamic State, killing three."})
    for at in range(PARTS):
        mine = [*rows[at::PARTS], *rows[at + 1 :: 4 * PARTS]]
        (folder / f"{at}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in mine), encoding="utf-8")
    job = Job(out=str(out))
    for part in parts([folder]):
        assert isinstance(part, Part)
        assert read_part(part, job).claims
    return Archive(out)


def row_of(report: Report) -> dict[str, str | None]:
    """A report as a row of a JSON Lines file."""
    return {name: getattr(report, name) for name in ("id", "text", "date", "source", "side", "country")}


def carried(row: dict[str, str | None], at: int) -> dict[str, str | None]:
    """A report of another source, a day later, that has the second half of another's sentences."""
    assert row["text"] and row["date"]
    sentences: Sequence[str] = row["text"].split(". ")
    later = (date.fromisoformat(row["date"]) + timedelta(1)).isoformat()
    text = "Our desk reports. " + ". ".join(sentences[len(sentences) // 2 :])
    return row | {"id": f"carried {at}", "text": text, "date": later, "source": f"Wire {at % 4}", "side": None}
