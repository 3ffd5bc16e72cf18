"""A war of three sides over a grid of towns, told by hand: what tests of control ask."""

from __future__ import annotations

from collections.abc import Iterable

from accounts import account, place

from contested.knowledge.schema import Conflict, Side
from contested.model import Place, Told
from contested.situation import Question, Situation

ARMY, STATE, REBELS = "syrian-government", "islamic-state", "syrian-opposition"
WAR = Conflict(
    id="syria",
    name="War",
    countries=["SY"],
    from_="2011-01-01",
    side=[Side(id=id, name=id, colour="#000000") for id in (ARMY, STATE, REBELS)],
)
GRID = {f"t{row}{column}": (34.6 + 0.15 * row, 38.0 + 0.18 * column) for row in range(5) for column in range(5)}
INSIDE = "t22"


def town(name: str) -> Place:
    """A town of the grid."""
    lat, lon = GRID[name]
    return place(name, id=name, lat=lat, lon=lon, radius_km=2.0)


def holds(name: str, who: str, day: str = "2017-06-01") -> Told:
    """A neutral word on who holds a town."""
    return account(f"{name}-{who}-{day}", "control", town(name), day, who, known=day, scope="state", source="Monitor")


def ring() -> list[Told]:
    """Islamic State holds one town in the middle of the army's, and the eastern edge."""
    return [holds(name, "is" if name == INSIDE or name.endswith("4") else "army") for name in GRID]


def ask(told: Iterable[Told], on: str = "2017-06-03", **more: object) -> Situation:
    """The situation on a day, as known then."""
    question = Question(on=on, as_known=more.pop("as_known", on), area=more.pop("area", None))  # type: ignore[arg-type]
    return Situation(told, question, conflicts=[WAR], **more)  # type: ignore[arg-type]
