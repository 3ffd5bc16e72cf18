"""The reader does not fall below its pinned floor, and the measure itself is right."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contested import model

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

import accuracy  # noqa: E402
import gold_score  # noqa: E402

GATE = [sys.executable, str(ROOT / "benchmarks" / "accuracy.py"), "--check"]


def gate(*options: str) -> None:
    done = subprocess.run([*GATE, *options], capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]


def test_our_gold_holds_its_floor() -> None:
    gate("--gold")


def test_a_sample_of_the_shared_sets_holds_its_floor(shared: Path) -> None:
    gate("--sample")


def test_the_method_note_shows_what_is_pinned() -> None:
    shown = accuracy.FIGURES.search(accuracy.NOTE.read_text(encoding="utf-8"))
    assert shown and shown[0] == accuracy.note(accuracy.pinned())


def test_a_figure_below_its_pin_is_named() -> None:
    floor = {"gold": accuracy.Measured("d", {"claims_f1": 0.8})}
    assert accuracy.below({"gold": accuracy.Measured("d", {"claims_f1": 0.8})}, floor) == []
    assert "claims_f1" in accuracy.below({"gold": accuracy.Measured("d", {"claims_f1": 0.7})}, floor)[0]
    assert "not those" in accuracy.below({"gold": accuracy.Measured("e", {"claims_f1": 0.9})}, floor)[0]
    assert "nothing is pinned" in accuracy.below({"other": accuracy.Measured("e", {})}, floor)[0]


def test_pins_are_read_as_they_were_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accuracy, "PINS", tmp_path / "accuracy.toml")
    first = {"gold": accuracy.Measured("abc", {"claims_f1": 0.5}), "seed": accuracy.Measured("def", {"held": 26.0})}
    accuracy.pin(first)
    assert accuracy.pinned() == first
    accuracy.pin({"gold": accuracy.Measured("abc", {"claims_f1": 0.6})})
    assert accuracy.pinned()["gold"].figures == {"claims_f1": 0.6}
    assert accuracy.pinned()["seed"].figures == {"held": 26.0}


TEXT = "Rebels seized Sarn and Dorn on 1 January, killing nine."


def gold(*claims: dict[str, Any]) -> gold_score.Gold:
    return {"id": "x", "file": "x", "text": TEXT, "date": "2020-01-02", "country": None, "claims": list(claims)}


def words(of: str) -> dict[str, Any]:
    start = TEXT.index(of)
    return {"start": start, "end": start + len(of), "text": of}


def read(*claims: tuple[str, str, str | None]) -> model.Reading:
    """A reading of the text: (type, trigger, place it happened at) each, by an agent "Rebels", on 1 January."""
    report = model.Report(id="x", text=TEXT)
    made = [claim(i, *wanted) for i, wanted in enumerate(claims)]
    return model.Reading(report=report, reader="test", sentences=(), mentions=(), claims=tuple(made))


def claim(number: int, kind: str, trigger: str, at: str | None) -> model.Claim:
    empty: dict[str, Any] = dict.fromkeys(model.Claim.__struct_fields__)
    agent = dict.fromkeys(model.Actor.__struct_fields__)
    agent |= {"role": "agent", "name": "", "label": "Rebels", "inferred": False, "mention": words("Rebels")}
    place = dict.fromkeys(model.Place.__struct_fields__)
    place |= {"role": "at", "relation": "in", "extent": "whole", "name": at, "candidates": 1}
    place["mention"] = words(at) if at else None
    when = {"start": "2020-01-01", "end": "2020-01-01", "edtf": None, "timex": None, "precision": "day"}
    lists = dict.fromkeys(("counts", "means", "attribution", "wording", "why"), ())
    whole = {"start": 0, "end": len(TEXT)}
    filled = (
        empty
        | lists
        | {
            "id": str(number),
            "main": False,
            "scope": "event",
            "report": "x",
            "sentence": whole,
            "quote": whole | {"text": TEXT},
            "type": kind,
            "trigger": words(trigger),
            "actors": [agent],
            "places": [place] if at else [],
            "time": when | {"basis": "stated", "mention": None},
            "polarity": "affirmed",
            "outcome": "succeeded",
            "modality": "asserted",
            "confidence": 1.0,
            "reader": "test",
        }
    )
    return msgspec.convert(filled, model.Claim)


def scored(wanted: gold_score.Gold, reading: model.Reading) -> tuple[gold_score.Score, list[str]]:
    score = gold_score.Score()
    gold_score.add(score, wanted, reading)
    return score, sorted(m.kind for m in score.mistakes)


NEW_YEAR = ["2020-01-01", "2020-01-01"]
KILLING = ("casualties", "killing", None)
SARN = {"type": "capture", "trigger": "seized", "agent": ["rebels"], "at": ["Sarn"], "time": NEW_YEAR}
DORN = SARN | {"at": ["Dorn"]}
NINE = {"type": "casualties", "trigger": "killing", "or": ["attack_on_civilians"]}


def test_all_right_is_one() -> None:
    reading = read(
        ("capture", "seized", "Dorn"), ("capture", "seized", "Sarn"), ("attack_on_civilians", "killing", None)
    )
    score, mistakes = scored(gold(SARN, DORN, NINE), reading)
    assert mistakes == []
    assert set(score.figures().values()) == {1.0}


@pytest.mark.parametrize(
    ("claims", "mistakes"),
    [
        ([], ["missed trigger"] * 3),
        ([("capture", "seized", "Sarn"), KILLING], ["missed split"]),
        ([("raid", "seized", "Sarn"), ("capture", "seized", "Dorn"), KILLING], ["wrong type"]),
        (
            [("capture", "seized", p) for p in ("Sarn", "Dorn", "January")] + [KILLING],
            ["needless split"],
        ),
        (
            [("capture", "seized", "Sarn"), ("capture", "seized", "January"), KILLING],
            ["wrong at"],
        ),
        (
            [("capture", "seized", p) for p in ("Sarn", "Dorn")] + [KILLING, ("aid", "nine", None)],
            ["false alarm"],
        ),
    ],
)
def test_mistakes_have_their_class(claims: list[tuple[str, str, str | None]], mistakes: list[str]) -> None:
    assert scored(gold(SARN, DORN, NINE), read(*claims))[1] == mistakes


def test_an_optional_claim_is_neither_owed_nor_a_false_alarm() -> None:
    wanted = gold(SARN) | {"optional": [{"type": "casualties", "trigger": "killing"}]}
    assert scored(wanted, read(("capture", "seized", "Sarn")))[1] == []
    assert scored(wanted, read(("capture", "seized", "Sarn"), KILLING))[1] == []


def test_a_text_that_must_give_nothing_counts_its_false_alarms() -> None:
    score, mistakes = scored(gold(), read(("capture", "seized", "Sarn")))
    assert mistakes == ["false alarm on nothing"]
    assert score.figures()["nothing_f1"] == 0.0
