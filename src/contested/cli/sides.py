"""The sides that `--side` and a report may name: those of the conflicts that are known, packaged and the user's own."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache, lru_cache
from pathlib import Path

from contested.errors import UsageError

FEW = 6


def check_side(side: str | None, knowledge: Path | None) -> None:
    """See that a side is known, if one is named.

    Raises:
        UsageError: it is not; names the nearest.
        KnowledgeError: the user's folder of knowledge cannot be read.
    """
    remedy = instead_of(side, knowledge) if side is not None else None
    if remedy:
        raise UsageError("there is no such side", source=f"--side {side}", remedy=remedy)


@lru_cache(256)
def instead_of(side: str, knowledge: Path | None) -> str | None:
    """What to write instead of a side that is not known; None of one that is.

    Raises:
        KnowledgeError: the user's folder of knowledge cannot be read.
    """
    known = known_sides(knowledge)
    if side in known:
        return None
    near = nearest(side, known)
    return f"did you mean {' or '.join(near)}?" if near else "the sides of each war are in knowledge/conflicts"


@cache
def known_sides(knowledge: Path | None) -> dict[str, str]:
    """Id and name of every side, packaged and the user's own."""
    from contested.knowledge.sources import PACKAGED

    return {side: name for folder in filter(None, (PACKAGED, knowledge)) for side, name in sides_of(folder)}


def sides_of(folder: Path) -> list[tuple[str, str]]:
    """Id and name of every side in a folder of knowledge."""
    from contested.knowledge.sources import files

    tables = [file.parse() for file in files(folder) if file.name.startswith("conflicts/")]
    return [(side["id"], side["name"]) for table in tables for side in table.get("side", [])]


def nearest(side: str, known: dict[str, str]) -> list[str]:
    """Ids like the one written, in letters, in name, or as a part ("opposition")."""
    by_name = {name.lower(): each for each, name in known.items()}
    written = side.lower().replace("_", "-")
    like = get_close_matches(written, known, FEW) + [by_name[name] for name in get_close_matches(written, by_name, 2)]
    return list(dict.fromkeys(like + [each for each in known if written in each]))[:FEW]
