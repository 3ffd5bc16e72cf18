"""PLOVER's codes: those of the manual of February 2024, the mode by the means, and which rows have none."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from accounts import account
from exporting import claim_rows
from msgspec.structs import replace

from contested import ontology
from contested.model import Means
from contested.publish.export import codes
from contested.publish.export.plover import categories, coded, has_code

MODES = {(row["category"], mode) for row in codes.rows("plover_codes.csv") for mode in row["modes"].split(";")}
CONTEXTS = set(codes.text("plover_contexts.txt").splitlines())


def test_the_codes_are_the_manuals(shared: Path) -> None:
    with (shared / "codes" / "plover.csv").open(encoding="utf-8") as file:
        owed = list(csv.DictReader(file))
    assert {name: (row["quad"].upper(), row["recipient"]) for name, row in categories().items()} == {
        row["category"]: (row["quad"], row["requires_recipient"].lower()) for row in owed if row["kind"] == "category"
    }
    assert {(one, mode) for one, mode in MODES if mode} == {
        (row["category"], row["value"]) for row in owed if row["kind"] == "mode"
    }
    assert {row["value"] for row in owed if row["kind"] == "context"} == CONTEXTS and "YIELD" not in categories()


def test_every_code_of_the_ontology_and_every_mode_of_a_means_is_the_manuals() -> None:
    for type in ontology.table().values():
        if type.plover is not None:
            assert type.plover.event in categories(), type.name
            assert type.plover.mode is None or (type.plover.event, type.plover.mode) in MODES, type.name
    assert {("ASSAULT", row["mode"]) for row in codes.rows("plover_means.csv")} <= MODES
    assert {each for row in codes.rows("contexts.csv") for each in row["contexts"].split(";")} <= CONTEXTS
    assert {row["type"] for row in codes.rows("contexts.csv")} <= set(ontology.table())


@pytest.mark.parametrize(
    ("type", "means", "event", "mode"),
    [("air_strike", None, "ASSAULT", "aerial"), ("air_strike", "drone", "ASSAULT", "drone"),
     ("suicide_bombing", "car_bomb", "ASSAULT", "suicide-attack"), ("abduction", None, "ASSAULT", "abduct"),
     ("withdrawal", None, "RETREAT", "withdraw"), ("surrender", None, "RETREAT", "disarm"),
     ("destruction", None, "ASSAULT", "destroy"), ("chemical_attack", "drone", "ASSAULT", "unconventional"),
     ("clash", "tank", "ASSAULT", "heavy-weapons"), ("casualties", None, "ASSAULT", None),
     ("casualties", "mine", "ASSAULT", "explosives")],
)  # fmt: skip
def test_the_mode_goes_by_the_means(type: str, means: str | None, event: str, mode: str | None) -> None:
    told = account("a", type)
    if means:
        told = replace(told, claim=replace(told.claim, means=(Means(kind=means, mention=None),)))
    code = coded(claim_rows(told)[0])
    assert code is not None and (code.event, code.mode) == (event, mode)


@pytest.mark.parametrize(
    ("type", "of", "there"),
    [("aid", None, False), ("aid", "rebels", True), ("violation", "rebels", False), ("displacement", None, False),
     ("clash", None, True)],
)  # fmt: skip
def test_what_has_no_code_or_lacks_the_recipient_is_no_row(type: str, of: str | None, there: bool) -> None:
    assert has_code(claim_rows(account("a", type, of=of))[0]) == there
