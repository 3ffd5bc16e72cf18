"""Whether a text speaks of armed force at all, and of what it speaks else."""

from __future__ import annotations

import pytest

from contested.model import Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("The truce did not last the night.", "violation"),
        ("Ceasefire comes into force in Suwayda", "agreement"),
        ("Civilians told to leave Rafah ahead of assault", "displacement"),
        ("Turkish reinforcements pour into Jabal Zawiya", "deployment"),
    ],
)
def test_a_word_of_war_alone_is_enough(reader: Reader, text: str, type: str) -> None:
    claims = reader.read(Report(id="x", text=text, date="2024-06-12")).claims
    assert type in {claim.type for claim in claims}
