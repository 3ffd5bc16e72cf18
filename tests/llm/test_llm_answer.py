"""The form of the answer: its schema, and what is taken from answers that are not quite of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested import ontology
from contested.llm.answer import SaidClaim, claims_of, decoded, schema


def objects(node: Any) -> list[dict[str, Any]]:
    """All objects of a schema."""
    if isinstance(node, list):
        return [found for each in node for found in objects(each)]
    if not isinstance(node, dict):
        return []
    return [node] * (node.get("type") == "object") + [found for each in node.values() for found in objects(each)]


def test_the_schema_is_one_that_strict_servers_take() -> None:
    """Every key required, no other allowed, no default: what structured output with `strict` asks for."""
    assert schema()["type"] == "object" and objects(schema())
    for each in objects(schema()):
        assert each["required"] == list(each["properties"]) and each["additionalProperties"] is False
    text = json.dumps(schema())
    assert '"default"' not in text
    for reference in {word for word in text.split('"') if word.startswith("#/$defs/")}:
        assert reference.rpartition("/")[2] in schema()["$defs"]


def test_the_types_are_those_of_the_ontology() -> None:
    assert schema()["$defs"]["SaidClaim"]["properties"]["type"]["enum"] == list(ontology.table())


GOOD = '{"claims": [{"sentence": 1, "type": "capture", "trigger": "took", "quote": "took X"}, {"sentence": "one"}]}'


@pytest.mark.parametrize(
    "content", [GOOD, f"```json\n{GOOD}\n```", f"\n```\n{GOOD}\n```\n", f"<think>{{so}}</think>\n{GOOD}"]
)
def test_claims_are_decoded_one_by_one(content: str) -> None:
    raw = claims_of(content)
    assert raw is not None
    first, second = (decoded(each) for each in raw)
    assert first == SaidClaim(sentence=1, type="capture", trigger="took", quote="took X") and second is None


@pytest.mark.parametrize("content", ["", "Sure! Here are", '{"claims": 3}', '{"claim": []}', "[]", GOOD[:-5]])
def test_what_is_no_answer_is_none(content: str) -> None:
    assert claims_of(content) is None


@given(st.text())
def test_any_text_is_taken_or_not(content: str) -> None:
    claims_of(content)
