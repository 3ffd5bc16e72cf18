"""What relations to places come to in claims: area, middle, precision, on sentences as reports write them."""

from __future__ import annotations

import pytest

from contested.gazetteer.sphere import kilometres
from contested.model import Place, Report
from contested.reading import Reader, open_reader

PALMYRA, SUKHNAH, HAMA = (34.56, 38.28), (34.89, 38.87), (35.13, 36.75)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


def place(reader: Reader, text: str) -> Place:
    """The one place at which a sentence's first claim with a place took place."""
    claims = reader.read(Report(id="1", text=text, date="2017-05-27", country="SY")).claims
    [found] = next(at for claim in claims if (at := [each for each in claim.places if each.role == "at"]))
    return found


def spot(found: Place) -> tuple[float, float]:
    assert found.lat is not None and found.lon is not None
    return found.lat, found.lon


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Clashes broke out in Hama.", "in"),
        ("Airstrikes hit the vicinity of Saraqib.", "near"),
        ("Clashes took place around Manbij.", "around"),
        ("Fighting raged on the outskirts of Daraa.", "edge_of"),
        ("Fighting broke out at the western entrance of Raqqa.", "edge_of"),
        ("Rebels attacked positions in the eastern countryside of Hama.", "part_of"),
        ("Fighting continued south of Aleppo.", "direction_from"),
        ("The army seized the area between Palmyra and Sukhnah.", "between"),
        ("The army took control of the triangle of Sukhnah, Palmyra and Arak.", "between"),
        ("SDF fighters captured villages on the west bank of the Euphrates.", "along"),
        ("Clashes erupted on the Syrian-Iraqi border.", "along"),
        ("ISIS ambushed a convoy along the Homs-Palmyra road.", "along_road"),
    ],
)
def test_every_relation_has_a_place_on_the_map(reader: Reader, text: str, relation: str) -> None:
    found = place(reader, text)
    assert found.relation == relation
    assert found.precision is not None and 1 <= found.precision <= 7
    assert found.radius_km is not None and found.radius_km > 0
    assert relation in ("in", "edge_of") or found.geometry is not None


def test_a_distance_and_a_direction_are_kept(reader: Reader) -> None:
    found = place(reader, "Clashes broke out some 20 kilometres north-west of Hama.")
    assert kilometres(*HAMA, *spot(found)) == pytest.approx(20, abs=1.5)
    assert spot(found)[0] > HAMA[0] and spot(found)[1] < HAMA[1]
    miles = place(reader, "Clashes broke out some 10 miles north of Hama.")
    assert kilometres(*HAMA, *spot(miles)) == pytest.approx(16.1, abs=1.5)


def test_a_part_of_a_town_is_no_countryside(reader: Reader) -> None:
    part = place(reader, "Clashes occurred in the southern part of Raqqa.")
    around = place(reader, "Clashes occurred in the southern countryside of Raqqa.")
    assert part.radius_km is not None and around.radius_km is not None
    assert part.radius_km < 6 < around.radius_km


def test_within_so_many_km_is_near(reader: Reader) -> None:
    found = place(reader, "Fighters clashed within 5 km of Al-Bab.")
    assert found.relation == "near" and found.radius_km is not None and 5 < found.radius_km < 10


def test_between_two_towns_is_one_place_and_quotes_both(reader: Reader) -> None:
    found = place(reader, "The army seized the area between Palmyra and Sukhnah.")
    assert found.mention is not None and found.mention.text == "Palmyra and Sukhnah"
    assert found.geometry is not None and found.geometry["type"] == "LineString"
    assert kilometres(*PALMYRA, *spot(found)) == pytest.approx(kilometres(*SUKHNAH, *spot(found)), rel=0.1)


def test_a_triangle_is_an_area(reader: Reader) -> None:
    found = place(reader, "The army took control of the triangle of Sukhnah, Palmyra and Arak.")
    assert found.geometry is not None and found.geometry["type"] == "Polygon"
    assert len(found.geometry["coordinates"][0]) == 4


def test_a_road_by_its_ends_is_the_known_one_or_a_straight_line_and_says_which(reader: Reader) -> None:
    known = place(reader, "ISIS ambushed a convoy along the Homs-Palmyra road.")
    assert known.id is not None and known.level == "road"
    straight = place(reader, "ISIS ambushed a convoy along the Tartus-Kobani road.")
    assert straight.id is None and straight.level == "road"
    assert straight.geometry is not None and len(straight.geometry["coordinates"]) == 2


def test_a_long_river_is_meant_where_the_report_is(reader: Reader) -> None:
    whole = place(reader, "SDF fighters captured villages on the east bank of the Euphrates.")
    near = place(reader, "SDF fighters clashed on the eastern bank of the Euphrates. Mortars fell in Hajin.")
    assert whole.radius_km is not None and near.radius_km is not None
    assert near.radius_km < whole.radius_km / 2


def test_a_border_is_not_its_guards(reader: Reader) -> None:
    claims = reader.read(Report(id="1", text="Jordanian border guards shot a smuggler.", country="SY")).claims
    assert not [each for claim in claims for each in claim.places if each.name.endswith("border")]


def test_the_border_of_two_divisions_lies_between_them(reader: Reader) -> None:
    found = place(reader, "Fighting erupted on the Aleppo-Raqqa administrative border.")
    assert 37.6 < spot(found)[1] < 39.0 and found.precision == 5


@pytest.mark.parametrize(
    ("text", "middle"),
    [
        ("Gunmen blocked the Mazatlán-Durango highway with burning trucks.", (23.62, -105.5)),
        ("Gunmen blocked the Mazatlán–Durango highway with burning trucks.", (23.62, -105.5)),
        ("Troops ambushed insurgents along the Gwoza–Bama road.", (11.3, 13.7)),
        ("Russian forces advanced along the T-0401 Pokrovske-Huliaipole highway.", (47.82, 36.26)),
    ],
)
def test_a_road_runs_between_the_towns_that_name_it(reader: Reader, text: str, middle: tuple[float, float]) -> None:
    [claim] = reader.read(Report(id="1", text=text, date="2024-05-27")).claims
    assert kilometres(*spot(claim.places[0]), *middle) < 30.0


def test_a_road_with_one_known_end_is_near_it(reader: Reader) -> None:
    text = "On Tuesday a mine hit a truck on the Qabbequa-Meluco road."
    [claim] = reader.read(Report(id="1", text=text, date="2025-05-08")).claims
    assert claim.places[0].relation == "near"


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Security forces killed six militants in Mir Ali, North Waziristan.", "settlement"),
        ("Gunmen killed two soldiers in Bosaso, Puntland, on Monday.", "settlement"),
        ("Islamic Jihad fired two rockets at Nir Am in Israel.", "settlement"),
    ],
)
def test_a_town_lies_in_the_region_that_the_words_state(reader: Reader, text: str, level: str) -> None:
    [claim] = reader.read(Report(id="1", text=text, date="2024-05-27")).claims
    [found] = [each for each in claim.places if each.role == "at"]
    assert found.id is not None and found.level == level


def test_no_abbreviation_of_a_state_begins_a_name(reader: Reader) -> None:
    text = "In March they captured the heights beyond the Ky Cung river in Vietnam."
    made = reader.read(Report(id="1", text=text, date="2024-05-27")).claims
    assert all("Kentucky" not in place.name for claim in made for place in claim.places)


def test_a_quarter_of_a_town_that_nobody_named_is_not_known(reader: Reader) -> None:
    text = "The gunmen fled from the prison in Hasakah. Soldiers raided houses in Zuhur quarter."
    made = reader.read(Report(id="1", text=text, date="2022-01-25", country="SY")).claims
    assert all(place.lat is None or place.lon is None or place.lon < 42 for claim in made for place in claim.places)


def test_no_name_is_the_initials_of_another() -> None:
    made = open_reader().read(
        Report(id="1", text="Divisions of the army attacked An Loc on 13 April 1972.", date="1999-04-13")
    )
    assert all("Control" not in place.name for claim in made.claims for place in claim.places)
