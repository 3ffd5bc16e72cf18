"""Who holds a place after what a sentence says: falls, hands, whom somebody drove out, who is meant by "factions"."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader

DATES = {"SY": "2017-06-08", "UA": "2022-09-05", "SD": "2024-06-28", "LY": "2019-09-05", "AF": "2021-08-20"}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, country: str, text: str, *types: str) -> list[Claim]:
    date = DATES.get(country, "2021-06-01")
    reading = reader.read(Report(id="x", text=text, date=date, country=country))
    return [claim for claim in reading.claims if claim.type in types]


def sides(claim: Claim, role: str) -> list[str | None]:
    return [actor.side for actor in claim.actors if actor.role == role]


def at(claim: Claim) -> list[str]:
    return [place.name for place in claim.places if place.role == "at" and place.lat is not None]


@pytest.mark.parametrize(("country", "text", "place"), [
    ("SY", "Maskanah fell on Wednesday.", "Maskanah"),
    ("SY", "Maskanah has fallen.", "Maskanah"),
    ("SY", "The army entered the town on Tuesday. Maskanah fell on Wednesday, the army said.", "Maskanah"),
    ("UA", "Russian forces shelled the city for weeks. Lysychansk fell on Saturday.", "Lysychansk"),
    ("AF", "Taliban fighters attacked the city for weeks. Kunduz has fallen.", "Kunduz"),
])  # fmt: skip
def test_a_name_alone_falls(reader: Reader, country: str, text: str, place: str) -> None:
    [claim] = claims(reader, country, text, "capture")
    assert (at(claim), claim.actors) == ([place], ())


@pytest.mark.parametrize(("country", "text"), [
    ("SY", "More casualties in the fall of shells on Homs."),
    ("SY", "The fall of shells on Aleppo city leaves casualties."),
    ("UA", "The fall of mortar shells on Kharkiv killed two."),
    ("SD", "The fall of rockets on El Fasher wounded civilians."),
    ("AF", "A plane landed in Mazar-i-Sharif, the first flight since the fall of the old government."),
])  # fmt: skip
def test_shells_that_fall_take_nothing(reader: Reader, country: str, text: str) -> None:
    assert not claims(reader, country, text, "capture")


@pytest.mark.parametrize(("country", "text", "side", "place"), [
    ("UA", "Russian forces shelled the city. Lysychansk remained in the hands of Ukraine.", "ukraine", "Lysychansk"),
    ("UA", "Shells fell on the city. Lysychansk was in the hands of Russia.", "russia-and-allies", "Lysychansk"),
    ("LY", "Forces shelled the city. Sirte remained in the hands of the LNA.", "eastern-libya", "Sirte"),
    ("SD", "El Fasher is still in the hands of the army.", "sudanese-army-and-allies", "El Fasher"),
    ("UA", "Shells hit Russian-occupied Melitopol. The army retook Izium.", "russia-and-allies", "Melitopol"),
    ("UA", "Shelling was reported in Ukrainian-held Kupiansk.", "ukraine", "Kupyansk"),
    ("SY", "Explosion in YPG-held Manbij", "syrian-democratic-forces", "Manbij"),
    ("SY", "Air strikes on rebel-held Idlib", "syrian-opposition", "Idlib"),
])  # fmt: skip
def test_in_whose_hands_a_place_is(reader: Reader, country: str, text: str, side: str, place: str) -> None:
    [claim] = claims(reader, country, text, "control")
    assert (sides(claim, "agent"), at(claim)) == ([side], [place])


@pytest.mark.parametrize(("country", "text", "held"), [
    ("UA", "Russian forces held the town of Lyman, while Ukrainian troops controlled Sloviansk.", 2),
    ("SD", "The RSF holds Nyala, while the army controls El Obeid.", 2),
    ("LY", "The LNA held Tarhuna while GNA forces controlled Gharyan.", 2),
    ("SY", "While Daesh controlled Palmyra it beheaded an archaeologist.", 0),
    ("SY", "Daesh beheaded an archaeologist while it controlled Palmyra.", 0),
])  # fmt: skip
def test_while_sets_one_holder_against_another(reader: Reader, country: str, text: str, held: int) -> None:
    assert len(claims(reader, country, text, "control")) == held


@pytest.mark.parametrize(("country", "text", "type", "side"), [
    ("SY", "Factions control Halfaya town.", "control", "syrian-opposition"),
    ("SY", "Factions expelling the regime forces from Saraqib.", "expulsion", "syrian-opposition"),
    ("SY", "The factions seized the town of Saraqib.", "capture", "syrian-opposition"),
    ("SY", "Turkish-led forces captured Jarablus.", "capture", "turkey-and-allies"),
    ("SY", "Turkey-backed Syrian forces seized the town of Jarablus.", "capture", "turkey-and-allies"),
    ("SY", "Kurdish-led forces retook Manbij.", "capture", "syrian-democratic-forces"),
    ("UA", "Russian-backed fighters captured Lyman.", "capture", "russia-and-allies"),
    ("SY", "It backs the Syrian Democratic Forces, an alliance which on Friday took Manbij.", "capture",
     "syrian-democratic-forces"),
    ("LY", "The army fought the Libyan National Army, an eastern force that seized Sirte.", "capture",
     "eastern-libya"),
    ("SY", "The “Islamic State” shells al-Shaddadi city.", "shelling", "islamic-state"),
])  # fmt: skip
def test_on_whose_side_they_are(reader: Reader, country: str, text: str, type: str, side: str) -> None:
    [claim] = claims(reader, country, text, type)
    assert sides(claim, "agent") == [side]


@pytest.mark.parametrize(("country", "text"), [
    ("LY", "Factions control the town of Gharyan, residents said after the army left."),
    ("SY", "Rival factions of the Kurds fought in the town of Saraqib."),
])  # fmt: skip
def test_other_factions_are_on_no_side(reader: Reader, country: str, text: str) -> None:
    told = claims(reader, country, text, "control", "clash")
    assert told and all(actor.side is None for claim in told for actor in claim.actors if "actions" in actor.label)


@pytest.mark.parametrize(("country", "text", "type", "loser"), [
    ("SY", "After expelling it from Al-Sukhnah… The “Islamic State” organization carries out attacks.", "expulsion",
     "islamic-state"),
    ("SD", "After driving it out of Wad Madani, the RSF attacked the town again.", "expulsion",
     "rapid-support-forces-and-allies"),
    ("SY", "Mines planted by ISIS before losing Al-Raqqah city kill civilians.", "capture", "islamic-state"),
    ("UA", "A bomb planted by Russian forces before losing Izium killed two.", "capture", "russia-and-allies"),
])  # fmt: skip
def test_who_lost_it(reader: Reader, country: str, text: str, type: str, loser: str) -> None:
    [claim] = claims(reader, country, text, type)
    assert (sides(claim, "patient"), sides(claim, "agent")) == ([loser], [])


def test_who_was_named_before_drove_others_out(reader: Reader) -> None:
    text = "Ukraine retook Izium. After expelling them from Kupiansk, Russian forces shelled the town."
    [claim] = claims(reader, "UA", text, "expulsion")
    assert sides(claim, "agent") == ["russia-and-allies"]


@pytest.mark.parametrize(("country", "text", "quote"), [
    ("SY", "ISIS denied that it had lost the Jirah airbase.", "ISIS denied that it had lost the Jirah airbase"),
    ("UA", "Kyiv denies that Russian troops have taken Lyman.", "Kyiv denies that Russian troops have taken Lyman"),
    ("SD", "The army denied the RSF had seized El Obeid.", "The army denied the RSF had seized El Obeid"),
])  # fmt: skip
def test_a_denial_is_quoted_as_one(reader: Reader, country: str, text: str, quote: str) -> None:
    [claim] = claims(reader, country, text, "capture")
    assert (claim.modality, claim.quote.text) == ("denied", quote)


@pytest.mark.parametrize(("country", "text"), [
    ("SY", "The terrorists fled towards al-Sukhnah, leaving 13 bodies."),
    ("SD", "RSF fighters retreated towards El Obeid, leaving ten dead."),
    ("UA", "Russian troops fled towards Svatove, leaving 20 bodies behind."),
])  # fmt: skip
def test_who_flees_leaves_the_dead_elsewhere(reader: Reader, country: str, text: str) -> None:
    [losses] = claims(reader, country, text, "casualties")
    assert not at(losses)


@pytest.mark.parametrize(("country", "text", "extent"), [
    ("SY", "Turkey-backed Syrian forces seized the al-Bab hills.", "part"),
    ("AM", "Azerbaijani forces captured the Shusha heights.", "part"),
    ("LB", "Israeli troops captured the Bint Jbeil hills.", "part"),
    ("SY", "Rebels seized the suburb of Harasta.", "whole"),
    ("UA", "Ukrainian troops retook the suburb of Irpin.", "whole"),
    ("SY", "Rebels seized a suburb of Damascus.", "part"),
])  # fmt: skip
def test_hills_are_no_town_and_a_suburb_is_its_own(reader: Reader, country: str, text: str, extent: str) -> None:
    [claim] = claims(reader, country, text, "capture")
    assert [place.extent for place in claim.places if place.role == "at"] == [extent]


def test_clearing_mines_is_no_offensive(reader: Reader) -> None:
    assert not claims(reader, "SY", "Demining operations in Al-Sukhnah leave 12 dead of the army.", "offensive")


@pytest.mark.parametrize(("country", "text", "side", "place"), [
    ("SY", "The army is five kilometres west of Maskanah, but the town itself is still held by Islamic State.",
     "islamic-state", "Maskanah"),
    ("UA", "Ukrainian troops are ten kilometres south of Lyman, but the city itself is still held by Russian forces.",
     "russia-and-allies", "Lyman"),
    ("SD", "RSF fighters reached the outskirts of Wad Madani, but the town itself remains under army control.",
     "sudanese-army-and-allies", "Wad Medani"),
])  # fmt: skip
def test_the_town_itself_is_the_whole_of_it(reader: Reader, country: str, text: str, side: str, place: str) -> None:
    [claim] = claims(reader, country, text, "control")
    [spot] = [one for one in claim.places if one.role == "at"]
    assert (sides(claim, "agent"), spot.name, spot.relation, spot.extent) == ([side], place, "in", "whole")


@pytest.mark.parametrize(("country", "text", "place"), [
    ("SY", "The Tiger Forces took the Jirah airbase in the eastern countryside of Aleppo, expelling the last ISIS "
     "terrorists from its hangars.", "Jirah airbase"),
    ("UA", "Ukrainian troops seized Lyman in the north of Donetsk Oblast, driving Russian soldiers from its streets.",
     "Lyman"),
    ("SD", "RSF fighters captured Nyala in the south of Darfur, pushing the army out of its barracks.", "Nyala"),
])  # fmt: skip
def test_others_are_driven_out_of_what_was_taken(reader: Reader, country: str, text: str, place: str) -> None:
    [claim] = claims(reader, country, text, "expulsion")
    assert at(claim) == [place]


@pytest.mark.parametrize(("country", "text", "place"), [
    ("SY", "Army units moved down from Palmyra on Friday.", "Palmyra"),
    ("UA", "Russian troops came down from Belgorod on Friday.", "Belgorod"),
    ("SD", "RSF fighters poured in from Nyala.", "Nyala"),
])  # fmt: skip
def test_who_comes_from_a_place_is_not_at_it(reader: Reader, country: str, text: str, place: str) -> None:
    [claim] = claims(reader, country, text, "advance")
    assert [(one.role, one.name) for one in claim.places] == [("from", place)]


@pytest.mark.parametrize(("country", "text"), [
    ("SY", "Rebels fought the army. The road between Damascus and Palmyra remains open."),
    ("UA", "Russian troops shelled the city. The road between Izium and Lyman is open."),
    ("SD", "RSF fighters attacked. The road between El Obeid and Kosti is passable."),
    ("SY", "Rebels fought the army. The Damascus–Palmyra road is open to government traffic."),
])  # fmt: skip
def test_a_road_is_open_along_its_whole_way(reader: Reader, country: str, text: str) -> None:
    [claim] = claims(reader, country, text, "route_opened")
    assert [one.relation for one in claim.places if one.role == "at"] == ["along_road"]


@pytest.mark.parametrize("text", [
    "Engineering units are clearing mines and booby traps that the fleeing terrorists left behind.",
    "Sappers defused mines that the rebels had left in Saraqib.",
])  # fmt: skip
def test_what_is_cleared_went_off_nowhere(reader: Reader, text: str) -> None:
    assert claims(reader, "SY", text, "weapons_disrupted")
    assert not claims(reader, "SY", text, "explosive")


@pytest.mark.parametrize(("country", "text", "place", "extent"), [
    ("AF", "Taliban fighters captured the provincial capital of Kunduz on Sunday.", "Kunduz", "whole"),
    ("SY", "Rebels captured the provincial capital of Idlib.", "Idlib", "whole"),
    ("SY", "The army recaptured their de facto capital of Raqqa from IS fighters.", "Raqqa", "whole"),
    ("AF", "Taliban fighters captured the capital of Helmand province.", "Helmand", "part"),
    ("YE", "Houthi fighters captured the capital of Yemen.", "Yemen", "part"),
])  # fmt: skip
def test_who_takes_a_capital_takes_no_province(
    reader: Reader, country: str, text: str, place: str, extent: str
) -> None:
    [claim] = claims(reader, country, text, "capture")
    assert [(one.name, one.extent) for one in claim.places if one.role == "at"] == [(place, extent)]


@pytest.mark.parametrize(("country", "line", "type", "place"), [
    ("AF", "August 7 – Sheberghan: The Taliban enter the capital of Jowzjan.", "advance", "Shibirghān"),
    ("AF", "August 9 – Aybak: The capital of Samangan is overrun.", "capture", "Aībak"),
    ("AF", "August 6 – Zaranj: Taliban fighters capture the capital of Nimruz.", "capture", "Zaranj"),
    ("UA", "10 September – Kupiansk: Ukrainian forces enter the town.", "advance", "Kupyansk"),
    ("UA", "1 October – Lyman: The town is overrun by Ukrainian troops.", "capture", "Lyman"),
    ("SD", "1 July – Sinja: RSF fighters capture the capital of Sennar.", "capture", "Singa"),
])  # fmt: skip
def test_a_line_of_a_timeline_opens_with_day_and_place(
    reader: Reader, country: str, line: str, type: str, place: str
) -> None:
    [claim] = claims(reader, country, f"Armed fighters spread.\n\n{line}", type)[-1:]
    assert at(claim) == [place]


def test_to_whom_a_place_is_given_back(reader: Reader) -> None:
    [claim] = claims(reader, "AZ", "Armenia returned Kalbajar to Azerbaijan after the war of two armies.", "handover")
    assert {(actor.role, actor.name) for actor in claim.actors} == {
        ("agent", "Government of Armenia"),
        ("beneficiary", "Government of Azerbaijan"),
    }


def test_a_capital_is_besieged_like_any_town(reader: Reader) -> None:
    [claim] = claims(reader, "BA", "The rebels kept a stranglehold on Sarajevo.", "siege")
    assert at(claim) == ["Sarajevo"]


def test_whose_attack_is_beaten_back(reader: Reader) -> None:
    [claim] = claims(reader, "SY", "Soldiers turned back a rebel assault near Homs.", "repulse")
    assert [actor.name for actor in claim.actors if actor.role == "patient"] == ["rebel"]


def test_words_behind_out_of_belong_to_the_verb(reader: Reader) -> None:
    assert claims(reader, "SD", "Army drones put the power station of Merowe out of action.", "destruction")
