"""A site to fetch from, and settings that allow it: it is on this machine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from website import Site, serving

from contested.intake import Settings
from contested.intake.limits import Limits


@pytest.fixture(scope="module")
def open_site() -> Iterator[Site]:
    with serving() as site:
        yield site


@pytest.fixture
def site(open_site: Site) -> Site:
    """A site with nothing on it."""
    open_site.answers.clear()
    open_site.asked.clear()
    return open_site


@pytest.fixture
def near() -> Settings:
    """Settings that fetch from this machine, at once."""
    return Settings(allow_private=True, limits=Limits(pause_seconds=0))
