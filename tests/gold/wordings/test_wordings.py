"""The banks of wordings are what their README says, and the reader does not fall below what it knew of them."""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path
from typing import get_args

import pytest

from contested import model, ontology
from contested.reading import open_reader

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2] / "benchmarks"))

import wordings  # noqa: E402

FLOOR = tomllib.loads((HERE / "floor.toml").read_text(encoding="utf-8"))
KEYS = {"id", "text", "date", "type", "agent", "patient", "place", "modality"}
STATES = {*get_args(model.Modality), *get_args(model.Polarity), *get_args(model.Outcome), ""}
by_bank = pytest.mark.parametrize("path", list(wordings.banks()), ids=lambda path: path.stem)


@by_bank
def test_lines_are_what_the_readme_says(path: Path) -> None:
    rows = wordings.load(path)
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)
    for row in rows:
        assert set(row) <= KEYS, row["id"]
        assert row["type"] is None or set(row["type"].split("|")) <= set(ontology.table()), row["id"]
        assert row.get("modality", "") in STATES, row["id"]


@by_bank
def test_what_is_known_stays_known(path: Path) -> None:
    measured = wordings.figures(verdict for _, _, verdict in wordings.read(wordings.load(path), open_reader()))
    floor = FLOOR[path.stem]
    assert set(floor) == set(measured)
    low = [name for name, least in floor.items() if name != "false" and measured[name] < least]
    assert not low and measured["false"] <= floor["false"], measured


def test_a_sentence_is_judged_by_what_it_asks_for() -> None:
    row = {"id": "x", "text": "Rebels took Sarn.", "type": "capture|control", "agent": "rebels", "patient": ""}
    assert wordings.judge(row, ()) == {"type": False, "agent": False}
    assert wordings.judge({"id": "x", "text": "The band played.", "type": None}, ()) == {"false": False}
    assert wordings.figures([{"type": True}, {"type": False}, {"false": False}]) == {"type": 0.5, "false": 0.0}
