"""Nobody acts before there was him."""

from __future__ import annotations

import pytest

from contested.model import Report
from contested.reading import Reader, open_reader


@pytest.fixture(scope="module")
def reader() -> Reader:
    return open_reader()


@pytest.mark.parametrize(
    ("text", "actors"),
    [
        (
            "German armies trapped the French at Sedan on 1 September 1870. They captured Sedan.",
            [(None, "German armies"), (None, "German armies")],
        ),
        ("Russian troops captured Berlin on 2 May 1945.", [(None, "Russian troops")]),
        # a part is no older than the whole
        ("The Russian Air Force bombed Homs on 3 May 1985.", [(None, "Russian Air Force")]),
        ("Israeli forces captured Gaza on 7 November 1956.", [("israel-defense-forces", "Israel Defense Forces")]),
        ("Ukrainian forces captured Lyman on 1 October 2022.", [("ukrainian-armed-forces", "Armed Forces of Ukraine")]),
    ],
)
def test_an_actor_is_nobody_before_its_time(reader: Reader, text: str, actors: list[tuple[str | None, str]]) -> None:
    claims = reader.read(Report(id="x", text=text, date="2024-05-20")).claims
    found = [(actor.id, actor.name) for claim in claims for actor in claim.actors if actor.role == "agent"]
    assert found == actors
    assert all(actor.side is None for claim in claims for actor in claim.actors if actor.id is None)
