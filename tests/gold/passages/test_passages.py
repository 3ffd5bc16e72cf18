"""The passages are what their README says: anchors stand where they say, types and places are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contested import ontology

FILES = sorted(Path(__file__).parent.glob("round-*.jsonl"))
WAR = 40
# ten of other matters in the rounds before
PEACE = {f"round-{number}": 15 for number in range(16, 23)}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_anchors_and_values(path: Path) -> None:
    for row in rows(path):
        for event in row["expected"]:
            stop = event["start"] + len(event["anchor"])
            assert row["text"][event["start"] : stop] == event["anchor"], event["id"]
            assert set(event["type"]) <= set(ontology.table()), event["id"]
            assert event["modality"] in ("", "f", "n", "p", "d"), event["id"]
            for place in event["places"]:
                assert "lat" not in place or (-90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180), event["id"]


@pytest.mark.parametrize("path", [path for path in FILES if "second" not in path.stem], ids=lambda path: path.stem)
def test_a_round_is_forty_of_war_and_some_of_none(path: Path) -> None:
    wars = [row["war"] for row in rows(path)]
    assert (sum(war != "none" for war in wars), wars.count("none")) == (WAR, PEACE.get(path.stem, 10))
