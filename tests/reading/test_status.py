"""How a claim is meant: affirmed or not, asserted or hedged, and how it turned out."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, text: str) -> list[Claim]:
    return list(reader.read(Report(id="x", text=text, date="2017-05-27", country="SY")).claims)


@pytest.mark.parametrize(
    ("text", "type", "status"),
    [
        ("The army failed to capture Maskanah.", "capture", ("affirmed", "asserted", "failed")),
        ("The army did not manage to capture Maskanah.", "capture", ("affirmed", "asserted", "failed")),
        ("Rebels almost captured Maskanah.", "capture", ("affirmed", "asserted", "partial")),
        ("The army is advancing towards Maskanah.", "advance", ("affirmed", "asserted", "ongoing")),
        ("Rebels tried to storm the airbase near Maskanah.", "offensive", ("affirmed", "asserted", "unknown")),
        ("The army repelled the attack on Maskanah.", "offensive", ("affirmed", "asserted", "failed")),
        ("No civilians were killed in the attack on Idlib.", "casualties", ("negated", "asserted", "unknown")),
        ("Rebels are likely to attack Idlib.", "offensive", ("affirmed", "predicted", "unknown")),
        ("Rebels were ordered to withdraw from Maskanah.", "withdrawal", ("affirmed", "planned", "unknown")),
        ("The army forced rebels to withdraw from Maskanah.", "withdrawal", ("affirmed", "asserted", "succeeded")),
    ],
)
def test_a_claim_is_meant_as_its_verbs_and_nouns_say(
    reader: Reader, text: str, type: str, status: tuple[str, str, str]
) -> None:
    claim = next(each for each in claims(reader, text) if each.type == type)
    assert (claim.polarity, claim.modality, claim.outcome) == status


def test_a_condition_makes_what_follows_conditional(reader: Reader) -> None:
    told = claims(reader, "If the truce fails, rebels will attack Idlib.")
    claim = next(each for each in told if each.type == "offensive")
    assert claim.modality == "conditional"
    assert claim.condition is not None
    assert claim.condition.text == "If the truce fails"


@pytest.mark.parametrize(
    ("text", "polarity", "modality"),
    [
        ("The army has not yet captured Maskanah.", "negated", "asserted"),
        ("The army has yet to capture Maskanah.", "negated", "planned"),
        ("The army did not attack Maskanah.", "negated", "asserted"),
        ("The army did not launch an attack on Maskanah.", "negated", "asserted"),
        ("The army could not confirm that rebels had captured Maskanah.", "affirmed", "possible"),
        ("The ministry did not deny that troops had withdrawn from Maskanah.", "affirmed", "reported"),
    ],
)
def test_what_is_negated_is_not_told_as_done(text: str, polarity: str, modality: str) -> None:
    (claim,) = open_reader().read(Report(id="x", text=text, date="2017-05-27", country="SY")).claims
    assert (claim.polarity, claim.modality) == (polarity, modality)


@pytest.mark.parametrize(
    "text",
    [
        "ISIS no longer holds the town of Maskanah.",
        "Rebels are no longer in control of the town of Maskanah.",
        "Rebels were no longer holding the town of Maskanah.",
        "The town of Maskanah is no longer held by rebels.",
    ],
)
def test_what_is_no_longer_so_is_not_so(reader: Reader, text: str) -> None:
    told = [claim for claim in claims(reader, "Fighting went on in Syria. " + text) if claim.type == "control"]
    assert [claim.polarity for claim in told] == ["negated"]


@pytest.mark.parametrize(
    "text",
    [
        "If its supply road to Raqqa is cut, Islamic State may abandon the town, a local journalist said.",
        "If the road to Homs is cut, rebels will withdraw from Hama.",
        "Unless the town of Maskanah is captured, the army will not advance.",
        "Rebels will leave if the town of Maskanah falls, an activist said.",
    ],
)
def test_nothing_of_a_condition_is_told_as_done(reader: Reader, text: str) -> None:
    told = claims(reader, "Fighting went on in Syria. " + text)[-2:]
    assert all(claim.modality in ("conditional", "predicted", "possible") for claim in told if claim.type != "clash")
    assert any(claim.modality == "conditional" for claim in told)


@pytest.mark.parametrize(("text", "type", "modality", "polarity"), [
    ("Rebels have not tried to retake Homs.", "capture", "planned", "negated"),
    ("The army has made no attempt to enter Homs.", "advance", "planned", "negated"),
    ("The army made an attempt to enter Homs.", "advance", "planned", "affirmed"),
    ("The ministry repeated the lie that rebels had shelled Homs.", "shelling", "denied", "affirmed"),
    ("It used the pretext that rebels were shelling Homs.", "shelling", "denied", "affirmed"),
    ("The bombers were shot before they reached the base in Homs.", "advance", "asserted", "negated"),
    ("The rebels were shot after they reached the base in Homs.", "advance", "asserted", "affirmed"),
])  # fmt: skip
def test_what_was_not_even_tried_or_came_to_nothing(
    reader: Reader, text: str, type: str, modality: str, polarity: str
) -> None:
    reading = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY"))
    claim = next(each for each in reading.claims if each.type == type)
    assert (claim.modality, claim.polarity) == (modality, polarity)


@pytest.mark.parametrize(("text", "modality"), [
    ("Should they refuse to hand over their weapons, the army will storm Maskanah.", "conditional"),
    ("Should Islamic State leave, rebels will take Maskanah.", "conditional"),
    ("The army will storm Maskanah.", "predicted"),
])  # fmt: skip
def test_should_before_its_subject_is_a_condition(text: str, modality: str) -> None:
    reading = open_reader().read(Report(id="x", text=text, date="2017-05-25", country="SY"))
    [claim] = [each for each in reading.claims if each.type in ("offensive", "capture")]
    assert (claim.modality, claim.condition is not None) == (modality, modality == "conditional")
