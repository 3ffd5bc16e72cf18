"""Who is actor 1 and actor 2 of whole texts, read as they stand: one text a kind of sentence."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3] / "benchmarks"))
from rows import Coder


@cache
def coder() -> Coder:
    return Coder()


def told(text: str, day: str = "2023-05-12") -> list[tuple[str, str, str]]:
    """Sub-event type, actor 1 and actor 2 of the rows of a text."""
    made = coder().rows("r", day, text)
    return [(row["sub_event_type"], row["actor1"], row["actor2"]) for row in made]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Nine Chinese nationals were killed when gunmen stormed a mine near Bambari on Wednesday.",
         "Civilians (China)"),
        ("A bomb in Kabul killed 40 Afghans on Wednesday.", "Civilians (Afghanistan)"),
        ("Gunmen attacked a camp for displaced people near Bunia on Wednesday. Twelve were killed.",
         "Civilians (Democratic Republic of Congo)"),
        ("Gunmen shot dead an off-duty police officer in Basra on Wednesday.", "Civilians (Iraq)"),
        ("A Palestinian gunman shot dead an Israeli settler near Hebron on Wednesday.", "Civilians (Israel)"),
        ("Israeli troops wounded three Palestinians in Jenin on Wednesday.", "Civilians (Palestine)"),
    ],
)  # fmt: skip
def test_civilians_go_by_their_nation_and_numbers_are_people(text: str, second: str) -> None:
    assert second in [row[2] for row in told(text)]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("An American drone killed the Iranian general Hassan Tehrani outside Baghdad on Wednesday.",
         "Military Forces of Iran (1989-)"),
        ("Separatists ambushed a gendarmerie patrol near Kumbo, Cameroon, on Wednesday; four gendarmes died.",
         "Police Forces of Cameroon (1982-) Gendarmerie"),
        ("Al-Shabaab attacked a base of Ugandan peacekeepers at Bulo Marer on Wednesday.",
         "ATMIS: African Union Transition Mission in Somalia (2022-2024)"),
        ("Bandits shot down a jet of the Nigerian air force over Zamfara on Wednesday.",
         "Military Forces of Nigeria (2015-2023)"),
        ("Demonstrators threw stones at police in Dakar on Wednesday.", "Police Forces of Senegal (2012-2024)"),
        ("Two rival gangs fought in Port-au-Prince on Wednesday.", "Unidentified Gang (Haiti)"),
        ("Misseriya and Dinka herders fought near Abyei on Wednesday.", "Dinka Ethnic Militia (Sudan)"),
    ],
)  # fmt: skip
def test_forces_go_by_rank_unit_mission_and_people(text: str, second: str) -> None:
    assert second in [row[2] for row in told(text)]


@pytest.mark.parametrize(
    "text",
    [
        "The Houthis overran Al-Hazm on Wednesday and forced government soldiers to retreat towards Marib.",
        "The Houthis captured Al-Hazm on Wednesday after the last government troops there surrendered.",
    ],
)
def test_who_lost_a_place_is_who_the_sentence_says_gave_way(text: str) -> None:
    assert told(text, "2020-05-08") == [
        ("Non-state actor overtakes territory", "Military Forces of Yemen (2016-) Supreme Political Council",
         "Military Forces of Yemen (2012-)")
    ]  # fmt: skip


def test_a_place_that_others_had_left_passes_without_a_fight() -> None:
    text = "Tigrayan forces marched into Mekelle on Monday after Ethiopian federal troops had withdrawn from the city."
    assert told(text, "2021-06-30") == [
        ("Non-violent transfer of territory", "TPLF: Tigray People's Liberation Front",
         "Military Forces of Ethiopia (2018-)")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A car bomb exploded in Mogadishu on Wednesday, killing nine people. Officials blamed al-Shabaab.",
         "Al Shabaab"),
        ("A car bomb exploded in Mogadishu on Wednesday, killing nine people. Al-Shabaab said it was behind the blast.",
         "Al Shabaab"),
        ("A car bomb exploded in Mogadishu on Wednesday, killing nine people. Al-Shabaab condemned it.",
         "Unidentified Armed Group (Somalia)"),
        ("A car bomb exploded in Mogadishu on Wednesday, killing nine people. Police did not blame al-Shabaab.",
         "Unidentified Armed Group (Somalia)"),
    ],
)  # fmt: skip
def test_who_is_blamed_or_claims_it_is_the_first_actor(text: str, first: str) -> None:
    assert [row[1] for row in told(text)] == [first]


def test_a_row_of_two_sides_who_agree_has_both() -> None:
    assert told("Israel and Islamic Jihad agreed to a ceasefire in Gaza on Thursday.") == [
        ("Agreement", "Government of Israel (2022-)", "PIJ: Palestinian Islamic Jihad")
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Ukrainian drones set an oil refinery in Ryazan ablaze on Wednesday.", "Air/drone strike"),
        ("Two Ukrainian drones hit a Russian ammunition depot at Toropets on Wednesday.", "Air/drone strike"),
        ("The Arakan Army overran a junta outpost near Sittwe on Wednesday and captured 30 soldiers.",
         "Non-state actor overtakes territory"),
        ("Gunmen shot dead two policemen in Basra on Wednesday.", "Armed clash"),
        ("A student was killed on Friday in Saint-Louis when gendarmes broke up a protest.",
         "Excessive force against protesters"),
    ],
)  # fmt: skip
def test_what_the_parties_and_weapons_make_of_it_is_one_row(text: str, code: str) -> None:
    assert [row[0] for row in told(text)] == [code]


def test_forces_who_fight_someone_named_beside_them_have_the_second_side() -> None:
    text = "Afghan commandos fought the Taliban street by street in Ghazni on Wednesday."
    assert told(text, "2018-08-13")[0][2] == "Taliban"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        # one sentence: who came fought for the place
        ("Ukrainian troops entered Balakliia on Wednesday after heavy fighting with Russian forces around the town.",
         [("Armed clash", "Military Forces of Ukraine (2019-)", "Military Forces of Russia (2000-)")]),
        # prisoners whom an army takes are soldiers; a garrison that is captured is ground
        ("Ukrainian soldiers captured 14 Russian prisoners near Lyman in Donetsk region on Wednesday.",
         [("Arrests", "Military Forces of Ukraine (2019-)", "Military Forces of Russia (2000-)")]),
        ("The Rapid Support Forces captured the army's garrison in El Geneina on Wednesday.",
         [("Non-state actor overtakes territory", "RSF: Rapid Support Forces", "Military Forces of Sudan (2019-)")]),
        # blame that is laid on more than one is nobody's
        ("A bomb in Gaza City killed nine people on Wednesday. Hamas blamed Israel, which blamed Islamic Jihad.",
         [("Remote explosive/landmine/IED", "Unidentified Armed Group (Palestine)", "Civilians (Palestine)")]),
        ("Palestinians threw stones at Israeli soldiers in Ramallah on Wednesday.",
         [("Violent demonstration", "Rioters (Palestine)", "Military Forces of Israel (2022-)")]),
        ("Taliban intelligence agents detained four women activists in Kabul on Wednesday.",
         [("Arrests", "Military Forces of Afghanistan (2021-)", "Civilians (Afghanistan)")]),
        ("Indian and Pakistani troops exchanged fire at Uri on Wednesday.",
         [("Armed clash", "Military Forces of India (2014-)", "Military Forces of Pakistan (2022-2023)")]),
        ("Rival factions of the FARC dissidents fought in Medellin on Wednesday.",
         [("Armed clash", "FARC (Dissident)", "FARC (Dissident)")]),
        ("Aid trucks were looted in Rabak, Sudan, on Wednesday by armed men.",
         [("Looting/property destruction", "Unidentified Armed Group (Sudan)", "Civilians (Sudan)")]),
    ],
)  # fmt: skip
def test_rows_of_sentences_that_were_coded_wrongly_once(text: str, rows: list[tuple[str, str, str]]) -> None:
    assert told(text) == rows


@pytest.mark.parametrize(
    ("text", "day", "first", "second"),
    [
        # a known actor within or after a description, or whom alone a country calls so
        ("A Hezbollah drone struck an army base near Haifa on Wednesday and killed four soldiers.", "2024-10-14",
         "Hezbollah", "Military Forces of Israel (2022-)"),
        ("Jihadists of JNIM attacked an army camp in Djibo on Wednesday and killed 20 soldiers.", "2023-05-12",
         "JNIM: Group for Support of Islam and Muslims", "Military Forces of Burkina Faso (2022-)"),
        ("Police killed 31 Maoists in a gun battle in Bijapur district, Chhattisgarh, on Wednesday.", "2023-05-12",
         "Police Forces of India (2014-)", "CPI (Maoist): Communist Party of India (Maoist)"),
        ("Somali troops retook the port of Harardhere from the jihadists on Wednesday.", "2023-05-12",
         "Military Forces of Somalia (2022-)", "Al Shabaab"),
        ("Maoists attacked a police post in Kathmandu, Nepal, on Wednesday.", "2023-05-12",
         "Unidentified Armed Group (Nepal)", "Police Forces of Nepal (2015-2025)"),
        # a capital's forces; a unit of a state's police; whose the jets are
        ("Kyiv's forces captured the Russian town of Sudzha on Wednesday.", "2024-08-16",
         "Military Forces of Ukraine (2019-)", "Military Forces of Russia (2000-)"),
        ("Fighter jets of the junta bombed Monywa in Sagaing region on Wednesday, killing 17.", "2024-01-12",
         "Military Forces of Myanmar (2021-)", "Civilians (Myanmar)"),
        ("Warplanes struck a market in Idlib on Wednesday and killed nine people. Medics said the jets were Russian.",
         "2019-07-26", "Military Forces of Russia (2000-)", "Civilians (Syria)"),
        ("A drone hit a camp for displaced people at Shire in Tigray on Wednesday, killing 56. Aid workers blamed the "
         "Ethiopian air force.", "2022-01-14", "Military Forces of Ethiopia (2018-)", "Civilians (Ethiopia)"),
        ("A drone hit a market in Shire in Tigray on Wednesday, killing 56. Residents accused the army of silence.",
         "2022-01-14", "Unidentified Armed Group (Ethiopia)", "Civilians (Ethiopia)"),
        # who only looks like it, whom most of the dead were, whose church it was
        ("Gunmen disguised as policemen stormed a clinic in Kabul on Wednesday and killed 24 people.", "2020-05-15",
         "Unidentified Armed Group (Afghanistan)", "Civilians (Afghanistan)"),
        ("A bomb in Cucuta, Colombia, wounded 36 people, most of them soldiers, on Wednesday.", "2023-05-12",
         "Unidentified Armed Group (Colombia)", "Military Forces of Colombia (2022-)"),
        ("Gunmen attacked a Catholic church in Owo, Nigeria, on Wednesday. Forty worshippers were killed.",
         "2023-05-12", "Unidentified Armed Group (Nigeria)", "Civilians (Nigeria)"),
        # two of a kind, and who fought back in the next words
        ("Rival tribes fought each other with rifles near Wabag, in Papua New Guinea, on Wednesday. Nine were killed.",
         "2023-05-12", "Unidentified Tribal Militia (Papua New Guinea)",
         "Unidentified Tribal Militia (Papua New Guinea)"),
        ("Islamic State militants attacked a prison in Hasakah on Wednesday. Fighters of the Syrian Democratic Forces "
         "fought back.", "2022-01-21", "Islamic State (Syria)", "QSD: Syrian Democratic Forces"),
        ("The Taliban captured Herat on Wednesday. Government forces withdrew to a barracks outside the city.",
         "2021-08-13", "Taliban", "Military Forces of Afghanistan (2014-2021)"),
        ("Protesters stormed the United Nations base in Butembo on Wednesday.", "2022-07-29",
         "Rioters (Democratic Republic of Congo)",
         "MONUSCO: United Nations Organization Stabilization Mission in the Democratic Republic of Congo (2010-)"),
    ],
)  # fmt: skip
def test_who_is_meant_by_words_that_only_describe_somebody(text: str, day: str, first: str, second: str) -> None:
    assert (first, second) in [row[1:] for row in told(text, day)]


def test_the_dead_among_others_are_counted_once() -> None:
    text = "Jets bombed a church in Monywa on Wednesday, killing 17, among them nine children."
    assert [row["fatalities"] for row in coder().rows("r", "2024-01-12", text)] == ["17"]


def test_where_a_retreat_led_is_no_location_and_waits() -> None:
    assert told("Houthi fighters fled towards Marib on Wednesday.", "2020-05-08") == []
    assert coder().out["location"] >= 1
