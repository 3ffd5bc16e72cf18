from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contested.gazetteer.index import Gazetteer
from contested.gazetteer.misspelt import WORST, closeness, distance, neighbours

KEYS = st.text(alphabet="bdfhjklmnprstv", min_size=4, max_size=9)
NAMES = st.text(alphabet="abdefhiklmnorstu", min_size=1, max_size=12)


@given(KEYS, st.integers(0, 8))
def test_leaving_out_a_consonant_makes_a_neighbour_both_ways(key: str, at: int) -> None:
    less = key[: at % len(key)] + key[at % len(key) + 1 :]
    if less != key and len(less) >= 4:
        assert less in set(neighbours(key)) and key in set(neighbours(less))


@given(KEYS)
def test_no_key_is_its_own_neighbour_and_none_comes_twice(key: str) -> None:
    found = list(neighbours(key))
    assert key not in found and len(found) == len(set(found))


@given(NAMES, NAMES, st.floats(0.0, WORST))
def test_what_is_alike_enough_is_as_alike_as_without_a_limit(one: str, other: str, least: float) -> None:
    exact = closeness(one, other)
    assert closeness(one, other, least) in ((exact,) if exact >= least else (exact, 0.0))


@given(NAMES, NAMES)
def test_distance_is_even_handed(one: str, other: str) -> None:
    assert distance(one, other) == distance(other, one) >= 0.0
    assert distance(one, one) == 0.0


def test_names_too_short_have_no_neighbours() -> None:
    assert list(neighbours("hm.")) == [] and list(neighbours("hms")) == []


def test_swapped_consonants_cost_less_than_two_changes() -> None:
    assert distance("kafrta", "kartfa") > distance("kafrta", "karfta") == 1.0
    assert closeness("barlahin", "barlahin") == WORST


def test_a_misspelt_name_is_found_in_its_country_and_only_there(gazetteer: Gazetteer) -> None:
    found = [gazetteer.place(row).name for row, like in gazetteer.misspelt("Jarblaus", "SY") if like <= WORST]
    assert any(name.startswith("Jar") for name in found)
    assert gazetteer.misspelt("Jarblaus", "MM") == ()
    assert gazetteer.misspelt("Hama", "SY") == (), "too few consonants"
