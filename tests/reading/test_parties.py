"""Who does it: the agent of an event through datelines, insertions, brackets, weapons and whose they are."""

from __future__ import annotations

import pytest

from contested.model import Claim, Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def claim(reader: Reader, text: str, type: str) -> Claim:
    """The first claim of a type; the text is read as a report on Syria of May 2017."""
    reading = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY"))
    return next(each for each in reading.claims if each.type == type)


def parties(claim: Claim, role: str) -> set[str]:
    return {actor.name for actor in claim.actors if actor.role == role}


@pytest.mark.parametrize(("text", "type", "agents"), [
    ("Troops allied with the Houthis took the town of Hazm.", "capture", {"Houthis"}),
    # datelines and labels are no part of the first clause
    ("DAMASCUS, May 29 (Agency) - Rebels ambushed a convoy near Homs.", "ambush", {"Rebels"}),
    ("HOMS: Rebels killed seven soldiers on Monday.", "casualties", {"Rebels"}),
    ("Idlib province: Rebels shelled Idlib.", "shelling", {"Rebels"}),
    # whose a weapon is
    ("Drones of the rebels dropped bombs on Homs.", "air_strike", {"rebels"}),
    ("A bomb planted by rebels went off in Homs.", "explosive", {"rebels"}),
    ("Missiles fired by Hezbollah hit a house in Homs.", "shelling", {"Hezbollah"}),
    # who claimed it, whom it is blamed on
    ("An attack on a base in Homs was claimed by Hezbollah.", "offensive", {"Hezbollah"}),
    ("Three assaults in Homs were claimed by Hezbollah.", "offensive", {"Hezbollah"}),
    # behind a bracket, an insertion, a phrase of time
    ("The Kitazo Front (KF) fighters raided Homs.", "raid", {"Kitazo Front (KF) fighters"}),
    ("Rebels have, footage shows, taken the town of Homs.", "capture", {"Rebels"}),
    ("Rebels, with the help of local hunters, on Sunday foiled an attack on Homs.", "repulse", {"Rebels"}),
    ("The men who on Tuesday raided Homs were rebels.", "raid", {"men"}),
    ("Rebels and allied militias raided Homs.", "raid", {"Rebels", "allied militias"}),
    ("In Syria the SDF is now raiding the town of Homs.", "raid", {"Syrian Democratic Forces"}),
    # a time stands before the subject; what is hit is somebody's, not by somebody
    ("On 18 May coalition aircraft struck rebels near Homs.", "air_strike", {"coalition"}),
    ("On Tuesday coalition aircraft again bombed Homs.", "air_strike", {"coalition"}),
    ("Aircraft of Hezbollah attacked a post of the Syrian Arab Army near Homs.", "air_strike", {"Hezbollah"}),
    ("Two tanks of Hezbollah were destroyed near Homs.", "destruction", set()),
    # what a preposition of time opens
    ("Hundreds have been missing since Hezbollah invaded the town of Homs.", "offensive", {"Hezbollah"}),
])  # fmt: skip
def test_the_agent_is_who_does_it(reader: Reader, text: str, type: str, agents: set[str]) -> None:
    assert parties(claim(reader, text, type), "agent") == agents


@pytest.mark.parametrize(("text", "agents", "patients"), [
    ("Rebels killed seven soldiers in a clash in Homs.", {"Rebels"}, {"seven soldiers"}),
    ("Clashes broke out in Homs between rebels and Hezbollah.", {"rebels", "Hezbollah"}, set()),
    ("Clashes with Kitazo broke out in Homs.", set(), {"Kitazo"}),
])  # fmt: skip
def test_both_sides_of_a_clash_are_named(reader: Reader, text: str, agents: set[str], patients: set[str]) -> None:
    found = claim(reader, text, "clash")
    assert parties(found, "agent") == agents
    assert parties(found, "patient") == patients


@pytest.mark.parametrize(("text", "sources"), [
    ("Rebels shelled Homs, the ministry stresses.", {"ministry"}),
    ("At least 60 people were killed in Homs, the mayor's office reports.", {"mayor's office"}),
    ("Rebels shelled Homs, said Gen. Ali Haddad.", {"Gen. Ali Haddad"}),
    ("Two people died in Homs, army spokesman Ali Haddad said.", {"army spokesman Ali Haddad"}),
    ("The unions report four officers murdered in Homs.", {"unions"}),
    ("The army announced that it had taken Homs and killed ten rebels.", {"army"}),
    ('"Rebels shelled Homs. Ten people died in Homs," said the mayor.', {"mayor"}),
    ('The mayor said: "Rebels shelled Homs. Ten people died in Homs."', {"mayor"}),
])  # fmt: skip
def test_who_says_so(reader: Reader, text: str, sources: set[str]) -> None:
    reading = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY"))
    assert reading.claims
    assert all({each.source for each in claim.attribution} == sources for claim in reading.claims)


def test_next_door_is_no_time(reader: Reader) -> None:
    found = claim(reader, "A bomb on 24 April in Homs, next door, killed 54 soldiers.", "casualties")
    assert found.time.start == "2017-04-24"


@pytest.mark.parametrize(("text", "type", "start"), [
    ("Boats docked on Tuesday, six days after rebels raided Homs.", "raid", "2017-05-24"),
    ("Two days after rebels captured Homs, the army shelled the town on Friday.", "capture", "2017-05-24"),
    ("Over a year after rebels seized it, the army shelled Homs on Monday.", "capture", "2015-05-30"),
    ("The army shelled Homs on Monday, months after rebels had seized the citadel.", "capture", "2016-05-29"),
    ("Less than two weeks after rebels took Homs, the army shelled it on Monday.", "capture", "2017-05-15"),
    ("The army retook Homs on Monday, a day after rebels shelled Idlib.", "shelling", "2017-05-28"),
    ("The army retook Homs on Monday, a day after rebels shelled Idlib.", "capture", "2017-05-29"),
    ("Two days before the army shelled Homs, talks were held.", "shelling", "2017-05-30"),
])  # fmt: skip
def test_what_came_days_before_is_dated_by_them(reader: Reader, text: str, type: str, start: str) -> None:
    assert claim(reader, text, type).time.start == start


def test_a_timeline_goes_on_in_its_year(reader: Reader) -> None:
    text = "6 July 1995: rebels shelled Homs.\n8 July: two soldiers were killed in Homs."
    assert claim(reader, text, "casualties").time.start == "1995-07-08"


def test_the_capital_is_that_of_the_reports_country(reader: Reader) -> None:
    found = claim(reader, "Two soldiers were killed in the capital on Monday.", "casualties")
    assert [(place.role, place.name) for place in found.places] == [("at", "Damascus")]


@pytest.mark.parametrize(("text", "modality"), [
    ("Rebels are fighting to recapture Homs.", "planned"),
    ("Rebels were to take Homs.", "planned"),
    ("The army moved to recapture Homs.", "planned"),
    ("The fall of Homs to the army would threaten Hama.", "predicted"),
    ("The army seems to have taken Homs.", "possible"),
    ("The army managed to take Homs.", "asserted"),
    ("Rebels have had to capture Homs.", "asserted"),
])  # fmt: skip
def test_an_infinitive_promises_and_a_perfect_one_reports(reader: Reader, text: str, modality: str) -> None:
    assert claim(reader, text, "capture").modality == modality


def test_a_phrasal_verb_takes_no_place(reader: Reader) -> None:
    reading = reader.read(Report(id="x", text="The air force took out a radar at Homs.", date="2017-05-30"))
    assert "capture" not in {each.type for each in reading.claims}


def test_anothers_backing_makes_no_army(reader: Reader) -> None:
    found = claim(reader, "Turkey-backed Syrian forces seized Homs.", "capture")
    assert [actor.id for actor in found.actors if actor.role == "agent"] == [None]


@pytest.mark.parametrize("text", [
    "Rebels shelled Homs. The mayor spoke of peace. It has withdrawn.",
    'Rebels shelled Homs. "We have withdrawn from Homs," a mayor said.',
])  # fmt: skip
def test_who_is_not_named_is_nobody_named_before(reader: Reader, text: str) -> None:
    assert all(actor.id is None and not actor.inferred for actor in claim(reader, text, "withdrawal").actors)


@pytest.mark.parametrize(("text", "type"), [
    ("The army does not seek to fight the rebels in Homs.", "clash"),
    ("The army does not want a fight with the rebels in Homs.", "clash"),
    ("The army did not try to attack Homs.", "offensive"),
])  # fmt: skip
def test_what_nobody_wants_is_negated(reader: Reader, text: str, type: str) -> None:
    reading = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY"))
    assert all(each.polarity == "negated" for each in reading.claims if each.type == type)


def test_who_counts_the_dead_is_no_victim(reader: Reader) -> None:
    found = claim(reader, "Rebels shelled Homs. A monitor of the war put the death toll at eight.", "casualties")
    assert not parties(found, "patient")
    assert [count.best for count in found.counts] == [8]
    assert [each.source for each in found.attribution] == ["monitor of the war"]


def test_mines_of_a_mineral_are_a_place(reader: Reader) -> None:
    text = "Rebels shelled Homs. The phosphate mines of Palmyra were taken over by the army."
    types = {each.type for each in reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims}
    assert "weapons_disrupted" not in types


@pytest.mark.parametrize(("text", "start"), [
    ("Rebels shelled Homs during the night.", "2017-05-29T20:00"),
    ("Rebels shelled Homs in the night to Sunday.", "2017-05-27T20:00"),
    ("Rebels shelled Homs on Monday night.", "2017-05-29T20:00"),
    ("The army reopened the road to Homs for the first time since 2015.", "2017-05-30"),
])  # fmt: skip
def test_the_night_is_the_one_that_is_over(reader: Reader, text: str, start: str) -> None:
    [found] = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims
    assert found.time.start == start


def test_losses_among_several_villages_are_in_no_town(reader: Reader) -> None:
    text = "Rebels shelled Homs. The army swept through several villages and killed dozens of rebels."
    assert claim(reader, text, "casualties").places == ()


@pytest.mark.parametrize(("text", "type", "patients"), [
    ("The army freed 12 hostages near Homs.", "prisoner_exchange", {"12 hostages"}),
    ("Gunmen attacked a base near Homs, leaving at least 12 villagers dead.", "casualties", {"at least 12 villagers"}),
    ("Militants stormed a post near Homs, killing two and burning cars.", "casualties", {"two"}),
    ("205 Ukrainian troops were lost near Kharkiv.", "casualties", {"Armed Forces of Ukraine"}),
])  # fmt: skip
def test_who_suffers_is_told_by_a_construction_or_a_number(
    reader: Reader, text: str, type: str, patients: set[str]
) -> None:
    assert parties(claim(reader, text, type), "patient") == patients


@pytest.mark.parametrize("text", [
    "Soldiers clashed with militants near Homs; four soldiers were hurt.",
    "Policemen raided a house near Homs, and a police officer was wounded.",
    "The army shelled Homs, and twelve of its soldiers were killed.",
])  # fmt: skip
def test_nobody_is_told_to_have_hurt_his_own_side(reader: Reader, text: str) -> None:
    found = claim(reader, text, "casualties")
    assert not parties(found, "agent")
    assert parties(found, "patient")


@pytest.mark.parametrize(("text", "type"), [
    ("An army vehicle hit a roadside bomb near Pama, killing six soldiers.", "explosive"),
    ("A patrol of gendarmes drove over a mine near Torodi.", "explosive"),
    ("A convoy of the army was ambushed from three sides near Gao.", "ambush"),
])  # fmt: skip
def test_who_meets_a_mine_or_an_ambush_has_not_laid_it(reader: Reader, text: str, type: str) -> None:
    for found in reader.read(Report(id="x", text=text, date="2022-05-30")).claims:
        assert not parties(found, "agent")
    assert parties(claim(reader, text, type), "patient") or type == "explosive"


@pytest.mark.parametrize(("text", "type", "agents"), [
    # a machine that nobody is told to own acts by itself; what it fires does not
    ("Helicopters threw barrel bombs over Homs.", "air_strike", {"Helicopters"}),
    ("Mirage 2000D jets bombed the rebels' positions in Homs.", "air_strike", {"Mirage 2000D jets"}),
    ("Warships shelled Homs on Tuesday.", "shelling", {"Warships"}),
    ("Two tank rounds hit the hospital in Homs.", "shelling", set()),
    ("A missile hit the hospital in Homs.", "shelling", set()),
    ("Drones belonging to Hezbollah struck a convoy near Homs.", "air_strike", {"Hezbollah"}),
    # whom somebody charges with it, thanks for it, keeps from it
    ("Activists accused Hezbollah of bombing a school in Homs.", "air_strike", {"Hezbollah"}),
    ("The rebels blamed Hezbollah for shelling a hospital in Homs.", "shelling", {"Hezbollah"}),
    ("Hezbollah was accused of shelling a hospital in Homs.", "shelling", {"Hezbollah"}),
    ("Activists accused Hezbollah of having killed 22 people in Homs.", "casualties", {"Hezbollah"}),
    ("The minister thanked the Syrian army for retaking Homs.", "capture", {"Syrian Arab Army"}),
    ("Residents blamed Hezbollah for the attack on Homs.", "offensive", {"Hezbollah"}),
    ("Ten people died in shelling attributed to Hezbollah in Homs.", "shelling", {"Hezbollah"}),
    # a participle between "by" and who acts
    ("Homs was won back on Friday by Libya's internationally recognised government from the rebels.", "capture",
     {"Government of National Accord"}),
    # forces that somebody sends
    ("The defence minister sent two elite battalions to Homs, where rebels fight.", "deployment",
     {"two battalions"}),
    # who fights the state sets a mine off; a patrol runs into it
    ("Militants detonated an IED in Homs.", "explosive", {"Militants"}),
    ("A patrol triggered a mine in Homs.", "explosive", set()),
])  # fmt: skip
def test_who_is_told_to_have_done_it(reader: Reader, text: str, type: str, agents: set[str]) -> None:
    assert parties(claim(reader, text, type), "agent") == agents


@pytest.mark.parametrize(("text", "types"), [
    ("Soldiers fired at rebel positions near Homs.", ["clash"]),
    ("Soldiers fired at villagers near Homs.", ["attack_on_civilians"]),
    ("A drone crashed in a field near Homs.", ["destruction"]),
    ("A rocket killed three people in Homs.", ["shelling", "casualties"]),
])  # fmt: skip
def test_whom_it_hits_and_what_does_it_tell_the_type(reader: Reader, text: str, types: list[str]) -> None:
    reading = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY"))
    assert [each.type for each in reading.claims] == types


@pytest.mark.parametrize(("text", "type", "agents"), [
    # those who fought each other as told before
    ("Rebels and Hezbollah clashed near Homs. Heavy shelling by both sides killed 12 civilians.", "shelling",
     {"Rebels", "Hezbollah"}),
    ("Rebels and Hezbollah clashed near Homs. Heavy shelling by both sides killed 12 civilians.", "casualties",
     {"Rebels", "Hezbollah"}),
    ("Rebels fight Hezbollah in Homs. The two sides are shelling each other.", "shelling", {"Rebels", "Hezbollah"}),
    ("The two sides shelled each other in Homs.", "shelling", {"two sides"}),
    ("Hezbollah and government forces took Homs. Both sides shelled each other in Hama.", "shelling", {"Both sides"}),
    # who claimed it, through what stands between
    ("Attacks on troops among groves near Homs and Hama, two Syrian towns, were also claimed by Hezbollah.",
     "offensive", {"Hezbollah"}),
    ("Attacks on troops massed close to the border near Homs were claimed by Hezbollah.", "offensive", {"Hezbollah"}),
    ("Families fled Homs between 22 and 26 May after shelling attributed to Hezbollah.", "shelling", {"Hezbollah"}),
    # somebody who is called by what he does
    ("Two suicide bombers attacked a mosque in Homs.", "suicide_bombing", {"Two suicide bombers"}),
    ("A suicide bomber drove a car into a base in Homs.", "suicide_bombing", {"suicide bomber"}),
])  # fmt: skip
def test_who_is_meant(reader: Reader, text: str, type: str, agents: set[str]) -> None:
    assert parties(claim(reader, text, type), "agent") == agents


@pytest.mark.parametrize("text", [
    "Two suicide bombers attacked a mosque in Homs.",
    "A suicide bomber drove a car into a base in Homs.",
    "A suicide bomber blew himself up at a mosque in Homs.",
])  # fmt: skip
def test_a_suicide_bombing_is_told_once(reader: Reader, text: str) -> None:
    reading = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY"))
    assert [each.type for each in reading.claims] == ["suicide_bombing"]


@pytest.mark.parametrize(("text", "type", "agents", "patients"), [
    ("The heroes of Hezbollah launched an attack on rebels in Homs.", "offensive", {"Hezbollah"}, {"rebels"}),
    ("Homs came under mortar fire on Monday.", "shelling", set(), set()),
    ("Homs has been under shelling by rebels since Monday.", "shelling", {"rebels"}, set()),
    ("The road to Homs is open, but it comes under artillery fire.", "shelling", set(), set()),
    ("Rebels came under fire near Homs.", "clash", set(), {"Rebels"}),
])  # fmt: skip
def test_who_comes_under_fire_does_not_fire(
    reader: Reader, text: str, type: str, agents: set[str], patients: set[str]
) -> None:
    found = claim(reader, text, type)
    assert (parties(found, "agent"), parties(found, "patient")) == (agents, patients)


@pytest.mark.parametrize(("text", "type", "patients"), [
    ("Troops of the 2nd Division took Homs. Hezbollah drove them out on Monday.", "expulsion",
     {"Troops of the 2nd Division"}),
    ("Rebels entered Homs. Hezbollah encircled them in the old town.", "encirclement", {"Rebels"}),
    ("Rebels freed two soldiers in Homs. They released them for money.", "prisoner_exchange", {"two soldiers"}),
    ("A suicide bomber blew himself up in Homs. Soldiers shot dead 14 militants.", "casualties", {"14 militants"}),
    ("Gunmen fired at a helicopter in Homs.", "offensive", {"helicopter"}),
])  # fmt: skip
def test_whom_they_point_to(reader: Reader, text: str, type: str, patients: set[str]) -> None:
    assert parties(claim(reader, text, type), "patient") == patients


@pytest.mark.parametrize(("text", "type"), [
    ("Rebel tanks counter-attacked near Homs.", "offensive"),
    ("Rebel tanks hit a house in Homs.", "shelling"),
    ("Another 600 troops arrived in Homs on Monday.", "deployment"),
])  # fmt: skip
def test_what_machines_and_troops_do(reader: Reader, text: str, type: str) -> None:
    reading = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY"))
    assert [each.type for each in reading.claims] == [type]


def test_nobody_is_killed_by_those_who_were_killed(reader: Reader) -> None:
    text = "Forces loyal to the Iraqi government said that three Islamic State bombers had been killed by them in Homs."
    found = claim(reader, text, "casualties")
    assert parties(found, "patient") == {"Islamic State"} and "Islamic State" not in parties(found, "agent")


@pytest.mark.parametrize(
    ("text", "country", "name"),
    [
        ("The Karen army attacked Myawaddy on Monday.", "MM", "Karen army"),
        ("The Kachin army captured Bhamo.", "MM", "Kachin army"),
        ("The Oromo army attacked Nekemte.", "ET", "Oromo army"),
        ("Tigray's army seized Mekelle.", "ET", "Tigray's army"),
        ("The Syrian army shelled Homs.", "SY", "Syrian Arab Army"),
        ("The army shelled Homs.", "SY", "Syrian Arab Army"),
    ],
)
def test_an_army_called_by_a_people_or_a_region_is_not_the_states(
    reader: Reader, text: str, country: str, name: str
) -> None:
    [claim] = reader.read(Report(id="x", text=text, date="2017-06-01", country=country)).claims
    assert [actor.name for actor in claim.actors if actor.role == "agent"] == [name]


def test_fighters_called_by_a_town_are_not_those_told_of_before(reader: Reader) -> None:
    text = "IS militants withdrew from Maskanah. Raqqa fighters attacked Tabqa."
    claim = reader.read(Report(id="x", text=text, date="2017-06-01", country="SY")).claims[-1]
    assert [actor.id for actor in claim.actors if actor.role == "agent"] == [None]


@pytest.mark.parametrize(
    ("text", "type", "agents"),
    [
        ("Yemeni fighters stormed the airport of Aden after a day of fighting with the Houthis.", "clash",
         {"Yemeni fighters"}),
        ("Rebels overran Zamzam camp after three days of shelling.", "shelling", {"Rebels"}),
        ("Tajik mortar bombs landed on the edge of Batken.", "shelling", {"Tajik forces"}),
        ("Russian rockets slammed into a petrol station in Izium.", "shelling", {"Russian Armed Forces"}),
        ("Colonel Balraj attacked the town of Ithavil.", "offensive", {"Colonel Balraj"}),
        ("An Ecuadorian patrol arrested four Peruvian soldiers near Quito.", "arrest", {"Ecuadorian patrol"}),
        ("Troops recaptured Homs on Monday after guerrillas of Islamic State had held it for three days.", "control",
         {"Islamic State"}),
        ("The army was pulling its soldiers out of Homs and Hama in order to regroup them.", "withdrawal",
         {"Syrian Arab Army"}),
    ],
)  # fmt: skip
def test_who_fired_fought_and_held(reader: Reader, text: str, type: str, agents: set[str]) -> None:
    assert parties(claim(reader, text, type), "agent") == agents


@pytest.mark.parametrize(("text", "time"), [
    ("The army retook Homs on Monday after rebels had held the town for three days.", ("2017-05-26", "2017-05-28")),
    ("The army retook Homs on Monday after rebels held it for two weeks.", ("2017-05-18", "2017-05-28")),
    ("After rebels had held Homs, the army took it on Monday.", ("2017-05-28", "2017-05-28")),
])  # fmt: skip
def test_who_held_a_place_before_does_so_up_to_the_day_before(reader: Reader, text: str, time: tuple[str, str]) -> None:
    held = claim(reader, text, "control")
    assert (held.time.start, held.time.end) == time


@pytest.mark.parametrize("text", [
    "The rebels admitted 30 dead and wounded in Homs.",
    "The army acknowledged 1,206 killed or missing in Homs.",
    "The army reported 12 killed in Homs.",
    "The rebels claimed 40 dead in Homs.",
])  # fmt: skip
def test_who_tells_of_the_dead_killed_none(reader: Reader, text: str) -> None:
    assert parties(claim(reader, text, "casualties"), "agent") == set()


@pytest.mark.parametrize(("text", "places"), [
    ("About 3,000 people have left for Idlib.", ["Idlib"]),
    ("Fighting went on. Some 70,000 residents left for Hama.", ["Hama"]),
    ("Rebels shelled Homs. 6,000 villagers have come down to Hama.", ["Hama"]),
])  # fmt: skip
def test_people_who_leave_for_a_place_are_displaced(reader: Reader, text: str, places: list[str]) -> None:
    moved = claim(reader, f"Rebels shelled Aleppo. {text}", "displacement")
    assert [place.name for place in moved.places if place.role in ("to", "toward")] == places


def test_who_a_place_was_taken_from_is_told_and_not_who_built_it(reader: Reader) -> None:
    taken = claim(reader, "Rebels seized the Tabqa military airport from Islamic State on Monday.", "capture")
    assert parties(taken, "patient") == {"Islamic State"}


@pytest.mark.parametrize("text", [
    "Army units destroyed vehicles belonging to terrorist groups affiliated to Jabhat al-Nusra in Daraa.",
    "A checkpoint belonging to Ahrar al-Sham was hit in Aleppo.",
])  # fmt: skip
def test_what_belongs_to_somebody_holds_no_town(reader: Reader, text: str) -> None:
    found = reader.read(Report(id="x", text=text, date="2017-05-30", country="SY")).claims
    assert found
    assert "control" not in {each.type for each in found}


@pytest.mark.parametrize(("text", "country"), [
    ("The 58th Army shelled Orikhiv.", "UA"),
    ("Russian assault groups of the 1st Guards Tank Army attacked Kupiansk.", "UA"),
    ("Soldiers of the 20th Combined Arms Army entered Terny.", "UA"),
    ("The 4th Army attacked Homs.", "SY"),
])  # fmt: skip
def test_a_numbered_army_is_not_the_reports_countrys(reader: Reader, text: str, country: str) -> None:
    [found] = reader.read(Report(id="x", text=text, date="2024-06-11", country=country)).claims
    ids = {actor.id for actor in found.actors if actor.role == "agent"}
    assert ids.isdisjoint(("armed-forces-of-ukraine", "syrian-arab-army", "syrian-army-transitional"))
    assert not any("Ukraine" in actor.name or "Syrian" in actor.name for actor in found.actors if actor.role == "agent")


@pytest.mark.parametrize("text", [
    "The army retook Homs after rebels had held the town for twenty years.",
    "Rebels shelled Homs. In the years after its fall, soldiers looted homes in Homs.",
    "Two weeks after rebels took Homs, the army shelled it.",
])  # fmt: skip
def test_no_day_lies_before_the_calendar(reader: Reader, text: str) -> None:
    found = reader.read(Report(id="x", text=text, date="0001-01-02", country="SY")).claims
    assert found
    assert all((each.time.start or "0001") >= "0001" for each in found)
