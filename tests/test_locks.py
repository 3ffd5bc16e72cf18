"""The locks hold names, versions and hashes of what pyproject.toml asks for, and no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
NAME = re.compile(r"^[A-Za-z0-9._-]+")
USERS = PROJECT["project"]["dependencies"]
WANTED = {
    "users": USERS,
    "test": USERS + PROJECT["dependency-groups"]["test"],
    "bench": USERS + PROJECT["dependency-groups"]["bench"],
    "fast": PROJECT["dependency-groups"]["fast"],
    "build": PROJECT["build-system"]["requires"],
}


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
    for tool in ("pytest", "mypy", "ruff", "spacy", "selenium"):
        assert f"\n{tool}==" not in text
