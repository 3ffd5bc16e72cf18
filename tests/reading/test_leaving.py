"""Who leaves a place, whence and whither, and what they leave behind; who acts beside whom."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader

STATE, REBELS, IS = "syrian-government", "syrian-opposition", "islamic-state"


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claims(reader: Reader, text: str, *types: str) -> list[Claim]:
    reading = reader.read(Report(id="x", text=text, date="2017-06-05", country="SY"))
    return [claim for claim in reading.claims if claim.type in types]


def sides(claim: Claim, role: str) -> list[str | None]:
    return [actor.side for actor in claim.actors if actor.role == role]


def places(claim: Claim) -> dict[str, str]:
    return {place.role: place.name for place in claim.places}


@pytest.mark.parametrize(("text", "whither"), [
    ("The army took Maskanah. The militants retreated in the direction of al-Sukhnah, leaving behind nine dead.",
     "As Sukhnah"),
    ("The army took Maskanah. The rebels fled in the direction of Palmyra.", "Palmyra"),
    ("IS fighters withdrew from Maskanah in the direction of Raqqa.", "Raqqa"),
])  # fmt: skip
def test_who_flees_in_the_direction_of_a_place_is_not_at_it(reader: Reader, text: str, whither: str) -> None:
    [claim] = claims(reader, text, "withdrawal")
    assert places(claim)["toward"] == whither
    assert whither not in [place.name for place in claim.places if place.role == "at"]


@pytest.mark.parametrize("text", [
    "IS fighters fled Maskanah, leaving behind nine dead.",
    "IS fighters fled Maskanah, leaving nine dead behind.",
    "IS fighters left behind nine dead in Maskanah.",
])  # fmt: skip
def test_who_leaves_dead_behind_has_lost_them(reader: Reader, text: str) -> None:
    [claim] = claims(reader, text, "casualties")
    assert (sides(claim, "patient"), sides(claim, "agent")) == ([IS], [])
    assert [(count.what, count.best) for count in claim.counts] == [("killed", 9.0)]


@pytest.mark.parametrize(("text", "whence", "whither"), [
    ("Islamic State lost Al-Mayadin. The last of its men slipped out of the city for Abu Kamal before dawn.",
     "Al Mayādīn", "Abu Kamal"),
    ("IS lost Maskanah. The last IS fighters pulled out of the town for Palmyra.", "Maskanah", "Palmyra"),
    ("Islamic State lost Maskanah. Its men pulled back from the town towards Palmyra.", "Maskanah", "Palmyra"),
])  # fmt: skip
def test_who_goes_out_of_a_place_for_another(reader: Reader, text: str, whence: str, whither: str) -> None:
    [claim] = claims(reader, text, "withdrawal")
    assert (sides(claim, "agent"), places(claim)) == ([IS], {"from": whence, "toward": whither})


@pytest.mark.parametrize("text", [
    "In the course of the operation the army and allied forces liberated al-Basiri and the Khunayfis phosphate mines.",
    "The army and its allied militias captured Maskanah.",
    "The regime and allied forces took Maskanah.",
    "Maskanah was captured by the army and allied forces.",
])  # fmt: skip
def test_an_army_beside_its_allies_acts_too(reader: Reader, text: str) -> None:
    for claim in claims(reader, text, "capture"):
        assert STATE in sides(claim, "agent")
        assert len(sides(claim, "agent")) == 2


@pytest.mark.parametrize(("text", "side"), [
    ("The army withdrew from Raqqa. Its men shelled Maskanah.", STATE),
    ("The SDF took Raqqa. Their fighters shelled Maskanah.", "syrian-democratic-forces"),
])  # fmt: skip
def test_men_are_of_who_was_told_of_last(reader: Reader, text: str, side: str) -> None:
    [claim] = claims(reader, text, "shelling")
    assert sides(claim, "agent") == [side]


@pytest.mark.parametrize("text", [
    "The army units have hunted down fleeing ISIL terrorists inside al-Qaryatayn and dismantled scores of explosive "
    "devices and mines left behind.",
    "Troops chased retreating IS fighters near Maskanah.",
])  # fmt: skip
def test_who_hunts_those_who_flee_does_not_flee(reader: Reader, text: str) -> None:
    assert not claims(reader, text, "withdrawal", "displacement")


def test_who_flees_from_somebody_flees(reader: Reader) -> None:
    assert claims(reader, "Rebels shelled Hama. Civilians fleeing Islamic State reached Hama.", "displacement")


@pytest.mark.parametrize(("text", "kinds"), [
    ("After the strike near al-Tanf the convoy halted. Warning shots had been fired before.", ()),
    ("Coalition jets fired warning shots at the convoy near al-Tanf.", ()),
    ("Rebels and soldiers exchanged shots near al-Tanf.", ("clash",)),
])  # fmt: skip
def test_warning_shots_are_no_clash(reader: Reader, text: str, kinds: tuple[str, ...]) -> None:
    assert [claim.type for claim in claims(reader, text, "clash", "shelling", "sniping")] == list(kinds)


@pytest.mark.parametrize(("text", "fought"), [
    ("The army took Maskanah. Residents who had been displaced by the fighting will be allowed to return.", False),
    ("Thousands were displaced by the fighting. The army took Maskanah.", False),
    ("Thousands were displaced by the fighting in Hama.", True),
])  # fmt: skip
def test_what_people_fled_from_is_told_where_a_place_is(reader: Reader, text: str, fought: bool) -> None:
    assert bool(claims(reader, text, "clash")) is fought


def test_columns_that_move_displace_nobody(reader: Reader) -> None:
    text = "The army lost Maskanah. Columns of reinforcements were moving towards Palmyra, a military source said."
    assert not claims(reader, text, "displacement", "deployment")
    [claim] = claims(reader, text, "advance")
    assert places(claim) == {"toward": "Palmyra"}


@pytest.mark.parametrize(("text", "modality"), [
    ("The advance is part of a military campaign backed by an international coalition led by the United States to "
     "drive Islamic State from its Syrian capital of Raqqa.", "planned"),
    ("An operation led by the army to drive rebels out of Hama began on Monday.", "planned"),
    ("Assad forces push to weed out rebels in Aleppo.", "planned"),
    ("The army drove Islamic State out of Maskanah.", "asserted"),
])  # fmt: skip
def test_a_campaign_to_drive_somebody_out_has_not_done_so(reader: Reader, text: str, modality: str) -> None:
    [claim] = claims(reader, text, "expulsion")
    assert claim.modality == modality


@pytest.mark.parametrize(("text", "agent", "place"), [
    ("After trading hands multiple times the Syrian Army retook Palmyra seemingly for good in March 2017.",
     STATE, "Palmyra"),
    ("After losing Maskanah Islamic State captured Palmyra.", IS, "Palmyra"),
    ("While advancing on Hama the rebels captured Morek.", REBELS, "Mūrak"),
])  # fmt: skip
def test_who_acts_behind_an_opening_without_a_comma(reader: Reader, text: str, agent: str, place: str) -> None:
    claim = claims(reader, text, "capture")[-1]
    assert (sides(claim, "agent"), places(claim)) == ([agent], {"at": place})


def test_who_is_sent_to_fight_somebody_is_not_that_one(reader: Reader) -> None:
    text = "Hundreds of reinforcements were sent to battle regime forces in Raqqa."
    assert all(STATE not in sides(claim, "agent") for claim in claims(reader, text, "deployment"))


@pytest.mark.parametrize("text", [
    "Islamic State said it had killed 30 soldiers in an ambush east of the town of Maskanah.",
    "IS killed 30 soldiers in an ambush near Maskanah.",
])  # fmt: skip
def test_an_ambush_is_told_beside_whom_it_killed(reader: Reader, text: str) -> None:
    [claim] = claims(reader, text, "ambush")
    assert (sides(claim, "agent"), sides(claim, "patient")) == ([IS], [STATE])
    [losses] = claims(reader, text, "casualties")
    assert losses.caused_by == claim.id


def test_a_region_is_not_told_beside_what_lies_in_it(reader: Reader) -> None:
    text = "In the Homs desert, army units repelled an ISIS counterattack near the Khunayfis phosphate mines."
    [claim] = claims(reader, text, "repulse")
    assert (places(claim), claim.means) == ({"at": "Khunayfis phosphate mines"}, ())


@pytest.mark.parametrize(("text", "name"), [
    ("Army units drove US-backed militants out of Sabaa Biyar.", "militants supported by the United States"),
    ("Army units drove militants out of Sabaa Biyar.", "militants"),
])  # fmt: skip
def test_what_a_label_says_neutrally_stands_in_its_place(reader: Reader, text: str, name: str) -> None:
    [claim] = claims(reader, text, "expulsion")
    assert [actor.name for actor in claim.actors if actor.role == "patient"] == [name]


@pytest.mark.parametrize(("text", "side"), [
    ("Ukrainian defenders repelled attacks near Kupiansk.", "ukraine"),
    ("Russian occupiers shelled Kupiansk.", "russia-and-allies"),
    ("The garrison shelled Kupiansk.", None),
])  # fmt: skip
def test_whose_defenders_they_are(reader: Reader, text: str, side: str | None) -> None:
    reading = reader.read(Report(id="x", text=f"Shells fell on Izium. {text}", date="2022-09-07", country="UA"))
    claim = next(each for each in reading.claims if each.type in ("repulse", "shelling") and each.actors)
    assert sides(claim, "agent") == [side]


def test_bases_are_no_attacks(reader: Reader) -> None:
    [claim] = claims(reader, "Rebels captured two bases on the outskirts of Idlib.", "capture")
    assert [(count.what, count.best) for count in claim.counts] == [("items", 2.0)]


def test_bodies_left_behind_are_dead(reader: Reader) -> None:
    [claim] = claims(reader, "IS fighters fled Maskanah, leaving 13 bodies behind.", "casualties")
    assert [(count.what, count.best) for count in claim.counts] == [("killed", 13.0)]


def test_the_fall_that_something_came_after_is_no_news(reader: Reader) -> None:
    text = "The army took Maskanah. In the days after the town's fall, government soldiers looted homes in Maskanah."
    assert len(claims(reader, text, "capture")) == 1


@pytest.mark.parametrize(("text", "what"), [
    ("Islamic State shelled Maskanah. The army put the terrorists' losses at more than 1,000 killed and wounded.",
     "killed_or_wounded"),
    ("Islamic State shelled Maskanah. The army put the terrorists' losses at 40 killed.", "killed"),
])  # fmt: skip
def test_whose_losses_a_mark_alone_says(reader: Reader, text: str, what: str) -> None:
    claim = claims(reader, text, "casualties")[-1]
    assert (sides(claim, "patient"), [count.what for count in claim.counts]) == ([IS], [what])


def test_who_somebody_is_by_what_befell_them_is_no_news(reader: Reader) -> None:
    text = "The army took Maskanah. Residents who had been displaced by the fighting will be allowed to return."
    assert not claims(reader, text, "displacement")
    assert claims(reader, f"{text} Residents who had fled from Maskanah returned.", "displacement")


def test_an_armys_allies_are_not_the_terrorists(reader: Reader) -> None:
    text = "The army and its allies fought Islamic State near Maskanah. Its allies shelled Hama. The terrorists fled."
    claim = claims(reader, text, "withdrawal", "displacement")[-1]
    assert sides(claim, "agent") == [IS]


@pytest.mark.parametrize("text", [
    "Rebels attacked Nawa, a town across the river from Maskanah. Soldiers withdrew from the town.",
    "Fighters stormed Nawa, north of Daraa. The army withdrew from the town.",
    "Rebels shelled Nawa, 30 km from Daraa. The army abandoned the town.",
])  # fmt: skip
def test_the_town_is_the_one_told_of_and_not_what_it_lies_by(reader: Reader, text: str) -> None:
    [claim] = claims(reader, text, "withdrawal")
    assert {place.name for place in claim.places} == {"Nawá"}


@pytest.mark.parametrize("text", [
    "The convoy was shelled near Maskanah. It has not left the zone.",
    "Rebels shelled the army at Maskanah. It had not moved.",
])  # fmt: skip
def test_nobody_who_stays_nowhere_is_no_event(reader: Reader, text: str) -> None:
    assert claims(reader, text, "withdrawal", "displacement", "advance") == []
