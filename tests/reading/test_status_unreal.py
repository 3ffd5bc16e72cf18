"""What is planned, tried, feared, doubted, denied or asked is never told as done: the map would take it for true."""

from __future__ import annotations

import pytest

from contested.model import Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


UNREAL = """
is about to X
looks set to X
is likely to X
is going to X
was going to X
plans on X-ING
has yet to X
stands ready to X
has orders to X
was ordered to X
was meant to X
is believed to be planning to X
had hopes of X-ING
is on the verge of X-ING
is close to X-ING
came close to X-ING
moved tanks with the aim of X-ING
shelled the hills in order to X
shelled the hills so as to X
bypassed the hills instead of X-ING
withdrew without X-ING
stopped short of X-ING
gave up X-ING
abandoned its plan of X-ING
denied X-ING
denied that it had X-ED
did not manage to X
has not been able to X
has never X-ED
would have X-ED but for the snow
could have X-ED
might have X-ED
is advancing to X
is within reach of X-ING
is trying to X
has a plan to X
talks of X-ING
looks like X-ING
got ready to X
refused to X
needs to X
had intended to X
""".strip().splitlines()
FORMS = (
    ("take Kunduz", "taking Kunduz", "taken Kunduz"),
    ("capture Kunduz", "capturing Kunduz", "captured Kunduz"),
    ("seize control of Kunduz", "seizing control of Kunduz", "seized control of Kunduz"),
    ("recapture Kunduz from the Taliban", "recapturing Kunduz from the Taliban", "recaptured Kunduz from the Taliban"),
)
WHOLE = [
    "Unless the army takes Kunduz, the road stays shut.",
    "Should the army take Kunduz, the road would be open.",
    "The rebels fled before the army could take Kunduz.",
    "There is no evidence that the army took Kunduz.",
    "It is not true that the army took Kunduz.",
    "There were rumours that the army took Kunduz.",
    "Neither side took Kunduz.",
    "The army wants to see Kunduz taken.",
    "The minister called for the capture of Kunduz.",
    "The rebels fear the capture of Kunduz.",
    "The capture of Kunduz would open the road.",
    "The capture of Kunduz is only a matter of time.",
    "The army is fighting for the capture of Kunduz.",
    "Analysts doubt that the army took Kunduz.",
    "Kunduz could fall within days.",
    "Kunduz is expected to fall.",
    "The army prevented the Taliban from taking Kunduz.",
    "The army stopped the Taliban taking Kunduz.",
    "To take Kunduz, the Taliban need more men.",
    "It is unclear if the Taliban have taken Kunduz.",
    "The Taliban asked whether the army had taken Kunduz.",
    "Did the Taliban take Kunduz?",
    "Imagine the Taliban took Kunduz.",
]


def done(reader: Reader, text: str) -> list[str]:
    """The captures that a text tells as done."""
    claims = reader.read(Report(id="x", text=text, date="2015-09-29", country="AF")).claims
    return [
        claim.trigger.text
        for claim in claims
        if claim.type in ("capture", "control", "handover")
        and claim.polarity == "affirmed"
        and claim.modality in ("asserted", "reported")
        and claim.outcome in ("succeeded", "partial")
    ]


@pytest.mark.parametrize("said", UNREAL)
def test_no_form_tells_it_as_done(reader: Reader, said: str) -> None:
    for base, gerund, participle in FORMS:
        text = f"The army {said}.".replace("X-ING", gerund).replace("X-ED", participle).replace("X", base)
        assert done(reader, text) == [], text


@pytest.mark.parametrize("text", WHOLE)
def test_no_sentence_tells_it_as_done(reader: Reader, text: str) -> None:
    assert done(reader, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "The army took Kunduz after shelling the hills.",
        "The army began the day by taking Kunduz.",
        "The army succeeded in taking Kunduz.",
        "The army managed to take Kunduz.",
        "The army was the first to take Kunduz.",
        "The army went on to take Kunduz.",
        "The army left the hills after taking Kunduz.",
        "The army advanced from the north, taking Kunduz.",
        "The Taliban boasted of having taken Kunduz.",
    ],
)
def test_what_is_told_as_done_stays_so(reader: Reader, text: str) -> None:
    assert done(reader, text), text


@pytest.mark.parametrize("text", [
    "No one was injured in the blast in Homs.",
    "Nobody was killed when shells hit Homs.",
    "The army said that it had lost no man in Homs.",
    "Not a single comrade was lost at Dawhpumyang.",
    "A grenade was thrown at a police outpost in Jolo, which hurt no one.",
    "None of the residents was hurt in the shelling of Kherson.",
])  # fmt: skip
def test_nobody_hurt_is_no_loss(reader: Reader, text: str) -> None:
    found = [
        each for each in reader.read(Report(id="x", text=text, date="2024-04-09")).claims if each.type == "casualties"
    ]
    assert [each.polarity for each in found] == ["negated"]


@pytest.mark.parametrize("text", [
    "No fewer than 10 people were killed in Homs.",
    "No less than ten soldiers were killed in Goma.",
])  # fmt: skip
def test_no_fewer_than_some_are_some(reader: Reader, text: str) -> None:
    [found] = reader.read(Report(id="x", text=text, date="2024-04-09")).claims
    assert found.polarity == "affirmed"
    assert found.counts


@pytest.mark.parametrize("text", [
    "The RSF denies having targeted civilians.",
    "The army describes the camp as a base and denies having shelled Zamzam.",
    "The military said it had ruled out an air strike by its forces in Khan Younis.",
    "The allegation that a drone struck a school in Kidal is formally denied.",
    "Claims that militants killed 20 traders in Gao were rejected by the army.",
    "The rumour that rebels took Homs was dismissed by the governor.",
])  # fmt: skip
def test_what_is_denied_is_not_told_as_done(reader: Reader, text: str) -> None:
    claims = reader.read(Report(id="x", text=text, date="2024-04-09")).claims
    assert claims
    assert {each.modality for each in claims} == {"denied"}
    assert all(each.attribution for each in claims)


@pytest.mark.parametrize("text", [
    "Zaranj becomes the first provincial centre to be taken by the Taliban.",
    "Maskanah remains the only town to have been taken by the rebels.",
])  # fmt: skip
def test_the_first_to_be_taken_was_taken(reader: Reader, text: str) -> None:
    found = [
        each for each in reader.read(Report(id="x", text=text, date="2024-04-09")).claims if each.type == "capture"
    ]
    assert [each.modality for each in found] == ["asserted"]


@pytest.mark.parametrize(
    "text",
    [
        "We do not seek to fight the Syrian regime.",
        "The rebels do not want to attack the army.",
        "The army did not intend to shell Azaz.",
        "They never planned to capture Idlib.",
        "The army does not want a fight with Turkey.",
    ],
)
def test_what_nobody_wants_is_no_event(reader: Reader, text: str) -> None:
    text = f"Rebels shelled Maskanah. {text}"
    found = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims
    assert [claim.trigger.text for claim in found] == ["shelled"]


@pytest.mark.parametrize(
    "text",
    [
        "There was no evidence of a counterattack near Hama.",
        "There were no reports of clashes in Idlib.",
        "The monitor saw no sign of an attack on Hama.",
        "Observers found little evidence of shelling in Hama.",
    ],
)
def test_what_there_is_no_sign_of_did_not_happen(reader: Reader, text: str) -> None:
    text = f"Rebels shelled Maskanah. {text}"
    found = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims[1:]
    assert found
    assert {claim.polarity for claim in found} == {"negated"}
