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
        "The rain swept away the spillway; soldiers were sent to clear the roads, and dozens were killed upstream.",
        "In chapter two of the expansion your squad captures a tower and shells the enemy's fort; the beta was harder.",
        "Lionesses attacked the cubs at the waterhole, and the old male was driven out of the thicket and killed.",
        "A locomotive and two carriages derailed at a level-crossing; eight people were killed and twelve wounded.",
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
        "Doctors at the hospital said the patient was wounded when the army shelled the village.",
        "Gunmen attacked a train and took farmers from the market; a nurse was killed.",
        "Heavy rain did not stop the rebels, who stormed a barracks by the river and captured the town of Maskanah.",
    ],
)
def test_war_among_other_words_is_told(reader: Reader, text: str) -> None:
    assert reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims != ()


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
