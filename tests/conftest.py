"""What tests of every room share."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ["CONTESTED_PURE"] = "1"  # the sources are tested, also where the reader was compiled

# hundreds of processes are started: what they import is compiled once, not in each
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

settings.register_profile("any machine", deadline=None)  # a busy machine, or a first example, may take long
settings.load_profile("any machine")

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Long bytes name no test: packed ones hold the time, and all processes that tests run in need the same names."""
    return argname if isinstance(val, bytes) and len(val) > 16 else None


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The index of places is compiled once a session, in a folder of the session's own unless one is named."""
    named = os.environ.get("CONTESTED_CACHE")
    folder = Path(named) if named else tmp_path_factory.mktemp("cache")
    os.environ["CONTESTED_CACHE"] = str(folder)
    yield folder
    if named is None:
        del os.environ["CONTESTED_CACHE"]


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of third-party sets beside the project; the test is skipped where there is none."""
    if not SHARED.is_dir():
        pytest.skip("the folder ../shared with third-party sets is not here")
    return SHARED
