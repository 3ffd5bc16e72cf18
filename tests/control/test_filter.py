"""The filter: what claims, neighbours and silence do to who is thought to hold a place."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from contested.control.filter import Chain
from contested.control.neighbours import Graph, neighbours
from contested.control.observations import Observation, Unrest
from contested.control.parameters import parameters
from contested.control.state import calendar
from contested.fusion import testimony
from contested.fusion.credence import logit
from contested.fusion.stakes import Stakes

SETTINGS = parameters()
STAKES = Stakes("agent", False, ("a",), (), (), ())
VOICE = testimony.Voice("v", None)
WORD = testimony.Testimony("c", "s", VOICE, "third party", STAKES, 1, 1, False, False, True)


def said(
    day: int, side: int, credence: float, *, place: int = 0, holds: bool = True, state: bool = False
) -> Observation:
    pull = SETTINGS.claimed_state if state else SETTINGS.claimed_change
    return Observation(place, day, (side,), holds, logit(credence), 1.0, pull, True, WORD)


def graph(size: int) -> Graph:
    """Places in a row, ten kilometres apart."""
    return neighbours(np.full(size, 35.0), 38.0 + 0.11 * np.arange(size), SETTINGS)


def run(
    *seen: Observation, days: int = 10, sides: int = 3, places: int = 1, smooth: bool = False
) -> NDArray[np.float32]:
    chain = Chain(range(1, days + 1), sides, graph(places), seen, (), SETTINGS)
    forward = chain.forward()
    return chain.smoothed(forward) if smooth else forward


def test_a_lone_claim_against_what_was_sure_is_believed_as_far_as_its_credence() -> None:
    found = run(said(1, 0, 0.995, state=True), said(1, 0, 0.99, state=True), said(5, 1, 0.7))
    assert found[3, 0, 0] > 0.95
    assert found[4, 0, 1] == pytest.approx(0.7, abs=0.12)


def test_independent_voices_multiply() -> None:
    one, two = run(said(5, 1, 0.7)), run(said(5, 1, 0.7), said(5, 1, 0.7))
    assert two[4, 0, 1] > one[4, 0, 1]


def test_a_claim_that_is_hardly_believed_never_speaks_for_the_opposite() -> None:
    found = run(said(3, 1, 0.9), said(6, 1, 0.1))
    assert found[5, 0, 1] >= found[4, 0, 1] - 0.01


def test_a_withdrawal_leaves_the_place_to_the_others() -> None:
    found = run(said(2, 0, 0.99, state=True), said(5, 0, 0.95, holds=False))
    assert found[3, 0, 0] > 0.8
    assert found[4, 0, 0] < 0.3


def test_silence_makes_nothing_certain() -> None:
    found = run(said(2, 0, 0.99, state=True), days=2000)
    assert found[1, 0, 0] > found[500, 0, 0] > found[1999, 0, 0]
    assert found[1999, 0].max() < 0.7


def test_an_enclave_is_not_taken_by_its_neighbours_silence() -> None:
    rows = [said(2, 0, 0.99, place=2, state=True)] + [said(2, 1, 0.99, place=at, state=True) for at in (0, 1, 3, 4)]
    found = run(*rows, places=5, days=60)
    assert found[30, 2].argmax() == 0
    assert found[59, 2, 1] < 0.7


def test_a_place_of_which_nothing_was_said_takes_after_its_neighbours() -> None:
    found = run(said(2, 1, 0.99, place=0, state=True), said(2, 1, 0.99, place=2, state=True), places=3, days=40)
    assert found[39, 1].argmax() == 1
    assert found[39, 1, 1] < found[39, 0, 1]


def test_what_is_told_later_corrects_what_was_thought_before() -> None:
    told = (said(2, 0, 0.95, state=True), said(8, 0, 0.95, state=True))
    assert run(*told, smooth=True)[4, 0, 0] > run(*told)[4, 0, 0]


def test_on_the_last_day_both_ways_agree() -> None:
    told = (said(2, 0, 0.9), said(5, 1, 0.8), said(7, 1, 0.6, holds=False))
    assert np.allclose(run(*told, smooth=True)[-1], run(*told)[-1], atol=1e-4)


def test_probabilities_sum_to_one() -> None:
    found = run(*(said(1 + at % 10, at % 3, 0.2 + 0.07 * (at % 11), place=at % 4) for at in range(60)), places=4)
    assert np.allclose(found.sum(axis=2), 1, atol=1e-4)
    assert (found > 0).all()


def test_fighting_makes_a_place_less_certain() -> None:
    seen = [said(1, 0, 0.99, state=True)]
    quiet = Chain(range(1, 15), 2, graph(1), seen, (), SETTINGS).forward()
    fought = Chain(range(1, 15), 2, graph(1), seen, [Unrest(0, 8)], SETTINGS).forward()
    assert np.allclose(quiet[6], fought[6])
    assert fought[-1, 0, 0] < quiet[-1, 0, 0]


def test_the_order_of_claims_does_not_count() -> None:
    told = [said(4, 0, 0.8), said(4, 1, 0.7), said(4, 2, 0.4), said(6, 1, 0.9, holds=False)]
    assert np.array_equal(run(*told), run(*reversed(told)))


@pytest.mark.parametrize("spots", [[], [(35.0, 38.0)], [(35.0, 38.0)] * 3, [(0.0, 179.99), (0.0, -179.99)]])
def test_neighbours_of_odd_places(spots: list[tuple[float, float]]) -> None:
    lat, lon = np.array([each[0] for each in spots]), np.array([each[1] for each in spots])
    found = neighbours(lat, lon, SETTINGS)
    assert found.weight.shape[0] == len(spots)
    assert (found.weight.sum(axis=1) <= 1).all()
    if len(spots) > 1:
        assert (found.weight.sum(axis=1) > 0.5).all()


def test_the_calendar_leaves_no_long_gap() -> None:
    days = calendar([10, 12, 90], 100, 7)
    assert {10, 12, 90, 100} <= set(days)
    assert max(np.diff(days)) <= 7
