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
