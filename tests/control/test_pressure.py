"""Gains nearby: where one was told, places are likelier to be lost to that side, but to nobody surely."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest
from accounts import account, actor, place
from numpy.typing import NDArray

from contested.control.filter import Chain, stronger
from contested.control.neighbours import neighbours
from contested.control.observations import Observation
from contested.control.parameters import parameters
from contested.control.pressure import Gain, gains, pushes
from contested.fusion import testimony
from contested.fusion.sites import sites
from contested.fusion.stakes import Stakes
from contested.model import Told

SETTINGS, DAYS = parameters(), range(1, 121)
LAT, LON = np.array([35.0, 35.0]), np.array([38.0, 40.0])  # 180 km apart
STAKES = Stakes("agent", False, ("a",), (), (), ())
WORD = testimony.Testimony("c", "s", testimony.Voice("v", None), "third party", STAKES, 1, 1, False, False, True)
OURS = [Observation(at, 1, (0,), True, 3.5, 1.0, 0.9, True, WORD) for at in (0, 1)]
NEARBY = [Gain(day, 1, 35.05, 38.0, 0.0, 0.9) for day in range(5, 100, 5)]


def run(*told: Gain, alone: bool = False) -> NDArray[np.float32]:
    """P by day, place and side: two places that the first side holds from the first day on."""
    apart = np.array([alone, alone])
    chain = Chain(
        DAYS, 3, neighbours(LAT, LON, SETTINGS, alone=apart), OURS, (), SETTINGS,
        pushes=pushes(told, LAT, LON, SETTINGS, apart),
    )  # fmt: skip
    return chain.smoothed(chain.forward())


def test_a_place_with_a_gain_beside_it_is_likelier_lost_to_who_gained() -> None:
    quiet, pressed = run()[-1], run(*NEARBY)[-1]
    assert pressed[0, 0] < quiet[0, 0] - 0.1
    assert pressed[0, 1] > quiet[0, 1] + 0.1
    assert pressed[0, 2] <= quiet[0, 2] + 0.01


def test_what_lies_far_is_not_pressed_on() -> None:
    assert run(*NEARBY)[-1, 1] == pytest.approx(run()[-1, 1], abs=0.02)


def test_gains_nearby_alone_make_nobody_sure_of_a_place() -> None:
    many = [msgspec.structs.replace(gain, day=day) for day in DAYS for gain in NEARBY[:3]]
    assert run(*many)[-1, 0, 1] <= SETTINGS.pressing_most + 0.05


def test_areas_are_not_pressed_on() -> None:
    assert run(*NEARBY, alone=True)[-1, 0] == pytest.approx(run(alone=True)[-1, 0], abs=0.03)


def test_the_order_of_gains_changes_nothing() -> None:
    assert (run(*NEARBY) == run(*reversed(NEARBY))).all()


def test_who_won_more_of_late_takes_more_readily() -> None:
    over = stronger(np.array([9.0, 3.0, 3.0]))
    assert over[0, 1] == pytest.approx(1.5)
    assert over[1, 0] == pytest.approx(0.5)
    assert over[1, 2] == pytest.approx(1.0)
    assert over.diagonal().tolist() == [0.0, 0.0, 0.0]


# --- what is a gain ---------------------------------------------------------------------------------------------------


def claim(type: str, **more: object) -> Told:
    return account("r", type, place("Maskanah", lat=35.96, lon=38.04, id="gn:1"), **more)


def of(*told: Told) -> list[Gain]:
    return gains(told, sites(told), ("syrian-government", "islamic-state"), lambda _: 0.8)


ARMY = (actor("army"),)


@pytest.mark.parametrize("type", ["capture", "advance", "expulsion"])
def test_what_a_side_takes_or_reaches_is_its_gain(type: str) -> None:
    (found,) = of(claim(type, actors=ARMY))
    assert (found.side, found.believed) == (0, 0.8)


@pytest.mark.parametrize(
    "more",
    [
        {"modality": "predicted"},
        {"modality": "denied"},
        {"outcome": "failed"},
        {"scope": "state"},
        {"polarity": "negated"},
    ],
)
def test_what_did_not_happen_or_only_stands_is_none(more: dict[str, object]) -> None:
    assert of(claim("capture", actors=ARMY, **more)) == []


def test_a_gain_told_twice_of_one_day_is_one() -> None:
    one = claim("capture", actors=ARMY)
    assert len(of(one, one)) == 1
