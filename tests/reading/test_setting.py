"""Whether a text speaks of armed force at all, and of what it speaks else."""

from __future__ import annotations

import pytest

from contested.model import Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


@pytest.mark.parametrize(
    "text",
    [
        "The striker shot wide in the penalty shoot-out as the visitors attacked, and the goalkeeper saved the title.",
        "The jury heard that the defendant shot the victim; the prosecution said the trial would go on.",
        "The hurricane made landfall and killed three people; forecasters expect flooding as the storm advances.",
        "Shares fell as the company fought a hostile takeover bid and investors fled the market, analysts said.",
    ],
)
def test_other_matters_are_silent(reader: Reader, text: str) -> None:
    assert reader.read(Report(id="x", text=text, date="2017-05-30")).claims == ()


@pytest.mark.parametrize(
    "text",
    [
        "Rebels shot down a drone over Aleppo, and the army shelled the stadium.",
        "The court said that the army had shelled the town of Maskanah and killed 12 civilians.",
        "After the flood rebels attacked a river port near Raqqa, killing two soldiers.",
    ],
)
def test_war_among_other_words_is_told(reader: Reader, text: str) -> None:
    assert reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims != ()
