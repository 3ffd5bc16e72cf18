"""The gold is what its README says: known keys and values, exact words, enough of every kind."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from contested import model, ontology

HERE = Path(__file__).parent
ROW_KEYS = {"id", "war", "date", "country", "text", "claims", "optional", "wording", "tags"}
PLACE_KEYS = ("at", "from", "to", "toward", "via", "place")
ACTOR_KEYS = ("agent", "patient", "beneficiary", "supporter", "attribution")
VALUES = {"polarity": model.Polarity, "modality": model.Modality, "outcome": model.Outcome, "scope": model.Scope}
CLAIM_KEYS = {"type", "or", "trigger", "nth", "counts", "time", "condition", "acled", *PLACE_KEYS, *ACTOR_KEYS, *VALUES}
SUB_EVENTS = 25


def rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


FILES = sorted(HERE.glob("*.jsonl"))
ROWS = [row for path in FILES for row in rows(path)]
CLAIMS = [(row, claim) for row in ROWS for claim in row["claims"]]
by_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)


def stands(words: str, text: str) -> int:
    return len(re.findall(rf"(?<!\w){re.escape(words)}(?!\w)", text))


@by_file
def test_rows_have_known_keys_and_exact_words(path: Path) -> None:
    for row in rows(path):
        assert set(row) <= ROW_KEYS and ROW_KEYS - {"optional", "wording"} <= set(row), row["id"]
        assert date.fromisoformat(row["date"]) and (row["country"] is None or re.fullmatch("[A-Z]{2}", row["country"]))
        assert all(wanted["text"] in row["text"] for wanted in row.get("wording", [])), row["id"]
        for claim in [*row["claims"], *row.get("optional", [])]:
            assert set(claim) <= CLAIM_KEYS, row["id"]
            assert {claim["type"], *claim.get("or", [])} <= set(ontology.table()), row["id"]
            assert stands(claim["trigger"], row["text"]) >= claim.get("nth", 1), row["id"]
            named = [one for key in PLACE_KEYS for words in claim.get(key, []) for one in words.split("|")]
            assert all(stands(one, row["text"]) for one in named), (row["id"], named)


@by_file
def test_claims_have_known_values(path: Path) -> None:
    for row in rows(path):
        for claim in row["claims"]:
            for key, known in VALUES.items():
                assert set(claim.get(key, get_args(known)[0]).split("|")) <= set(get_args(known)), row["id"]
            assert claim.get("condition", "") in row["text"], row["id"]
            assert _time_is_past(claim, row["date"]) or claim["modality"] == "planned", row["id"]
            assert all(_bounds_hold(count) for count in claim.get("counts", [])), row["id"]


def _time_is_past(claim: dict[str, Any], day: str) -> bool:
    first, last = claim.get("time", [day, day])
    return all(date.fromisoformat(first) <= date.fromisoformat(one) for one in last.split("|")) and last[:10] <= day


def _bounds_hold(count: dict[str, Any]) -> bool:
    return {"what"} <= set(count) <= {"what", "low", "high"} and (
        count.get("high") is None or count["low"] <= count["high"]
    )


def test_there_is_enough_of_everything() -> None:
    types = Counter(claim["type"] for _, claim in CLAIMS)
    codes = Counter(claim["acled"] for _, claim in CLAIMS if "acled" in claim)
    wars = Counter(row["war"] for row in ROWS if row["claims"])
    assert len({row["id"] for row in ROWS}) == len(ROWS) == len({row["text"] for row in ROWS})
    assert len(ROWS) >= 500
    assert sum(not row["claims"] and not row.get("optional") for row in ROWS) >= 45
    assert sum(count >= 20 for count in wars.values()) >= 12
    assert set(types) == set(ontology.table())
    assert len(codes) == SUB_EVENTS and min(codes.values()) >= 8, codes.most_common()[-5:]
