import json

import war_sample

from contested.model import Claim
from contested.publish import claims_jsonl


def test_a_line_is_a_claim_with_every_key() -> None:
    lines = list(claims_jsonl(war_sample.readings()))
    assert len(lines) == 32
    assert all(line.endswith("\n") and line.count("\n") == 1 for line in lines)
    assert all(tuple(json.loads(line)) == Claim.__struct_fields__ for line in lines)


def test_two_runs_are_byte_identical() -> None:
    assert list(claims_jsonl(war_sample.readings())) == list(claims_jsonl(war_sample.readings()))
