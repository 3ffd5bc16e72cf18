"""What the words of a claim say is held: all of a place, a part of it or land about it, or no place at all."""

from __future__ import annotations

import msgspec
import pytest
from accounts import account, place

from contested.fusion import testimony
from contested.fusion.copies import Copies
from contested.fusion.parts import meant
from contested.fusion.sites import sites
from contested.model import Span, Told, Words


def said(text: str, word: str, name: str, type: str = "control", level: str = "settlement", *also: str) -> Told:
    """A claim in a sentence: by which word, and of which place, as a reader finds it."""

    def words(part: str) -> Words:
        start = text.index(part)
        return Words(start, start + len(part), part)

    where = [place(each, level=level, mention=words(each) if each in text else None, lat=35.0, lon=38.0 + at, id=each)
             for at, each in enumerate((name, *also))]  # fmt: skip
    return account(
        "r", type, where[0], text=text, trigger=words(word), places=tuple(where), sentence=Span(0, len(text))
    )


@pytest.mark.parametrize(
    ("text", "word", "name"),
    [
        ("The army controls areas in Maskanah.", "controls", "Maskanah"),
        ("Villages in areas controlled by the army near Maskanah were shelled.", "controlled", "Maskanah"),
        ("A blast hit an area that used to be controlled by the army in Maskanah.", "controlled", "Maskanah"),
        ("The forces now hold 70 percent of the town.", "hold", "Maskanah"),
        ("The forces take control of parts of the old quarter in Maskanah.", "take control", "Maskanah"),
        ("In Maskanah the forces overran a key road junction.", "overran", "Maskanah"),
        ("The forces seize the strategic Maskanah hills.", "seize", "Maskanah"),
        ("The army controls the roads to Maskanah.", "controls", "Maskanah"),
        ("A town in the Eastern Ghouta of Maskanah controlled by rebels was shelled.", "controlled", "Maskanah"),
        ("The forces regain sites that they lost in Maskanah.", "lost", "Maskanah"),
        ("Rebels hold the Yarmouk Camp of Maskanah.", "hold", "Maskanah"),
        ("The army took three villages south of Maskanah.", "took", "Maskanah"),
        ("The strikes were the first on Maskanah rebel-held areas in a year.", "rebel-held", "Maskanah"),
        ("Shells fell on army-controlled neighbourhoods of Maskanah.", "army-controlled", "Maskanah"),
    ],
)
def test_a_part_is_not_the_place(text: str, word: str, name: str) -> None:
    told = said(text, word, name)
    assert meant(told, told.claim.places[0]) == "part"
    (site,) = sites([told]).all.values()
    assert site.scope == "part"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The army captured 8 members of the group in Maskanah.", "captured"),
        ("The forces held funerals for fighters killed near Maskanah.", "held"),
        ("The attack brought heavy losses in Maskanah.", "losses"),
        ("Six were hurt in the fall of shells on Maskanah.", "fall"),
        ("A child died after the fall of mortar rounds and bombs on Maskanah.", "fall"),
        ("The fall of a warplane in Maskanah was filmed.", "fall"),
    ],
)
def test_people_and_things_are_no_place(text: str, word: str) -> None:
    told = said(text, word, "Maskanah", "capture")
    assert meant(told, told.claim.places[0]) == "thing"
    assert testimony.testimonies([told], Copies({}, {}, ()), sites([told])) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The army took full control of the strategic city of Maskanah after a battle for its suburbs.", "took"),
        ("Maskanah is fully controlled by the army, which holds areas around it.", "controlled"),
        ("The army retook it and the villages around.", "retook"),
        ("Forces drove the militants from Maskanah.", "drove"),
        ("Maskanah has been under the control of the army since June.", "control"),
        ("The group lost Maskanah in June.", "lost"),
        ("Government Forces Take Full Control of Maskanah", "Take"),
        ("The army took the City of Maskanah.", "took"),
        ("Forces reopened the highway this week and took Maskanah.", "took"),
    ],
)
def test_the_whole_stays_the_whole(text: str, word: str) -> None:
    told = said(text, word, "Maskanah", "expulsion" if word == "drove" else "capture")
    assert meant(told, told.claim.places[0]) == "whole"


def test_each_of_a_list_is_a_place() -> None:
    told = said(
        "The army took the villages of Maskanah and Jirah.", "took", "Maskanah", "capture", "settlement", "Jirah"
    )
    assert {meant(told, each) for each in told.claim.places} == {"whole"}
    assert {site.scope for site in sites([told]).all.values()} == {"place"}


def test_a_facility_is_no_part_of_itself() -> None:
    told = said("The army seized the air base of Jirah.", "seized", "Jirah", "capture", "facility")
    assert meant(told, told.claim.places[0]) == "whole"


def test_what_an_analyst_let_stand_is_meant_as_it_stands() -> None:
    told = said("The army controls areas in Maskanah.", "controls", "Maskanah")
    assert meant(msgspec.structs.replace(told, accepted=True), told.claim.places[0]) == "whole"


# --- strikes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Shelling targeted the countryside of Maskanah.", "Shelling"),
        ("Warplanes struck the northern countryside of Maskanah.", "struck"),
        ("Seven were killed in strikes on a Maskanah neighbourhood.", "strikes"),
        ("Helicopters bombed areas in Maskanah.", "bombed"),
        ("Jets struck three villages east of Maskanah.", "struck"),
    ],
)
def test_who_shells_a_part_or_the_countryside_does_not_shell_the_town(text: str, word: str) -> None:
    told = said(text, word, "Maskanah", "shelling")
    assert meant(told, told.claim.places[0]) == "part"


@pytest.mark.parametrize("text", ["The army shelled Maskanah.", "Jets struck a hospital in Maskanah.",
                                  "Planes bombed the town of Maskanah and its countryside."])  # fmt: skip
def test_who_shells_the_town_does(text: str) -> None:
    word = next(word for word in ("shelled", "struck", "bombed") if word in text)
    told = said(text, word, "Maskanah", "shelling")
    assert meant(told, told.claim.places[0]) == "whole"


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        ("Warplanes bombed Homs on Friday.", False), ("Air strikes in Homs killed six.", False),
        ("Shells fell on Homs and Palmyra.", False), ("Shells hit Homs city.", True),
        ("Warplanes bombed the city of Homs.", True), ("Shells hit the town of Homs.", True),
    ],
)  # fmt: skip
def test_a_strike_on_a_name_that_a_province_bears_may_be_anywhere_in_it(text: str, heard: bool) -> None:
    told = said(text, text.split(maxsplit=1)[0], "Homs", "shelling")
    where = msgspec.structs.replace(told.claim.places[0], admin1="Homs")
    claim = msgspec.structs.replace(told.claim, places=(where,))
    told = msgspec.structs.replace(told, claim=claim)
    found = testimony.testimonies([told], Copies({}, {}, ()), sites([told]))
    assert bool(found) is heard


# --- another settlement -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The army controls a village in Maskanah.", "controls"),
        ("The group took a new town, forcing the army to fall back to Maskanah.", "took"),
        ("Rebels captured another hamlet near Maskanah.", "captured"),
        ("The army seized the village north of Maskanah.", "seized"),
    ],
)
def test_a_village_near_a_town_is_not_the_town(text: str, word: str) -> None:
    told = said(text, word, "Maskanah", "capture")
    assert meant(told, told.claim.places[0]) == "part"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The army captured the village of Maskanah.", "captured"),
        ("Rebels seized a strategic town, Maskanah, on Sunday.", "seized"),
        ("The army took the town Maskanah in a day.", "took"),
    ],
)
def test_a_village_by_its_own_name_is_the_village(text: str, word: str) -> None:
    told = said(text, word, "Maskanah", "capture")
    assert meant(told, told.claim.places[0]) == "whole"
